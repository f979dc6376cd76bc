"""The admin in Chromium: the strict policy holds, axe finds nothing, the map writes the fields."""

from datetime import date

import pytest
from django.core.management import call_command

from actors.models import Actor, Location
from services.models import Action, Closure, GuideSettings, Need, Pathway, Service, Session
from tests.staff import PASSWORD, SUPERUSER, admin_url, make_staff

WIDTHS = (1280, 360)
# One transparent point: no test asks another server for a map.
BLANK_TILE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
EMAIL = "accueil@example.org"


@pytest.fixture
def guide(transactional_db):
    call_command("load_guide", verbosity=0)
    make_staff(SUPERUSER, email=EMAIL, password=PASSWORD, label="accueil de la Ville")


@pytest.fixture
def open_admin(guide, open_page):
    """Give a function that opens a page of the admin, signed in."""

    def open_signed_in(path, **options):
        page = open_page("/gestion/login/", **options)
        page.fill("#id_username", EMAIL)
        page.fill("#id_password", PASSWORD)
        press(page, "[type=submit]")
        page.goto(path)
        return page

    return open_signed_in


def press(page, button: str) -> None:
    """Send a form and wait for the next page: a test must not end with a request under way."""
    with page.expect_navigation(wait_until="load"):
        page.click(button)


def pages() -> list[str]:
    """One address of each kind, and every form that has something of its own."""
    service = Service.objects.filter(places__isnull=False).first()
    location, actor = Location.objects.first(), Actor.objects.first()
    location.access_note = "Bus 5"
    location.save()
    past, account = location.history.last(), make_staff()
    day = date(2026, 12, 24)
    closure = Closure.objects.create(location=location, starts_on=day, ends_on=day)
    Action.objects.create(title="Un atelier", date=day, kind="mediation", people_reached=8)
    return [
        "/gestion/",
        "/gestion/services/",
        "/gestion/password_change/",
        admin_url(Service, "changelist"),
        admin_url(Location, "changelist") + "?q=gare&a-faire=sans-coordonnees",
        admin_url(Service, "add"),
        admin_url(service),
        admin_url(location),
        admin_url(actor),
        admin_url(location, "history"),
        admin_url(location, "simple_history", past.pk),
        admin_url(GuideSettings.objects.get()),
        admin_url(GuideSettings.objects.get(), "history"),
        admin_url(Need.objects.first()),
        admin_url(Closure, "add"),
        admin_url(closure, "delete"),
        admin_url(Actor, "add") + "?_popup=1",
        admin_url(Session, "add"),
        admin_url(Pathway, "add"),
        "/gestion/couverture/",
        "/gestion/couverture/?public=seniors&preuve=verifie",
        "/gestion/label/?annee=2026",
        admin_url(Action, "add"),
        "/gestion/actors/user/",
        "/gestion/actors/user/add/",
        admin_url(account),
        f"/gestion/actors/user/{account.pk}/password/",
        "/gestion/carte-nationale/",
        "/gestion/qualite/",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_of_the_admin_breaks_the_policy_nor_the_page(open_admin, width):
    page = open_admin("/gestion/", width=width)
    too_wide = []
    for path in pages():
        assert page.goto(path).status == 200
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(path)
    # A violation of the policy is written on the console, which `open_page` reads at the end.
    assert too_wide == []


def faults_of(paths, open_admin, axe_violations, **options) -> dict[str, list[str]]:
    # axe reads style sheets in a way that the policy forbids: the policy has its own test above.
    page = open_admin("/gestion/", bypass_csp=True, **options)
    faults = {}
    for path in paths:
        page.goto(path, wait_until="networkidle")
        if found := axe_violations(page):
            faults[path] = found
    return faults


def test_axe_finds_nothing_in_the_admin(open_admin, axe_violations):
    assert faults_of(pages(), open_admin, axe_violations, width=1280) == {}


def test_axe_finds_nothing_in_the_admin_on_a_phone(open_admin, axe_violations):
    one_of_each_kind = ["/gestion/", admin_url(Location, "changelist"), admin_url(Closure, "add")]
    history = admin_url(Location.objects.first(), "history")
    paths = [*one_of_each_kind, history]
    assert faults_of(paths, open_admin, axe_violations, width=360) == {}


def test_axe_finds_nothing_in_the_dark(open_admin, axe_violations):
    paths = ["/gestion/", admin_url(Location, "changelist"), admin_url(Closure, "add")]
    assert faults_of(paths, open_admin, axe_violations, width=1280, color_scheme="dark") == {}


def test_axe_finds_nothing_where_one_signs_in(guide, open_page, axe_violations):
    assert axe_violations(open_page("/gestion/login/", bypass_csp=True)) == []


def test_the_links_of_filters_are_large_enough(open_admin):
    page = open_admin(admin_url(Service, "changelist"), width=1280)
    heights = page.locator("#changelist-filter li a").evaluate_all(
        "links => links.map(link => link.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24


def test_the_map_writes_the_two_fields(open_admin, settings):
    settings.LEAFLET_CONFIG = settings.LEAFLET_CONFIG | {"TILES": [("blank", BLANK_TILE, {})]}
    location = Location.objects.with_coordinates().first()
    page = open_admin(admin_url(location), width=1280)
    latitude = page.locator("#id_latitude")
    before = latitude.input_value()

    page.get_by_role("button", name="Placer le point sur une carte").click()
    page.get_by_role("button", name="Vers le nord").click()
    moved = latitude.input_value()
    assert moved != before
    assert "," in moved
    assert moved in page.get_by_role("status").inner_text()

    page.fill("#id_latitude", "43,6")
    page.fill("#id_longitude", "5,02")
    page.locator("#id_longitude").dispatch_event("change")
    assert "43,600000" in page.get_by_role("status").inner_text()
    press(page, "[name=_continue]")
    location.refresh_from_db()
    assert (str(location.latitude), str(location.longitude)) == ("43.600000", "5.020000")


def test_a_location_is_saved_without_javascript(open_admin):
    location = Location.objects.first()
    page = open_admin(admin_url(location), width=1280, javascript=False)
    page.fill("#id_latitude", "43,58")
    page.fill("#id_longitude", "5,01")
    page.fill("#id_opening_hours", "mardi 9h-12h")
    press(page, "[name=_save]")
    location.refresh_from_db()
    assert (str(location.latitude), location.opening_hours) == ("43.580000", "Tu 09:00-12:00")
    assert "Le public lira" in page.locator(".messagelist").inner_text().replace("\xa0", " ")


def test_two_people_see_both_values_in_the_page(open_admin):
    location = Location.objects.first()
    page = open_admin(admin_url(location), width=1280)
    location.access_note = "Bus 5"
    location.save()
    page.fill("#id_access_note", "Bus 7")
    press(page, "[name=_save]")
    told = page.locator(".field-access_note").inner_text().replace("\xa0", " ")
    assert "Entre-temps, quelqu’un a enregistré « Bus 5 »" in told
    assert page.locator("#id_access_note").input_value() == "Bus 7"
    press(page, "[name=_save]")
    location.refresh_from_db()
    assert location.access_note == "Bus 7"
