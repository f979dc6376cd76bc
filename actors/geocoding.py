"""Addresses looked up at the Géoplateforme (Base adresse nationale), through our own server.

Staff's browsers talk to us alone. What the service answers is read with suspicion, within two
seconds, and kept a day; five failures in a row and it is left alone for a minute. Without it the
forms work all the same.
"""

import hashlib
import http.client
import json
import math
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.cache import cache

from actors import geo
from actors.text import fold

SECONDS = 2.0
KEPT_SECONDS = 24 * 3600
MOST_FAILURES, REST_SECONDS = 5, 60
SHORTEST, LONGEST = 3, 200
# What is worth the click of a person, and what may be taken for granted.
LEAST, SURE = 0.5, 0.8
_LARGEST = 500_000
_FAILURES, _RESTING = "geocoder:failures", "geocoder:resting"


class GeocoderDown(Exception):
    """No answer, or none that can be read."""


@dataclass(frozen=True)
class Found:
    """One address of the national base; `kind` is housenumber, street, locality, municipality."""

    label: str
    name: str
    postcode: str
    city: str
    city_code: str
    latitude: float
    longitude: float
    score: float
    kind: str

    @property
    def is_sure(self) -> bool:
        """A house of a street, and nearly the words that were typed."""
        return self.score >= SURE and self.kind == "housenumber"


def is_on() -> bool:
    return bool(settings.GEOCODER_URL)


def search(text: str, *, limit: int = 5, is_typing: bool = False) -> list[Found]:
    """The addresses like this one, best first, without those that are only a guess.

    `is_typing`: the last word may be unfinished. Raises GeocoderDown.
    """
    text = " ".join(text.split())[:LONGEST]
    if len(text) < SHORTEST:
        return []
    if not is_on() or cache.get(_RESTING):
        raise GeocoderDown
    centre = geo.town()["centre"]
    query = urlencode(
        {
            "q": text,
            "limit": limit,
            "autocomplete": int(is_typing),
            "lat": centre["latitude"],
            "lon": centre["longitude"],
        }
    )
    key = "geocoder:" + hashlib.sha256(f"{settings.GEOCODER_URL} {query}".encode()).hexdigest()
    kept = cache.get(key)
    if kept is None:
        kept = [asdict(found) for found in _asked(query)]
        cache.set(key, kept, KEPT_SECONDS)
    return [Found(**one) for one in kept]


def locate(address: str, postcode: str, city: str) -> Found | None:
    """The one address that these words surely are, else None. Raises GeocoderDown."""
    if not address.strip():
        return None
    found = search(f"{address} {postcode} {city}", limit=1)
    best = found[0] if found else None
    if best is None or not best.is_sure:
        return None
    is_here = best.postcode == postcode or fold(best.city) == fold(city)
    return best if is_here else None


def metres_from(found: Found, latitude: object, longitude: object) -> float:
    return geo.distance_m(found.latitude, found.longitude, float(latitude), float(longitude))


def _asked(query: str) -> list[Found]:
    try:
        found = list(_read(_answer(query)))
    except (OSError, ValueError, LookupError, TypeError, http.client.HTTPException) as error:
        _count_failure()
        raise GeocoderDown from error
    cache.delete(_FAILURES)
    return found


def _count_failure() -> None:
    cache.add(_FAILURES, 0, REST_SECONDS)
    try:
        failures = cache.incr(_FAILURES)
    except ValueError:  # it expired meanwhile
        return
    if failures >= MOST_FAILURES:
        cache.set(_RESTING, True, REST_SECONDS)
        cache.delete(_FAILURES)


def _answer(query: str) -> bytes:
    """The body of one GET, whole within SECONDS; OSError or HTTPException otherwise."""
    target = urlsplit(settings.GEOCODER_URL)
    deadline = time.monotonic() + SECONDS
    secure = target.scheme == "https"
    options = {"context": ssl.create_default_context()} if secure else {}
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(target.hostname or "", target.port, timeout=SECONDS, **options)
    connection.connect()
    # A server that sends a byte now and then trips no timeout: the watch hangs up.
    watch = threading.Timer(max(0.0, deadline - time.monotonic()), _hang_up, [connection.sock])
    watch.daemon = True
    watch.start()
    try:
        path = f"{target.path.rstrip('/')}/search?{query}"
        connection.request("GET", path, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        if answer.status == 400:
            return b'{"features": []}'  # these words, not the service
        if answer.status != 200:
            raise http.client.HTTPException(answer.status)
        body = answer.read(_LARGEST + 1)
        if len(body) > _LARGEST or time.monotonic() > deadline:
            raise http.client.HTTPException("too long")
        return body
    finally:
        watch.cancel()
        connection.close()


def _hang_up(sock: socket.socket) -> None:
    try:
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
    except OSError:
        return  # closed meanwhile


def _read(body: bytes) -> Iterator[Found]:
    """What of the answer can be trusted to be an address; ValueError when it is no answer."""
    try:
        features = json.loads(body)["features"]
    except RecursionError as error:
        raise ValueError from error
    if not isinstance(features, list):
        raise ValueError("no list")
    for feature in features:
        try:
            found = _found(feature)
        except (LookupError, TypeError, ValueError, AttributeError):
            continue
        if found.score >= LEAST and found.label:
            yield found


def _found(feature: dict) -> Found:
    told = feature["properties"]
    longitude, latitude = (_number(value) for value in feature["geometry"]["coordinates"][:2])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or not (latitude or longitude):
        raise ValueError("nowhere")
    return Found(
        label=_text(told, "label"),
        name=_text(told, "name"),
        postcode=_text(told, "postcode"),
        city=_text(told, "city"),
        city_code=_text(told, "citycode"),
        latitude=round(latitude, 6),
        longitude=round(longitude, 6),
        score=min(1.0, _number(told["score"])),
        kind=_text(told, "type"),
    )


def _text(told: dict, name: str) -> str:
    value = told.get(name, "")
    return " ".join(value.split())[:200] if isinstance(value, str) else ""


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("no number")
    return float(value)
