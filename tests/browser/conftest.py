"""Chromium, driven on the site as it is served: hashed static files, strict policy, no network."""

import json
import os
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests import system

SWITCHES = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
    # Nobody else is ever reached: a route that judges each request would also stop its cache.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
AXE_TAGS = ("RGAAv4", "wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice", "experimental")


@pytest.fixture(scope="session")
def chromium():
    """The browser, once a worker."""
    path = system.chromium()
    assert path, "Chromium is missing: make test installs it, or CHROMIUM names it"
    switches = [*SWITCHES, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    # Playwright's loop runs in this thread, where Django would refuse every query.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        yield browser
        browser.close()


@pytest.fixture(autouse=True, scope="session")
def serve_static_files_like_production():
    """Leave the static files of `live_server` to WhiteNoise, hashed and compressed."""
    from django.contrib.staticfiles import handlers

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handlers, "StaticFilesHandler", lambda application: application)
        yield


@pytest.fixture
def open_page(chromium, live_server):
    """Give a function that opens a path of the site in a browser of its own.

    `open_page(path="/", width=360, height=640, javascript=True, **context)` returns Playwright's
    page. At the end, a message of the console, an error of a script or a request to another
    origin fails the test, but for addresses that say `beside`, which the test answers itself.
    """
    contexts, complaints = [], []

    def open_path(path="/", *, width=360, height=640, javascript=True, beside=None, **options):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        context.on("request", lambda request: note_foreign(request, beside))
        page = context.new_page()
        page.on("response", lambda response: note_missing(response, complaints))
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        page.on("console", lambda message: note(message, complaints))
        page.goto(path)
        return page

    def note_foreign(request, beside):
        is_own = request.url.startswith((live_server.url + "/", "data:", "blob:"))
        if not is_own and not (beside and beside in request.url):
            complaints.append(f"asked another origin: {urlsplit(request.url).netloc}")

    yield open_path
    for context in contexts:
        context.close()
    assert complaints == []


def note(message, complaints: list[str]) -> None:
    # What is missing is told by the answers; a page may be missing on purpose.
    if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
        complaints.append(f"console: {message.text}")


def note_missing(response, complaints: list[str]) -> None:
    if response.status >= 400 and not response.request.is_navigation_request():
        complaints.append(f"answered {response.status}: {response.url}")


@pytest.fixture(scope="session")
def axe_violations():
    """Give a function that returns what axe-core finds on a page, one line a fault."""
    source = system.AXE.read_text(encoding="utf-8")

    def find(page) -> list[str]:
        # The policy forbids inline scripts, so the text is evaluated, not inserted.
        page.evaluate(source)
        options = json.dumps({"runOnly": AXE_TAGS, "resultTypes": ["violations"]})
        violations = page.evaluate(f"axe.run(document, {options}).then(found => found.violations)")
        return [
            f"{violation['id']}: {violation['help']} {node['target']}"
            for violation in violations
            for node in violation["nodes"]
        ]

    return find
