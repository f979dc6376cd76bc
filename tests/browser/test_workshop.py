"""Scene four, whole: a resident reports, the employee sees, the partner answers from a phone."""

import time
from datetime import date

import pytest
from django.core.management import call_command

from actors.models import Actor
from services.models import Campaign, Invitation, Proposal, Session
from services.upkeep import partners
from tests.browser.test_admin import press
from tests.browser.test_calls import DESK, EMAIL, read
from tests.staff import EDITOR, PASSWORD, admin_url, make_staff

PHONE = {"width": 360, "height": 640}
pytestmark = pytest.mark.usefixtures("tuesday_morning")


@pytest.fixture(params=["shipped", "completed"])
def mjc(request, tuesday_morning, transactional_db) -> Actor:
    call_command("load_guide", verbosity=0)
    if request.param == "completed":
        from tests import completed

        completed.complete()
    make_staff(EDITOR, email=EMAIL, password=PASSWORD, label="accueil")
    return Actor.objects.get(short_name="MJC-MPT")


@pytest.fixture
def open_signed_in(transactional_db, open_page):
    def opened(path, **options):
        page = open_page(f"/gestion/login/?next={path}", **options)
        page.fill("#id_username", EMAIL)
        page.fill("#id_password", PASSWORD)
        press(page, "[type=submit]")
        return page

    return opened


@pytest.fixture
def open_as_partner(open_page):
    """Give a function that enters the partner's space by its personal link, on a phone."""

    def opened(actor, **options):
        path = partners.link_of(actor).split("testserver", 1)[1]
        page = open_page(path, **(PHONE | options))
        press(page, "main .btn--big")
        return page

    return opened


def words(page, selector: str = "main") -> str:
    return " ".join(read(page, selector).split())


def get(open_page, path: str) -> str:
    """What a file of the site holds, asked by a browser of its own."""
    page = open_page("/mots/")
    # Long lines of a calendar are folded; every space of French is a space here.
    return " ".join(page.request.get(path).text().replace("\r\n ", "").split())


@pytest.mark.parametrize("javascript", [True, False])
def test_scene_four_from_the_shut_door_to_its_answer(
    mjc, open_page, open_signed_in, tuesday_morning, record_property, javascript
):
    place = mjc.locations.published().first()
    service = mjc.services.filter(places__location=place).first()
    assert place and service, "the scene needs a place of the MJC and a service there"
    day = {"start": "2026-12-22T10:00:00+01:00", "end": "2026-12-22T11:00:00+01:00"}
    Session.objects.create(service_at_location=service.places.get(location=place), **day)

    # The resident: two fields, on a phone.
    start = time.perf_counter()
    resident = open_page(place.get_absolute_url(), **PHONE, javascript=javascript)
    press(resident, "a[href*='/signaler/?fiche=']")
    resident.check("[name=problem][value=closed]")
    resident.fill("[name=message]", "Porte close à 10 h")
    tuesday_morning.shift(5)
    press(resident, "form.tell button")
    private_link = resident.url
    assert "la Ville a reçu votre message" in words(resident)
    spent = time.perf_counter() - start

    # The employee: it stands on her first screen; she copies the MJC's link.
    staff = open_signed_in("/gestion/", **DESK, javascript=javascript)
    first_screen = words(staff, ".today")
    assert "1 signalement à traiter" in first_screen
    staff.goto(f"/gestion/partenaires/{mjc.pk}/lien/")
    press(staff, "[type=submit].default")
    link = staff.input_value("#link").split("testserver", 1)[1]

    # The partner, on a phone.
    partner = open_page(link, **PHONE, javascript=javascript)
    press(partner, "main .btn--big")
    assert "Un visiteur nous a signalé un problème ici" in words(partner)
    press(partner, f"a[href*='/partenaire/fermer/{place.uid}/']")
    partner.fill("[name=starts_on]", "2026-12-21")
    partner.fill("[name=ends_on]", "2026-12-24")
    press(partner, "form.tell .btn--big")
    press(partner, f"a[href$='/partenaire/juste/{mjc.pk}/']")
    press(partner, "form.tell .btn--big")
    assert "tout est juste" in words(partner)

    # On the next request everything agrees, and the reporter reads that it is put right.
    line = "Fermé du 21 décembre au 24 décembre 2026"
    for path in (place.get_absolute_url(), service.get_absolute_url()):
        assert line in words(open_page(path, **PHONE))
    assert "corrigé" in words(open_page(private_link, **PHONE))
    assert line in words(open_page(private_link, **PHONE))
    assert "STATUS:CANCELLED" in get(open_page, "/agenda.ics")
    place.refresh_from_db()
    if place.opening_hours:
        assert "2026 Dec 21-2026 Dec 24 off" in get(open_page, "/donnees/lieux.csv")
    assert "signalement à traiter" not in words(open_signed_in("/gestion/", **DESK), ".today")

    # On one of those days: the list, the map's data and the sheet say the same.
    tuesday_morning.move_to("2026-12-22T10:00:00+01:00")
    shut = "Fermé jusqu’au jeudi 24 décembre"
    for path in ("/services/", "/carte/"):
        assert shut in words(open_page(f"{path}?acteur={mjc.slug}", **DESK))
    open_now = f"/services.geojson?acteur={mjc.slug}&ouvert=maintenant"
    assert str(place.uid) not in get(open_page, open_now)
    # The sheet gives the days to come: none of those.
    sheet = words(open_page(f"/fiche/?s={service.pk}", **DESK), "body")
    assert service.title.split()[0] in sheet
    assert "23 décembre" not in sheet and "24 décembre" not in sheet
    record_property("figure", f"a shut door reported: 2 fields, {spent:.1f} s of pages")


def test_a_partner_corrects_hours_from_a_phone_and_all_agree(
    mjc, open_page, open_as_partner, open_signed_in
):
    place = mjc.locations.published().first()
    place.opening_hours = "Tu 09:00-12:00"
    place.save()
    service = mjc.services.filter(places__location=place).first()
    service.places.update(opening_hours="")
    partner = open_as_partner(mjc, javascript=False)
    press(partner, f"a[href*='/partenaire/location/{place.uid}/']")
    assert partner.evaluate("document.documentElement.scrollWidth") <= 360
    partner.fill("[name=d1_0_end]", "13:00")
    press(partner, "form.tell .btn--big")
    assert "La Ville relit, puis publie" in words(partner)
    assert "13 h" not in words(open_page(place.get_absolute_url(), **PHONE))

    staff = open_signed_in(f"/gestion/propositions/{Proposal.objects.get().pk}/", **DESK)
    told = words(staff, "#content-main")
    assert "9 h à 12 h" in told and "9 h à 13 h" in told
    press(staff, "[type=submit].default")

    state = "Ouvert, ferme à 13 h"
    for path in (
        place.get_absolute_url(),
        service.get_absolute_url(),
        f"/services/?acteur={mjc.slug}&ouvert=maintenant",
        f"/carte/?acteur={mjc.slug}",
    ):
        assert state in words(open_page(path, **PHONE)), path
    open_now = f"/services.geojson?acteur={mjc.slug}&ouvert=maintenant"
    assert str(place.uid) in get(open_page, open_now)
    assert "Tu 09:00-13:00" in get(open_page, "/donnees/lieux.csv")


def test_two_editors_save_the_same_record_and_nothing_is_lost(mjc, open_signed_in):
    first = open_signed_in(admin_url(mjc), **DESK)
    second = open_signed_in(admin_url(mjc), **DESK, javascript=False)
    first.fill("#id_description", "Écrit par la première.")
    press(first, "[name=_continue]")
    second.fill("#id_description", "Écrit par la seconde.")
    second.fill("#id_professional_note", "Note de la seconde.")
    press(second, "[name=_continue]")
    told = words(second, ".field-description")
    assert "Entre-temps, quelqu’un a enregistré « Écrit par la première. »" in told
    assert second.input_value("#id_description") == "Écrit par la seconde."
    assert second.input_value("#id_professional_note") == "Note de la seconde."
    press(second, "[name=_continue]")
    mjc.refresh_from_db()
    assert mjc.description == "Écrit par la seconde."
    assert mjc.history.filter(description="Écrit par la première.").exists()


def partner_paths(mjc) -> list[str]:
    place = mjc.locations.published().first()
    service = mjc.services.first()
    return [
        "/partenaire/",
        f"/partenaire/juste/{mjc.pk}/",
        f"/partenaire/fermer/{place.uid}/",
        *(f"/partenaire/{kind}/{one.uid}/" for kind, one in _records(mjc, place, service)),
    ]


def _records(mjc, place, service):
    return [("actor", mjc), ("location", place), ("service", service)]


def staff_paths(mjc) -> list[str]:
    campaign, proposal = Campaign.objects.get(), Proposal.objects.get()
    return [
        f"/gestion/partenaires/{mjc.pk}/lien/",
        f"/gestion/propositions/{proposal.pk}/",
        f"/gestion/campagnes/{campaign.pk}/",
        "/gestion/services/campaign/add/",
        "/gestion/services/campaign/",
        "/gestion/e-mail/",
    ]


@pytest.fixture
def with_work(mjc):
    """A campaign that asks and a proposal that waits."""
    days = {"starts_on": date(2026, 12, 19), "ends_on": date(2027, 1, 4)}
    campaign = Campaign.objects.create(title="Noël 2026", season="christmas", **days)
    Invitation.objects.create(campaign=campaign, actor=mjc)
    user = partners.account_of(mjc)
    partners.propose(mjc, "actor", {"phone": "+33490999999", "description": "x"}, user=user)


@pytest.mark.parametrize("mjc", ["completed"], indirect=True)
@pytest.mark.parametrize("options", [PHONE, DESK, PHONE | {"color_scheme": "dark"}], ids=str)
def test_axe_finds_nothing_for_partners_nor_in_their_town_s_pages(
    mjc, with_work, open_as_partner, open_signed_in, axe_violations, options
):
    faults = {}
    for page, paths in (
        (open_as_partner(mjc, bypass_csp=True, **options), partner_paths(mjc)),
        (open_signed_in("/gestion/", bypass_csp=True, **options), staff_paths(mjc)),
    ):
        for path in paths:
            page.goto(path, wait_until="networkidle")
            if found := axe_violations(page):
                faults[path] = found
    assert faults == {}


@pytest.mark.parametrize("mjc", ["completed"], indirect=True)
def test_no_page_of_partners_breaks_the_policy_nor_is_too_wide(
    mjc, with_work, open_as_partner, open_signed_in
):
    wide = []
    for page, paths in (
        (open_as_partner(mjc), partner_paths(mjc)),
        (open_signed_in("/gestion/", **PHONE), staff_paths(mjc)),
    ):
        for path in paths:
            assert page.goto(path).status == 200
            if page.evaluate("document.documentElement.scrollWidth") > 360:
                wide.append(path)
    assert wide == []
