"""The map on demand: nothing before the click, then markers for the keyboard like for the mouse."""

import base64

import pytest

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5E"
    "rkJggg=="
)
FOCUS_NAME = "document.activeElement.getAttribute('aria-label')"


@pytest.fixture
def open_map(miramas, open_page):
    """Give a function that opens a page and its map, with tiles of one pixel made here."""

    def open_path(path="/services/", **options):
        page = open_page(path, beside="wmts", **options)
        page.context.route("**/wmts**", lambda route: route.fulfill(body=PIXEL))
        page.locator("[data-map-open]:visible").first.click()
        page.locator(".spot").first.wait_for()
        return page

    return open_path


def test_nothing_of_the_map_is_fetched_before_it_is_asked_for(miramas, open_page):
    page = open_page("/robots.txt")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/carte/", wait_until="networkidle")
    assert not [url for url in asked if "leaflet" in url or "geojson" in url]
    assert page.locator(".sketch").count() == 1


def test_each_marker_is_named_by_the_numbers_of_the_list_and_the_place(open_map):
    page = open_map()
    names = page.locator(".spot").evaluate_all(
        "spots => spots.map(spot => spot.getAttribute('aria-label'))"
    )
    assert names[0].startswith("1")
    assert all(name.split(". ")[0].replace(", ", "").isdigit() for name in names)
    first_numbers = [int(name.split(",")[0].split(".")[0]) for name in names]
    assert first_numbers == sorted(first_numbers)


def test_one_marker_lists_all_the_services_of_an_address(open_map):
    page = open_map()
    house = page.locator(".spot[aria-label*='Maison des services']")
    assert house.count() == 1
    house.press("Enter")
    popup = page.locator(".leaflet-popup")
    assert "France services" in popup.inner_text()
    assert "CCAS" in popup.inner_text()
    assert popup.locator("a[href^='/services/']").count() > 4


@pytest.mark.parametrize("key", ["Enter", " "])
def test_the_keyboard_opens_a_marker_and_comes_back_to_it(open_map, key):
    page = open_map()
    marker = page.locator(".spot").nth(1)
    name = marker.get_attribute("aria-label")
    marker.focus()
    page.keyboard.press(key)
    page.locator(".leaflet-popup").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "dialog"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.leaflet-popup') !== null")
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert page.evaluate(FOCUS_NAME) == name


def test_closing_by_the_button_also_gives_the_focus_back(open_map):
    page = open_map()
    marker = page.locator(".spot").first
    marker.press("Enter")
    page.locator(".leaflet-popup-close-button").press("Enter")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert page.evaluate(FOCUS_NAME) == marker.get_attribute("aria-label")


def test_the_map_can_be_skipped_and_found_again(open_map):
    page = open_map(width=1280, height=900)
    page.get_by_role("link", name="Passer la carte").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Revenir à la carte"


def test_axe_finds_no_fault_with_the_map_and_a_popup_open(open_map, axe_violations):
    for width in (320, 1280):
        page = open_map("/carte/", width=width, height=900)
        page.locator(".spot").first.press("Enter")
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_sketch_stays_when_the_map_cannot_come(miramas, open_page):
    page = open_page("/services/?pilier=loisir", width=1280, height=900)
    page.route("**/services.geojson**", lambda route: route.fulfill(status=200, body="not json"))
    page.locator("[data-map-open]:visible").first.click()
    message = page.locator("[data-map-message]")
    message.filter(has_text="La liste donne les mêmes adresses").wait_for()
    assert page.locator(".sketch").is_visible()
