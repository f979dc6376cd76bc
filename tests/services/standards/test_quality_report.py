"""The quality of what is sent, record by record, for the town."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from services.standards import quality_report
from services.standards.inclusion_exports import service_rows
from tests.factories import words
from tests.staff import staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]
DAY = date(2026, 11, 2)
PAGE = "/gestion/qualite/"


@pytest.fixture
def sent(make_actor, make_location, make_service):
    """A service that data.inclusion receives."""

    def make(**fields):
        actor = make_actor(verified_on=DAY)
        location = make_location(actor=actor, verified_on=DAY)
        fields = {"verified_on": DAY, "description": "Une aide."} | fields
        return make_service(actor=actor, at=location, **fields)

    return make


def test_the_lowest_comes_first_with_what_would_raise_it(sent):
    sent(title="Complet", description="x" * 300, terms={"fee": ["gratuit"]})
    low = sent(title="Minimal")
    scored = quality_report.report(day=DAY).scored
    assert [one.title for one in scored] == ["Minimal", "Complet"]
    page = words(staff_client().get(PAGE))
    assert page.index("Minimal</a>") < page.index("Complet</a>")
    assert f"/gestion/services/service/{low.pk}/change/" in page
    assert "Dites si c’est gratuit, ou combien cela coûte." in page


def test_a_service_held_twice_leads_to_one_record(sent, make_location, make_place):
    service = sent()
    make_place(service=service, location=make_location(actor=service.actor))
    assert [one.pk for one in quality_report.report(day=DAY).scored] == [service.pk] * 2


def test_what_is_not_sent_says_why(sent):
    sent(title="Supposé", inferred=True)
    page = words(staff_client().get(PAGE))
    assert "Supposé : Déduit, lu dans aucune source locale." in page
    assert "Aucune fiche n’est encore envoyée." in page


def test_each_record_of_the_shipped_guide_is_scored(miramas):
    found = quality_report.report(day=DAY)
    assert len(found.scored) == len(list(service_rows())) > 0
    assert 0 < found.percent < 100
    assert all(one.score.advices for one in found.scored if one.percent < 100)


def test_the_page_costs_the_same_whatever_the_guide_holds(sent):
    staff = staff_client()

    def cost() -> int:
        staff.get("/gestion/")
        with CaptureQueriesContext(connection) as asked:
            staff.get(PAGE)
        return len(asked)

    sent()
    few = cost()
    for _number in range(5):
        sent()
    assert cost() == few > 0


def test_it_is_for_the_town(client):
    assert client.get(PAGE).status_code == 302
    assert f'href="{PAGE}"' in words(staff_client().get("/gestion/"))
