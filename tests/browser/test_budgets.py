"""Weight, requests and cookies of every kind of page, measured by Chromium itself."""

import pytest

from tests.browser.pages import one_of_each_kind

KB = 1024
PAGE_BUDGET, SCRIPT_BUDGET, REQUEST_BUDGET = 80 * KB, 10 * KB, 8


class Meter:
    """What the network carried for one first view: bytes on the wire, by kind."""

    def __init__(self, page):
        self.requests: dict[str, str] = {}
        self.scripts: set[str] = set()
        self.size = self.script_size = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._arrived)

    def _asked(self, event):
        if event["request"]["url"].startswith("data:"):
            return
        self.requests[event["requestId"]] = event["request"]["url"]
        if event.get("type") == "Script":
            self.scripts.add(event["requestId"])

    def _arrived(self, event):
        if event["requestId"] in self.requests:
            self.size += int(event["encodedDataLength"])
            if event["requestId"] in self.scripts:
                self.script_size += int(event["encodedDataLength"])


def test_every_page_keeps_its_budget(miramas, open_page, record_property):
    lines, over = [], []
    for kind, path in one_of_each_kind().items():
        page = open_page("/robots.txt", width=360, height=640)
        meter = Meter(page)
        page.goto(path, wait_until="networkidle")
        cookies = page.context.cookies()
        line = (
            f"{kind:20} {meter.size / KB:6.1f} ko, JavaScript {meter.script_size / KB:4.1f} ko, "
            f"{len(meter.requests)} requêtes, {len(cookies)} cookie"
        )
        lines.append(line)
        if (
            meter.size > PAGE_BUDGET
            or meter.script_size > SCRIPT_BUDGET
            or len(meter.requests) > REQUEST_BUDGET
            or cookies
        ):
            over.append(line)
        page.context.close()
    for line in lines:
        record_property("figure", line)
    assert not over


def test_nothing_scrolls_sideways_at_320_pixels(miramas, open_page, client):
    from tests.browser.pages import of_the_site_map

    paths = {*of_the_site_map(client), *one_of_each_kind().values()}
    page = open_page("/", width=320, height=256)
    wide = []
    for path in sorted(paths):
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append(f"{path}: {width} px")
    assert not wide


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_no_fault_on_any_kind_of_page(miramas, open_page, axe_violations, width):
    found = []
    page = open_page("/", width=width, height=900)
    for kind, path in one_of_each_kind().items():
        page.goto(path)
        found += [f"{kind}: {fault}" for fault in axe_violations(page)]
    assert not found


def test_axe_finds_no_fault_on_the_site_map_at_320_pixels(
    miramas, open_page, axe_violations, client
):
    from tests.browser.pages import of_the_site_map

    page = open_page("/", width=320, height=900)
    found, paths = [], of_the_site_map(client)
    for path in paths:
        page.goto(path)
        found += [f"{path}: {fault}" for fault in axe_violations(page)]
    assert len(paths) > 100
    assert not found
