"""What is open: on cards, in the filter, and never said of what nobody verified."""

from datetime import date

import pytest

from services.models import Closure
from tests.factories import words

pytestmark = pytest.mark.django_db

VERIFIED = {"opening_hours": "Mo-Fr 09:00-12:00; PH off", "hours_verified_on": date(2026, 11, 3)}
ANNOUNCED = {"opening_hours": "Mo-Fr 08:30-12:00", "source_date": date(2023, 5, 16)}


def listed(client, query: str) -> str:
    return words(client.get(f"/services/{query}")).split("<main")[1]


def test_verified_hours_say_open_and_until_when(
    client, tuesday_morning, make_service, make_location
):
    make_service(at=make_location(**VERIFIED))
    assert "Ouvert, ferme à 12 h" in listed(client, "")


def test_announced_hours_never_say_open_and_tell_their_year(
    client, tuesday_morning, make_service, make_location
):
    make_service(at=make_location(**ANNOUNCED))
    page = listed(client, "")
    assert "Horaires annoncés : 8 h 30 à 12 h, appelez avant" in page
    assert "annonce de 2023" in page
    assert "Ouvert," not in page


def test_hours_verified_too_long_ago_are_only_announced(
    client, tuesday_morning, make_service, make_location
):
    old = {**VERIFIED, "hours_verified_on": date(2026, 1, 5), "review_months": 6}
    make_service(at=make_location(**old))
    page = listed(client, "")
    assert "Ouvert," not in page and "Horaires annoncés" in page


def test_open_now_gives_verified_then_announced_and_leaves_out_the_shut(
    client, tuesday_morning, make_service, make_location
):
    make_service(title="Annoncé", at=make_location(**ANNOUNCED))
    make_service(title="Vérifié", at=make_location(**VERIFIED))
    make_service(title="Du soir", at=make_location(opening_hours="Mo-Fr 18:00-20:00"))
    make_service(title="Inconnu", at=make_location())
    page = listed(client, "?ouvert=maintenant")
    assert page.index("horaires vérifiés") < page.index("Vérifié") < page.index("Annoncé")
    assert page.index("Annoncés ouverts") < page.index("Annoncé</a>")
    assert "Du soir" not in page and "Inconnu" not in page


def test_open_today_keeps_what_opens_later(client, tuesday_morning, make_service, make_location):
    make_service(title="Du soir", at=make_location(opening_hours="Mo-Fr 18:00-20:00"))
    make_service(title="Du lundi", at=make_location(opening_hours="Mo 09:00-12:00"))
    page = listed(client, "?ouvert=aujourdhui")
    assert "Du soir" in page and "Du lundi" not in page


def test_the_hours_of_the_service_win_over_those_of_the_building(
    client, tuesday_morning, make_service, make_location, make_place
):
    building = make_location(**VERIFIED)
    make_place(
        service=make_service(title="Permanence"),
        location=building,
        opening_hours="Th 14:00-16:00",
        hours_verified_on=date(2026, 11, 3),
    )
    assert "Permanence" not in listed(client, "?ouvert=maintenant")
    assert "Fermé, ouvre jeudi 26 novembre à 14 h" in listed(client, "")


@pytest.mark.parametrize("service_only", [False, True])
def test_a_closure_shuts_the_place_until_its_last_day(
    client, tuesday_morning, make_service, make_location, service_only
):
    place = make_location(**VERIFIED)
    service = make_service(title="En congés", at=place)
    Closure.objects.create(
        location=place,
        service_at_location=service.places.get() if service_only else None,
        starts_on=date(2026, 11, 23),
        ends_on=date(2026, 11, 27),
    )
    assert "Fermé jusqu’au vendredi 27 novembre" in listed(client, "")
    assert "En congés" not in listed(client, "?ouvert=maintenant")


def test_a_page_kept_at_ten_is_not_served_after_closing_time(
    client, tuesday_morning, make_service, make_location
):
    make_service(at=make_location(**VERIFIED))
    assert "Ouvert, ferme à 12 h" in listed(client, "")
    tuesday_morning.move_to("2026-11-24T12:00:00+01:00")
    assert "Ouvert," not in listed(client, "")


def test_a_change_by_staff_shows_on_the_next_request(client, make_service):
    service = make_service(title="Avant")
    assert "Avant" in listed(client, "")
    service.title = "Après"
    service.save()
    page = listed(client, "")
    assert "Après" in page and "Avant" not in page


def test_an_unchanged_page_is_answered_304(client, tuesday_morning, make_service):
    make_service()
    first = client.get("/services/")
    again = client.get("/services/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content
    assert 1 <= int(first["Cache-Control"].removeprefix("max-age=")) <= 60
