"""The sheet: dates in words or an honest tier, stamps, a second language beside the French."""

from datetime import date

import pytest
from django.utils import translation

from services.desk import sheet
from services.desk.sheet_views import sheet_url
from tests.factories import words

WEEK = "Mo-Fr 09:00-12:00"
FRESH = date(2026, 11, 20)


@pytest.fixture
def verified(make_location, make_service, make_actor):
    """A service confirmed with its hours, and everything stated."""
    place = make_location(actor=make_actor(name="Maison Inventée", phone="+33490500000"))
    service = make_service(
        at=place,
        title="Remplir un dossier",
        verified_on=FRESH,
        appointment="required",
        terms={"bring": ["piece-identite"], "fee": ["gratuit"]},
    )
    service.places.update(opening_hours=WEEK, hours_verified_on=FRESH)
    return service


def sheet_of(client, *services, language=""):
    query = ".".join(str(service.pk) for service in services)
    return words(client.get(f"/fiche/?s={query}" + (f"&langue={language}" if language else "")))


def test_verified_hours_give_the_next_openings_with_their_dates(client, verified, tuesday_morning):
    page = sheet_of(client, verified)
    for line in (
        "mardi 24 novembre, 9 h à 12 h",
        "mercredi 25 novembre, 9 h à 12 h",
        "jeudi 26 novembre, 9 h à 12 h",
        "Sur rendez-vous",
        "Une pièce d’identité",
        "Gratuit",
        "04 90 50 00 00",
        "Rendez-vous le",
    ):
        assert line in page, line
    assert "vendredi 27" not in page
    assert "stamp" not in page


def test_what_nobody_verified_is_stamped(client, make_service, make_location, tuesday_morning):
    service = make_service(at=make_location(opening_hours=WEEK))
    page = sheet_of(client, service)
    assert '<span class="stamp">À confirmer</span>' in page
    assert "Horaires annoncés, appelez avant" in page


def test_a_verified_service_with_unverified_hours_is_stamped_at_its_hours(
    client, verified, tuesday_morning
):
    verified.places.update(hours_verified_on=None)
    page = sheet_of(client, verified)
    assert page.count('class="stamp"') == 1
    assert page.index("Quand") < page.index('class="stamp"') < page.index("mardi 24 novembre")


def test_what_nobody_stated_is_to_be_asked(client, make_service, tuesday_morning):
    page = sheet_of(client, make_service())
    for honest in ("Lieu à demander par téléphone", "Horaires à demander", "Le prix et ce qu’il"):
        assert honest in page, honest
    assert "Gratuit" not in page


def test_a_closure_leaves_its_days_out(client, verified, tuesday_morning):
    from services.models import Closure

    Closure.objects.create(
        location=verified.places.get().location,
        starts_on=date(2026, 11, 24),
        ends_on=date(2026, 11, 25),
    )
    page = sheet_of(client, verified)
    assert "mardi 24 novembre" not in page
    assert "jeudi 26 novembre, 9 h à 12 h" in page


@pytest.mark.parametrize(("language", "direction"), [("tr", "ltr"), ("ar", "rtl"), ("es", "ltr")])
def test_the_second_language_has_its_days_and_direction(
    client, verified, tuesday_morning, language, direction
):
    page = sheet_of(client, verified, language=language)
    with translation.override(language):
        day = str(translation.gettext("Tuesday"))
    assert f'lang="{language}" dir="{direction}"' in page
    assert 'lang="fr" dir="ltr"' in page
    assert day in page and "mardi 24 novembre" in page


def test_a_sentence_in_french_is_there_to_be_shown(client, verified, tuesday_morning):
    page = sheet_of(client, verified, language="tr")
    assert "« Bonjour. Je parle turc. Pouvez-vous m’aider avec cette feuille ? »" in page
    assert "Bonjour." not in sheet_of(client, verified)


def test_a_page_in_another_language_puts_it_beside_french(client, verified, tuesday_morning):
    page = words(client.get(f"/tr/fiche/?s={verified.pk}"))
    assert '<html lang="tr"' in page
    assert "Je parle turc" in page


def test_an_unknown_language_is_left_out(client, verified):
    answer = client.get(f"/fiche/?s={verified.pk}&langue=xx")
    assert answer["Location"] == f"/fiche/?s={verified.pk}"


def test_a_form_is_brought_to_the_short_address_without_what_was_typed(client, verified):
    answer = client.get(f"/fiche/?q=Jean+Dupont&pilier=&s={verified.pk}&langue=tr&imprimer=1")
    assert answer["Location"] == f"/fiche/?s={verified.pk}&langue=tr#imprimer"


def test_an_empty_sheet_says_how_to_go_on(client, db):
    page = words(client.get("/fiche/"))
    assert "Cette fiche est vide" in page and "/conseiller/" in page


def test_one_service_has_a_sheet_of_its_own(client, verified):
    page = words(client.get(f"{verified.get_absolute_url()}imprimer/"))
    assert "Remplir un dossier" in page
    assert client.get("/services/nulle-part/imprimer/").status_code == 404


def test_services_no_longer_published_are_left_out_with_a_word(client, verified, make_service):
    hidden = make_service(title="Retiré", state="archived")
    page = sheet_of(client, verified, hidden)
    assert "Retiré" not in page and "1 aide de cette liste" in page


def test_a_sheet_costs_the_same_queries_for_one_service_or_six(
    client, make_service, make_location, django_assert_max_num_queries
):
    services = [make_service(at=make_location(opening_hours=WEEK)) for _ in range(6)]

    def ask(some, number):
        with django_assert_max_num_queries(number) as counted:
            sheet_of(client, *some, language="ar")
        return len(counted)

    assert ask(services, ask(services[:1], 20)) <= 20


def test_the_shortest_address_holds_ids_and_language():
    assert sheet_url([12, 45, 7], "tr") == "/fiche/?s=12.45.7&langue=tr"
    assert sheet_url([]) == "/fiche/"


def test_right_to_left_is_for_arabic_alone():
    assert [sheet.direction_of(code) for code in ("ar", "tr", "fr")] == ["rtl", "ltr", "ltr"]
