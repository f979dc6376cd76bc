"""Scene four, the call: the employee rings the CCAS, the public sees it, undoing restores it."""

import time

import pytest

from actors.models import Actor
from services.upkeep import inspection
from tests.browser.test_admin import EMAIL, press
from tests.staff import EDITOR, PASSWORD, admin_url, make_staff

DESK = {"width": 1280, "height": 900}
pytestmark = pytest.mark.usefixtures("tuesday_morning")


@pytest.fixture
def ccas(tuesday_morning, miramas, transactional_db) -> Actor:
    make_staff(EDITOR, email=EMAIL, password=PASSWORD)
    return Actor.objects.get(short_name="CCAS")


@pytest.fixture
def open_signed_in(ccas, open_page):
    """Give a function that opens a page of the town's workshop, signed in."""

    def opened(path, **options):
        page = open_page(f"/gestion/login/?next={path}", **options)
        page.fill("#id_username", EMAIL)
        page.fill("#id_password", PASSWORD)
        press(page, "[type=submit]")
        return page

    return opened


def read(page, selector: str = "main") -> str:
    return page.inner_text(selector).replace("\xa0", " ").replace("\u202f", " ")


def public_words(open_page, ccas) -> str:
    page = open_page(f"/services/?acteur={ccas.slug}", **DESK)
    return " ".join(read(page, "body").split())


@pytest.mark.parametrize("javascript", [True, False])
def test_scene_four_the_ccas_is_rung_confirmed_and_restored(
    ccas, open_signed_in, open_page, javascript, record_property
):
    before = public_words(open_page, ccas)
    assert "0 organisme sur 37" in before and "Fermé, ouvre à 12 h" not in before
    page = open_signed_in("/gestion/", **DESK, javascript=javascript)
    start, clicks = time.perf_counter(), 0

    for click in ("text=organismes à appeler", f"ol.calls a[href$='/{ccas.pk}/']"):
        press(page, click)
        clicks += 1
    assert page.locator(".calls__number").count() == 1
    services = list(ccas.services.values_list("title", flat=True))
    assert len(services) == 4
    sheet = read(page, "#content-main")
    assert all(title.replace("\xa0", " ") in sheet for title in services)
    press(page, ".calls__first .default")
    clicks += 1
    assert clicks <= 3
    spent = time.perf_counter() - start
    record_property("figure", f"four services confirmed: {clicks} clicks, {spent:.1f} s of pages")

    after = public_words(open_page, ccas)
    assert "1 organisme sur 37" in after
    # The fourth service, for old people, is by appointment whatever the hours.
    assert after.count("Fermé, ouvre à 12 h") == 3
    press(page, ".calls__undo button")
    restored = public_words(open_page, ccas)
    assert "0 organisme sur 37" in restored and "Fermé, ouvre à 12 h" not in restored


def staff_pages(ccas) -> list[str]:
    return [
        "/gestion/",
        "/gestion/appels/",
        f"/gestion/appels/{ccas.pk}/",
        "/gestion/services/finding/",
        admin_url(ccas.locations.first()),
    ]


@pytest.fixture
def inspected(ccas):
    """Remarks to show, on the list and on the page of the place."""
    from django.utils import timezone

    ccas.locations.update(opening_hours="")
    inspection.inspect(timezone.now(), with_links=False)


@pytest.mark.parametrize(
    "options",
    [DESK, {"width": 360, "height": 640}, DESK | {"color_scheme": "dark"}],
    ids=["desk", "phone", "dark"],
)
def test_axe_finds_nothing_in_the_workshop(
    ccas, inspected, open_signed_in, axe_violations, options
):
    page = open_signed_in("/gestion/", bypass_csp=True, **options)
    faults = {}
    for path in staff_pages(ccas):
        page.goto(path, wait_until="networkidle")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        if found := axe_violations(page):
            faults[path] = found
    assert faults == {}


@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_of_the_workshop_breaks_the_policy_nor_is_too_wide(
    ccas, inspected, open_signed_in, width
):
    page = open_signed_in("/gestion/", width=width)
    wide = []
    for path in staff_pages(ccas):
        assert page.goto(path).status == 200
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []
