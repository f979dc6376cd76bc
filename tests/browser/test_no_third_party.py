"""No page asks another server anything: `open_page` fails the test on a foreign request."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from leaflet import app_settings

from services.models import Service
from tests.browser.pages import of_the_site_map, one_of_each_kind
from tests.browser.test_map import PIXEL


class Tiles(BaseHTTPRequestHandler):
    """A tile server of the town, on this machine."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(PIXEL)

    def log_message(self, *args):
        """Nothing on the screen of the tests."""


@pytest.fixture
def tiles():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    server.daemon_threads, server.asked = True, []
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_walk_over_all_kinds_of_pages_asks_nobody_else(miramas, open_page, client):
    """And leaves nothing in the browser: no cookie, no storage."""
    page = open_page("/robots.txt", width=1280, height=900)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    paths = {*one_of_each_kind().values(), *list(of_the_site_map(client))[::8]}
    for path in sorted(paths):
        page.goto(path)
    origin = page.evaluate("location.origin")
    assert len(asked) > 100
    assert [url for url in asked if not url.startswith((f"{origin}/", "data:"))] == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_links_to_other_sites_tell_them_nothing(miramas, open_page):
    page = open_page(Service.objects.published().first().get_absolute_url())
    assert page.locator("link[rel~='preconnect'], link[rel~='dns-prefetch']").count() == 0
    assert page.locator("img[src^='http'], iframe, script[src^='http']").count() == 0


def test_the_map_asks_only_the_tile_server_that_was_chosen(
    miramas, open_page, settings, tiles, monkeypatch
):
    """Served by the town itself (TILES_URL), the map tells nobody who looks at what."""
    address = f"http://127.0.0.1:{tiles.server_port}/{{z}}/{{x}}/{{y}}.png"
    first = settings.LEAFLET_CONFIG["TILES"][0]
    # The package reads its settings once.
    monkeypatch.setitem(app_settings, "TILES", [(first[0], address, first[2])])
    settings.CONTENT_SECURITY_POLICY = allowed(settings, address)
    chosen = f"http://127.0.0.1:{tiles.server_port}/"
    page = open_page("/robots.txt", width=1280, height=900, beside=chosen)
    foreign = []
    page.on("request", lambda request: foreign.append(request.url))
    page.goto("/carte/")
    assert not tiles.asked, "nothing before one asks"
    with page.expect_response(lambda response: ".png" in response.url):
        page.locator("[data-map-open]:visible").first.click()
    page.locator(".spot").first.wait_for()
    origin = page.evaluate("location.origin")
    own = (f"{origin}/", chosen, "data:", "blob:")
    assert [url for url in foreign if not url.startswith(own)] == []
    for _path, headers in tiles.asked:
        assert "Cookie" not in headers
        referrer = headers.get("Referer", "")
        assert referrer in ("", f"{origin}/"), "the site at most, never the page nor its words"


def allowed(settings, address: str) -> dict:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    return {"DIRECTIVES": directives | {"img-src": [*directives["img-src"], origin]}}
