"""Staff and addresses: suggestions, the point found or refused, and forms that need no geocoder."""

import pytest
from django.utils import timezone

from actors.models import Location
from services.models import Finding
from services.upkeep import inspection
from tests.factories import LATITUDE, LONGITUDE, words
from tests.geocoder import feature, geocoder
from tests.staff import admin_url, errors_of, messages_of, save, staff_client

pytestmark = pytest.mark.django_db
FAR = [5.02, 43.59]


@pytest.fixture
def client():
    return staff_client()


@pytest.fixture
def server(settings):
    with geocoder(settings, feature()) as running:
        yield running


@pytest.fixture
def place(make_location):
    return make_location(name="CCAS", address="6 avenue Falabrègues")


def suggestions(client, text: str) -> dict:
    return client.get(admin_url(Location, "suggestions"), {"q": text}).json()


def test_suggestions_come_through_our_own_server(client, server):
    told = suggestions(client, "6 avenue fal")
    assert told["down"] is False
    assert told["found"][0]["latitude"] == "43,582222"
    assert told["found"][0]["postcode"] == "13140"
    assert server.asked[0][1]["autocomplete"] == ["1"]


def test_a_geocoder_that_is_down_says_so(client, server):
    server.mood = "500"
    assert suggestions(client, "6 avenue fal") == {"down": True, "found": []}


def test_only_those_who_change_places_ask(client, server):
    assert staff_client("Conseil").get(admin_url(Location, "suggestions")).status_code == 403
    assert server.asked == []


def test_a_sure_address_is_proposed_and_its_point_kept(client, server, place):
    Location.objects.update(latitude=None, longitude=None)
    page = words(client.get(f"/gestion/adresse/{place.pk}/"))
    assert "adresse exacte" in page and "checked" in page
    response = client.post(f"/gestion/adresse/{place.pk}/", {"point": "0"})
    place.refresh_from_db()
    assert (str(place.latitude), str(place.longitude)) == (LATITUDE, LONGITUDE)
    assert any("Le point est placé" in text for text in messages_of(response))
    assert place.history.first().history_change_reason == "Point trouvé depuis l’adresse"


def test_a_doubtful_address_waits_for_a_choice(client, server, place):
    server.features = [feature(score=0.6), feature("Avenue Falabrègues", kind="street")]
    page = words(client.get(f"/gestion/adresse/{place.pk}/"))
    assert "à vérifier" in page and "la rue seulement" in page and "checked" not in page
    page = words(client.post(f"/gestion/adresse/{place.pk}/", {}))
    assert "Choisissez une des adresses." in page


@pytest.mark.parametrize(
    ("mood", "told"), [("500", "ne répond pas"), ("nothing", "Aucune adresse ne ressemble assez")]
)
def test_the_page_says_when_there_is_nothing_to_choose(client, server, place, mood, told):
    server.mood = mood
    assert told in words(client.get(f"/gestion/adresse/{place.pk}/"))


def test_a_point_far_from_its_address_needs_a_tick(client, server, place):
    response = save(client, place, latitude="43,59", longitude="5,02")
    assert "de cette adresse" in errors_of(response)["latitude"][0]
    save(client, place, latitude="43,59", longitude="5,02", keep_pin="on")
    place.refresh_from_db()
    assert str(place.latitude) == "43.590000"


def test_a_point_at_its_address_asks_for_nothing(client, server, place):
    save(client, place, latitude="43,5823", longitude="5,0020")
    place.refresh_from_db()
    assert str(place.latitude) == "43.582300"


def test_nothing_is_asked_when_the_address_does_not_change(client, server, place):
    save(client, place, access_note="Bus 5")
    assert server.asked == []


def test_the_form_works_and_says_so_when_the_geocoder_is_down(client, server, place):
    server.mood = "html"
    response = save(client, place, latitude="43,59", longitude="5,02")
    place.refresh_from_db()
    assert str(place.latitude) == "43.590000"
    assert any("Le service d’adresses ne répond pas" in text for text in messages_of(response))


def test_the_night_sees_a_point_far_from_its_address(server, place, tuesday_morning):
    server.features = [feature(point=FAR)]
    now = timezone.now()
    inspection.inspect(now)
    finding = Finding.objects.get(code="pin_far")
    assert finding.uid == place.uid and "6 Avenue Falabrègues" in finding.message
    server.mood = "500"
    Location.objects.update(address="6 avenue Falabregues")  # other words: not those kept
    inspection.inspect(now)
    assert Finding.objects.filter(code="pin_far").exists()
    server.mood, server.features = "well", [feature()]
    inspection.inspect(now)
    assert not Finding.objects.filter(code="pin_far").exists()
