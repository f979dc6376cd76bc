"""Staff enter hours without any syntax, and read the French before keeping them."""

import pytest
from django.utils import timezone

from tests.factories import words
from tests.staff import staff_client

pytestmark = pytest.mark.django_db
MONDAY = {"g0_0_start": "09:00", "g0_0_end": "12:00", "g0_days": ["0", "1"], "school": "same"}


@pytest.fixture
def place(make_location):
    return make_location(opening_hours="")


def url(place) -> str:
    return f"/gestion/horaires/location/{place.uid}/"


def test_hours_are_read_back_in_french_and_not_yet_kept(place):
    page = words(staff_client().post(url(place), MONDAY | {"_preview": "1"}))
    assert "Le public lira" in page and "9 h" in page
    place.refresh_from_db()
    assert place.opening_hours == ""


def test_hours_are_kept_with_their_reason_and_seen_by_the_public(place, client):
    staff_client().post(url(place), MONDAY | {"verified": "on"})
    place.refresh_from_db()
    assert place.opening_hours == "Mo,Tu 09:00-12:00"
    assert place.hours_verified_on == timezone.localdate()
    assert place.history.first().history_change_reason == "Horaires saisis"
    assert "9 h à 12 h" in words(client.get(place.get_absolute_url()))


def test_a_mistake_keeps_what_was_typed_and_says_what_to_do(place):
    page = words(staff_client().post(url(place), {"d0_0_start": "09:00", "school": "same"}))
    assert "il manque une heure" in page and 'value="09:00"' in page
    place.refresh_from_db()
    assert place.opening_hours == ""


def test_only_places_have_hours_and_only_staff_may_change_them(place, client):
    assert client.get(url(place)).status_code == 302
    assert staff_client("Conseil").get(url(place)).status_code == 403
    assert staff_client().get(f"/gestion/horaires/service/{place.uid}/").status_code == 404


def test_the_sentence_follows_what_is_typed_and_nothing_is_kept(place):
    told = staff_client().post("/partenaire/horaires/phrase/", MONDAY).json()["text"]
    assert "9 h à 12 h" in told.replace("\xa0", " ")
    wrong = staff_client().post("/partenaire/horaires/phrase/", {"d0_0_start": "09:00"}).json()
    assert "il manque une heure" in wrong["text"]
    place.refresh_from_db()
    assert place.opening_hours == ""


def test_nobody_else_asks_for_sentences(client):
    assert client.post("/partenaire/horaires/phrase/", MONDAY).status_code == 302


def test_hours_that_the_table_cannot_show_are_not_lost_by_a_save(place):
    place.opening_hours = "Mo[1] 09:00-12:00"
    place.save()
    staff_client().post(url(place), {"school": "same"})
    place.refresh_from_db()
    assert place.opening_hours == "Mo[1] 09:00-12:00"
