"""The forms of actors and locations: what staff type, what is kept, what they are told."""

import pytest
from django.contrib.auth.models import Permission

from actors.models import Actor, Location, State, Term
from tests.staff import admin_url, errors_of, messages_of, read_form, save, staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return staff_client()


def test_saving_an_untouched_page_changes_nothing(client, make_location):
    location = make_location(
        description="Deux étages.\nUn ascenseur.",
        opening_hours="Mo-Fr 09:00-12:00",
        phone="+33490504574",
        sources=["annuaire de 2021", "site de la Ville"],
        doubts=["two_phones", "approximate_pin"],
    )
    location.terms.add(*Term.objects.filter(vocabulary="equipment", code__in=["wifi", "scanner"]))
    location.refresh_from_db()
    before, rows = location.version, location.history.count()
    assert save(client, location).status_code == 302
    location.refresh_from_db()
    assert (location.version, location.history.count()) == (before, rows)


def test_one_save_is_one_history_row_even_when_terms_change(client, make_actor):
    actor = make_actor()
    rows = actor.history.count()
    save(client, actor, name="Maison de quartier", programme=["france-services"])
    actor.refresh_from_db()
    assert (actor.name, [str(term) for term in actor.terms.all()]) == (
        "Maison de quartier",
        ["France Services"],
    )
    assert actor.history.count() == rows + 1
    last = actor.history.first()
    assert last.history_user is not None
    assert [row.term.code for row in last.terms.all()] == ["france-services"]


def test_terms_that_the_form_does_not_show_stay(client, make_actor):
    actor = make_actor()
    actor.terms.add(Term.objects.create(vocabulary="equipment", code="wifi-7"))
    actor.terms.add(Term.objects.create(vocabulary="typology", code="ancienne"))
    save(client, actor, short_name="Maison")
    assert {term.code for term in actor.terms.all()} == {"wifi-7", "ancienne"}


def test_a_new_record_is_a_draft_with_an_address_made_from_its_name(client):
    page = client.get(admin_url(Actor, "add"))
    sent = read_form(page, "actor_form") | {
        "name": "Maison de l’été",
        "short_name": "Maison de l’été",
        "kind": "association",
    }
    client.post(admin_url(Actor, "add"), sent)
    actor = Actor.objects.get()
    assert (actor.state, actor.slug) == (State.DRAFT, "maison-de-l-ete")


def test_the_address_of_a_page_cannot_change_once_published(client, make_actor):
    actor = make_actor(name="Le fil", state=State.PUBLISHED)
    save(client, actor, slug="autre-adresse")
    actor.refresh_from_db()
    assert actor.slug == "le-fil"


def test_the_address_of_a_draft_may_change(client, make_actor):
    actor = make_actor(name="Le fil", state=State.DRAFT)
    save(client, actor, slug="autre-adresse")
    actor.refresh_from_db()
    assert actor.slug == "autre-adresse"


def test_a_published_record_is_one_click_from_its_public_page(client, make_actor):
    shown, hidden = make_actor(), make_actor(state=State.DRAFT)
    assert f'href="{shown.get_absolute_url()}"' in client.get(admin_url(shown)).content.decode()
    assert client.get(admin_url(hidden)).context["absolute_url"] is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("04 90 50 45 74", "+33490504574"), ("04.90.50.45.74", "+33490504574"), ("3949", "3949")],
)
def test_a_phone_is_typed_as_one_says_it(client, make_actor, typed, kept):
    actor = make_actor()
    save(client, actor, phone=typed)
    actor.refresh_from_db()
    assert actor.phone == kept


def test_a_phone_is_shown_as_one_says_it(client, make_actor):
    page = client.get(admin_url(make_actor(phone="+33490504574")))
    assert 'value="04 90 50 45 74"' in page.content.decode()


def test_sources_are_one_a_line(client, make_actor):
    actor = make_actor()
    save(client, actor, sources="Site de la Ville\r\n\r\n  Appel du 3 mars \r\n")
    actor.refresh_from_db()
    assert actor.sources == ["Site de la Ville", "Appel du 3 mars"]


def test_doubts_are_boxes_in_words(client, make_actor):
    actor = make_actor()
    save(client, actor, doubts=["two_phones", "weak_source"])
    actor.refresh_from_db()
    assert sorted(actor.doubts) == ["two_phones", "weak_source"]
    assert "deux téléphones possibles" in client.get(admin_url(actor)).content.decode()


def test_a_doubt_that_the_code_no_longer_knows_stays(client, make_actor):
    actor = make_actor(doubts=["from_before"])
    save(client, actor, short_name="Autre")
    actor.refresh_from_db()
    assert actor.doubts == ["from_before"]


@pytest.mark.parametrize(("latitude", "longitude"), [("43,5822", "5,0019"), ("43.5822", "5.0019")])
def test_coordinates_take_a_comma_or_a_point(client, make_location, latitude, longitude):
    location = make_location(latitude=None, longitude=None)
    save(client, location, latitude=latitude, longitude=longitude)
    location.refresh_from_db()
    assert (float(location.latitude), float(location.longitude)) == (43.5822, 5.0019)


def test_coordinates_copied_from_a_map_are_rounded(client, make_location):
    location = make_location()
    save(client, location, latitude="43.58222212345678", longitude="5.00194498765432")
    location.refresh_from_db()
    assert str(location.latitude) == "43.582222"


def test_a_point_outside_the_commune_is_kept_with_a_warning(client, make_location):
    location = make_location(city_code="13063")
    response = save(client, location, latitude="43,64", longitude="5,09")
    location.refresh_from_db()
    assert str(location.latitude) == "43.640000"
    assert "Le point est hors de Miramas" in " ".join(messages_of(response))


@pytest.mark.parametrize("city_code", ["13103", ""])
def test_a_point_of_a_place_elsewhere_is_no_warning(client, make_location, city_code):
    location = make_location(city="Salon-de-Provence", city_code=city_code, postcode="13300")
    response = save(client, location, latitude="43,64", longitude="5,09")
    assert "hors de Miramas" not in " ".join(messages_of(response))


BAD = [
    ("phone", "12", "Ce numéro de téléphone n’est pas valable. Écrivez dix chiffres"),
    ("postcode", "1314", "Écrivez cinq chiffres, par exemple 13140"),
    ("postcode", "13140 Miramas", "Écrivez cinq chiffres, par exemple 13140"),
    ("city_code", "Miramas", "Celui de Miramas est 13063"),
    ("latitude", "au nord", "Écrivez un nombre de degrés, par exemple 43,5822"),
    ("latitude", "NaN", "Écrivez un nombre de degrés, par exemple 43,5822"),
    ("latitude", "123456789", "Écrivez un nombre de degrés, par exemple 43,5822"),
    ("latitude", "95", "inférieure ou égale à 90"),
    ("longitude", "", "Donnez la latitude et la longitude, ou aucune des deux"),
    ("opening_hours", "zorglub", "n’est pas compris. Écrivez par exemple"),
    ("opening_hours", "Mo 18:00-09:00", "finit avant de commencer"),
    ("siret", "123", "Un numéro SIRET compte quatorze chiffres"),
    ("email", "mairie", "adresse"),
    ("website", "pas une adresse", "URL"),
    ("review_months", "0", "supérieure ou égale à 1"),
]


@pytest.mark.parametrize(("field", "typed", "sentence"), BAD)
def test_what_cannot_be_kept_gets_a_sentence_that_helps(
    client, make_location, field, typed, sentence
):
    location = make_location()
    version = location.version
    response = save(client, location, **{field: typed})
    told = errors_of(response).get(field) or errors_of(response)["__all__"]
    assert sentence in " ".join(told)
    location.refresh_from_db()
    assert location.version == version


def test_hours_in_plain_french_are_understood_and_told_back(client, make_location):
    location = make_location()
    response = save(client, location, opening_hours="lundi à vendredi 9h-12h et 14h-17h")
    location.refresh_from_db()
    assert location.opening_hours == "Mo-Fr 09:00-12:00,14:00-17:00"
    told = " ".join(messages_of(response))
    assert "Vous avez écrit « lundi à vendredi 9h-12h et 14h-17h »" in told
    assert "Le public lira : « Du lundi au vendredi" in told


def test_the_form_shows_what_the_public_reads_of_the_hours(client, make_location):
    page = client.get(admin_url(make_location(opening_hours="Tu 14:00-17:00")))
    text = page.content.decode().replace("\xa0", " ")
    assert "Le public lit : « Le mardi de 14 h à 17 h" in text


def test_hours_that_say_nothing_of_public_holidays_get_a_warning(client, make_location):
    response = save(client, make_location(), opening_hours="Mo 09:00-12:00")
    assert "Rien n’est dit des jours fériés" in " ".join(messages_of(response))


def test_a_published_place_of_an_unpublished_actor_says_it_is_not_seen(
    client, make_actor, make_location
):
    location = make_location(actor=make_actor(state=State.DRAFT))
    response = save(client, location, access_note="Bus 3")
    assert "ne se voit pas encore : son acteur n’est pas publié" in " ".join(messages_of(response))


def test_a_location_is_made_on_the_page_of_its_actor(client, make_actor):
    actor = make_actor()
    added = {
        "locations-TOTAL_FORMS": "1",
        "locations-0-name": "Annexe",
        "locations-0-state": "draft",
        "locations-0-phone": "04 90 50 45 74",
        "locations-0-opening_hours": "mardi 9h-12h",
    }
    assert save(client, actor, **added).status_code == 302
    location = Location.objects.get()
    assert (location.actor, location.phone) == (actor, "+33490504574")
    assert location.opening_hours == "Tu 09:00-12:00"


def test_every_field_that_a_form_declares_is_on_its_page(client, make_location):
    # A declared field that the page leaves out would be saved empty.
    location = make_location()
    for record in (location, location.actor):
        context = client.get(admin_url(record)).context
        shown = {
            name for fieldset in context["adminform"] for line in fieldset for name in line.fields
        }
        assert set(context["adminform"].form.fields) <= shown


def test_someone_who_may_only_look_sees_the_page_without_a_form(make_location):
    client = staff_client(label="stagiaire")
    user = client.get("/gestion/").wsgi_request.user
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename="view_location"))
    response = client.get(admin_url(make_location()))
    assert response.status_code == 200
    assert "_save" not in response.content.decode()
