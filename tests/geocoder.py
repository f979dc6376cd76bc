"""A real geocoder on this machine, that answers, stalls, lies or says no."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from tests.services.upkeep.web_server import Handler, running


def feature(label="6 Avenue Falabrègues 13140 Miramas", *, score=0.95, kind="housenumber", **more):
    """One address as the national service writes it."""
    point = more.pop("point", [5.001944, 43.582222])
    told = {"label": label, "score": score, "type": kind, "name": label.split(" 13140")[0]}
    told |= {"postcode": "13140", "city": "Miramas", "citycode": "13063"} | more
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": point},
        "properties": told,
    }


class GeocoderHandler(Handler):
    def do_GET(self):
        url = urlsplit(self.path)
        self.server.asked.append((url.path, parse_qs(url.query)))
        getattr(self, f"say_{self.server.mood}")()

    def say_well(self):
        self.say(json.dumps({"type": "FeatureCollection", "features": self.server.features}))

    def say(self, text: str, status=200, **headers):
        self.head(status, **headers)
        self.wfile.write(text.encode())

    def say_html(self):
        self.say("<html><body>Maintenance</body></html>", **{"Content-Type": "text/html"})

    def say_429(self):
        self.say("Too many requests", 429)

    def say_500(self):
        self.say("{}", 500)

    def say_400(self):
        self.say('{"code": 400}', 400)

    def say_moved(self):
        self.head(302, Location="http://127.0.0.1:1/search")

    def say_nothing(self):
        self.say('{"features": []}')

    def say_no_list(self):
        self.say('{"features": 12}')

    def say_deep(self):
        self.say("[" * 100_000)

    def say_huge(self):
        self.say('{"features": [' + " " * 600_000 + "]}")

    def say_slowly(self):
        self.forever(b"H", 0.1)

    def say_stalled(self):
        self.forever(b"", 0.1)


@contextmanager
def geocoder(settings, *features, mood="well") -> Iterator:
    """The settings point at it; `mood` may change while it runs."""
    with running(handler=GeocoderHandler) as server:
        server.mood, server.features = mood, list(features)
        settings.GEOCODER_URL = f"http://127.0.0.1:{server.server_port}/geocodage/"
        yield server
