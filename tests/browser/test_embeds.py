"""The guide inside a page of another origin, in Chromium."""

import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.test_map import PIXEL

PARTNER = "<!doctype html><html lang=fr><title>Association</title><h1>Notre association</h1>{}"


class Partner(BaseHTTPRequestHandler):
    """A partner's site: whatever the address, a page with the frame."""

    def __init__(self, line, *arguments):
        self.line = line
        super().__init__(*arguments)

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PARTNER.format(self.line).encode())

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture
def partner_page(chromium):
    """Give a function that opens a partner's page holding this line, on an origin of its own."""
    servers, contexts = [], []

    def open_page(line: str, **options):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Partner, line))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = chromium.new_context(locale="fr-FR", **options)
        contexts.append(context)
        context.set_default_timeout(30_000)
        context.route("**/wmts**", lambda route: route.fulfill(body=PIXEL))
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text))
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def pasted(miramas, open_page, settings, live_server):
    """Give a function that copies the line of the page for partners."""

    def copy(name: str, query: str = "") -> str:
        settings.SITE_URL = live_server.url
        page = open_page(f"/embed/{query}", width=1280)
        return page.locator(f"#{name}").input_value()

    return copy


def test_the_pasted_list_shows_in_a_page_of_another_origin(pasted, partner_page, live_server):
    page = partner_page(pasted("embed_list", "?pilier=loisir"))
    frame = page.frame_locator("iframe")
    frame.locator(".rows li").first.wait_for()
    assert "Guide numérique" in frame.locator("footer").inner_text()
    assert page.frames[1].url.startswith(f"{live_server.url}/embed/liste/?pilier=loisir")
    assert page.context.cookies() == []
    assert page.problems == []


def test_a_link_of_the_frame_opens_the_guide_beside_the_partner(pasted, partner_page, live_server):
    page = partner_page(pasted("embed_list"))
    link = page.frame_locator("iframe").locator(".row__title a").first
    with page.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_load_state()
    assert opened.value.url.startswith(f"{live_server.url}/services/")
    assert page.title() == "Association"


def test_the_pasted_map_opens_in_its_frame(pasted, partner_page):
    page = partner_page(pasted("embed_map"))
    frame = page.frame_locator("iframe")
    assert frame.locator(".sketch").count() == 1
    frame.locator("[data-map-open]:visible").first.click()
    frame.locator(".spot").first.wait_for()
    assert page.problems == [] and page.context.cookies() == []


def test_the_rest_of_the_site_is_refused_in_a_frame(miramas, partner_page, live_server):
    page = partner_page(f'<iframe src="{live_server.url}/services/" title="x"></iframe>')
    page.wait_for_timeout(300)
    assert page.frames[1].url.startswith("chrome-error:")
    assert any("frame" in problem for problem in page.problems)


@pytest.mark.parametrize("width", [280, 360, 1000])
@pytest.mark.parametrize("path", ["/embed/liste/", "/embed/carte/"])
def test_a_frame_of_any_width_is_whole_and_clean(miramas, open_page, axe_violations, path, width):
    page = open_page(path, width=width, javascript=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_violations(page) == []
    heights = page.locator(".row__title a, .frame__call, .pages a").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24


def test_a_frame_without_javascript_says_the_same(miramas, open_page):
    page = open_page("/embed/carte/", javascript=False)
    assert page.locator(".rows li").count() == 20
    assert page.locator(".sketch").is_visible()
