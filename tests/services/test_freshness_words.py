"""What the public reads of a verification: when, by whom, until when, and when it is late."""

from datetime import date

import pytest

from tests.factories import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]
HOURS = {"opening_hours": "Tu 09:00-12:00"}


@pytest.fixture
def page(client, make_location, make_service):
    """Give a function that reads the page of a service verified that day, its period in months."""

    def read(verified_on: date, months: int = 6) -> str:
        said = {"verified_on": verified_on, "verified_by": "par la MJC", "review_months": months}
        place = make_location(hours_verified_on=verified_on, **said, **HOURS)
        service = make_service(at=place, **said)
        return words(client.get(service.get_absolute_url()))

    return read


def test_within_its_period_a_record_says_who_when_and_until_when(page):
    text = page(date(2026, 10, 12))
    assert "Fiche vérifiée le 12 octobre 2026" in text and "par la MJC" in text
    assert "Prochaine vérification : avril 2027." in text
    assert "Ouvert, ferme à 12 h" in text


def test_late_it_is_no_longer_sure_and_says_so(page):
    text = page(date(2026, 5, 23))
    assert "à vérifier de nouveau : appelez avant de venir" in text
    assert "Ouvert, ferme à 12 h" not in text
    assert "Horaires annoncés : 9 h à 12 h, appelez avant" in text
    assert "vérifié en mai 2026, à confirmer de nouveau" in text


def test_the_period_is_that_of_the_record(page):
    assert "Ouvert, ferme à 12 h" in page(date(2026, 5, 23), months=12)
    assert "Ouvert, ferme à 12 h" not in page(date(2026, 10, 12), months=1)


def test_the_list_of_what_is_open_agrees_with_the_page(page, client):
    page(date(2026, 5, 23))
    results = words(client.get("/services/", {"ouvert": "maintenant"}))
    assert "Horaires annoncés : 9 h à 12 h" in results and "Ouvert, ferme" not in results
