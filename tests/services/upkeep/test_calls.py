"""The call sheet: whom to ring first, what to ask, what the call confirmed, and undoing it."""

from datetime import date, timedelta

import html5lib
import pytest
from django.utils import timezone

from services.models import Call, Service
from tests.factories import words
from tests.staff import EDITOR, save, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


@pytest.fixture
def staff(tuesday_morning):
    return staff_client(EDITOR)


@pytest.fixture
def ccas(make_actor, make_location, make_service):
    """An organisation with a place and four services held there, nothing verified."""
    actor = make_actor(name="CCAS de Miramas", short_name="CCAS", phone="+33490500000")
    place = make_location(actor=actor, name="Mairie", opening_hours="Tu 12:00-16:00; PH off")
    for number in range(4):
        make_service(actor=actor, title=f"Aide {number}", at=place, inferred=number == 0)
    return actor


def sheet(staff, actor):
    return staff.get(f"/gestion/appels/{actor.pk}/")


def say(staff, actor, **said):
    return staff.post(f"/gestion/appels/{actor.pk}/dit/", said)


def keys(response) -> list[str]:
    return [line.key for line in response.context["lines"]]


def test_the_sheet_shows_the_number_the_records_and_what_to_ask(staff, ccas):
    response = sheet(staff, ccas)
    page = words(response)
    assert 'href="tel:+33490500000">04 90 50 00 00</a>' in page
    assert "Mardi de 12 h à 16 h" in page or "mardi de 12 h à 16 h" in page
    assert "Le faites-vous vraiment" in page and "Est-ce gratuit ?" in page
    assert len(keys(response)) == 1 + 1 + 4 + 4


def test_hours_that_are_those_of_the_building_are_said_so(staff, ccas):
    assert words(sheet(staff, ccas)).count("Ceux de l’accueil du lieu.") == 4


def test_the_enter_key_confirms(staff, ccas):
    """A browser presses the first button of the form: neither « nobody there » nor one field."""
    tree = html5lib.parse(words(sheet(staff, ccas)), namespaceHTMLElements=False)
    form = next(one for one in tree.iter("form") if one.get("id") == "call")
    own = {id(each) for each in form.iter()}
    buttons = [
        each
        for each in tree.iter()
        if (each.tag == "button" or each.get("type") == "submit")
        and (each.get("form") == "call" or id(each) in own)
    ]
    assert len(buttons) > 3 and buttons[0].get("name") is None


def test_four_services_are_confirmed_in_one_click_and_the_public_sees_it(staff, ccas, client):
    assert "0 organisme sur 1" in words(client.get("/services/"))
    response = say(staff, ccas, fiche=keys(sheet(staff, ccas)), by="par téléphone")
    assert response.status_code == 302
    ccas.refresh_from_db()
    assert (ccas.verified_on, ccas.verified_by) == (date(2026, 11, 24), "par téléphone")
    page = words(client.get("/services/"))
    assert page.count("Fermé, ouvre") == 4 and "12 h" in page
    assert "Probable, à confirmer" not in page
    assert "0 organisme sur" not in page


def test_undoing_puts_everything_back(staff, ccas, client):
    say(staff, ccas, fiche=keys(sheet(staff, ccas)))
    call = Call.objects.get()
    assert "Annuler cette confirmation" in words(sheet(staff, ccas))
    staff.post(f"/gestion/appels/annuler/{call.pk}/")
    ccas.refresh_from_db()
    assert ccas.verified_on is None
    page = words(client.get("/services/"))
    assert "Fermé, ouvre" not in page and "Probable, à confirmer" in page
    assert staff.post(f"/gestion/appels/annuler/{call.pk}/").status_code == 404


def test_undoing_leaves_what_somebody_wrote_since(staff, ccas):
    say(staff, ccas, fiche=keys(sheet(staff, ccas)))
    service = Service.objects.first()
    save(staff, service, title="Un titre corrigé")
    staff.post(f"/gestion/appels/annuler/{Call.objects.get().pk}/")
    service.refresh_from_db()
    assert service.title == "Un titre corrigé" and service.verified_on is not None
    assert Service.objects.filter(verified_on=None).count() == 3


def test_nobody_undoes_the_call_of_somebody_else(staff, ccas):
    say(staff, ccas, fiche=keys(sheet(staff, ccas)))
    other = staff_client(EDITOR)
    assert other.post(f"/gestion/appels/annuler/{Call.objects.get().pk}/").status_code == 404


def test_only_what_is_ticked_is_confirmed_and_only_of_this_actor(staff, ccas, make_service):
    stranger = make_service()
    first = Service.objects.filter(actor=ccas).first()
    say(staff, ccas, fiche=[f"service:{first.pk}", f"service:{stranger.pk}", "zorglub", "actor:x"])
    verified = Service.objects.exclude(verified_on=None)
    assert list(verified) == [first]


def test_nothing_ticked_confirms_nothing_and_says_so(staff, ccas):
    response = say(staff, ccas)
    assert "Cochez au moins une fiche" in words(staff.get(response.url))
    assert not Call.objects.exists()


def test_one_field_confirmed_alone_is_a_row_of_the_history(staff, ccas):
    say(staff, ccas, champ=f"actor:{ccas.pk}:phone")
    ccas.refresh_from_db()
    assert ccas.verified_on is None
    assert ccas.history.first().history_change_reason == "Téléphone : confirmé par téléphone"
    place = ccas.locations.get()
    say(staff, ccas, champ=f"location:{place.pk}:opening_hours")
    place.refresh_from_db()
    assert place.hours_verified_on == date(2026, 11, 24) and place.verified_on is None


def test_each_thing_said_can_be_confirmed_alone(staff, ccas):
    place, service = ccas.locations.get(), ccas.services.first()
    Service.objects.filter(pk=service.pk).update(price_note="Gratuit", bring_note="Une carte")
    page = words(sheet(staff, ccas))
    for field in (
        *(f"actor:{ccas.pk}:phone", f"location:{place.pk}:address"),
        *(f"service:{service.pk}:price_note", f"service:{service.pk}:bring_note"),
    ):
        assert f'name="champ" value="{field}"' in page
    say(staff, ccas, champ=f"location:{place.pk}:address")
    place.refresh_from_db()
    assert place.history.first().history_change_reason == "Adresse : confirmé par téléphone"
    assert place.hours_verified_on is None


def test_a_field_that_says_nothing_is_not_confirmed(staff, ccas):
    rows = ccas.history.count()
    for said in ("actor:0:phone", f"actor:{ccas.pk}:name", f"actor:{ccas.pk}:version", "phone"):
        assert say(staff, ccas, champ=said).status_code == 302
    assert ccas.history.count() == rows


def test_who_has_most_services_is_rung_first_and_who_was_silent_last(staff, ccas, make_actor):
    small = make_actor(name="Petit club")

    def order() -> list[str]:
        return [actor.name for actor in staff.get("/gestion/appels/").context["actors"]]

    assert order() == ["CCAS de Miramas", "Petit club"]
    response = say(staff, ccas, silence="1")
    assert response.url == f"/gestion/appels/{small.pk}/"
    assert order() == ["Petit club", "CCAS de Miramas"]
    assert "n’a pas répondu" in words(staff.get("/gestion/appels/"))


def test_a_silence_is_forgotten_the_next_day(staff, ccas, make_actor, tuesday_morning):
    make_actor(name="Petit club")
    say(staff, ccas, silence="1")
    tuesday_morning.shift(timedelta(days=1, minutes=1))
    later = staff_client(EDITOR)
    assert later.get("/gestion/appels/").context["actors"][0].name == "CCAS de Miramas"


def test_progress_is_counted(staff, ccas, make_actor):
    make_actor(verified_on=timezone.localdate())
    assert "1 organisme confirmé sur 2" in words(staff.get("/gestion/appels/"))


def test_the_list_costs_the_same_whatever_the_number(
    staff, make_actor, django_assert_max_num_queries
):
    for number in range(12):
        make_actor(name=f"Acteur {number}")
    with django_assert_max_num_queries(12):
        staff.get("/gestion/appels/")


def test_others_have_no_call_sheet(client, ccas):
    assert sheet(client, ccas).status_code == 302
    assert staff_client("Conseil").get("/gestion/appels/").status_code == 403
    assert say(client, ccas, silence="1").status_code == 302
    assert not Call.objects.exists()
