"""From an address to a list: the same services by memory as by the database, at a constant cost."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from services.models import Revision
from services.results import Results

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(make_actor, make_location, make_service):
    actor = make_actor(name="Le Phare")
    place = make_location(actor=actor, name="Salle bleue")
    return lambda count, **said: [
        make_service(title=f"Imprimer un document {n}", actor=actor, at=place, **said)
        for n in range(count)
    ]


def results(query: str) -> Results:
    return Results.of(QueryDict(query), at=timezone.now(), revision_number=Revision.current())


def test_words_are_answered_from_memory_as_by_the_database(town, monkeypatch):
    loisir = {one.pk for one in town(3, pillar="loisir")}
    town(3, pillar="necessite")
    quick = results("q=imprimer&pilier=loisir").ids
    monkeypatch.setattr(Results, "_asks_the_database", True)
    assert quick == results("q=imprimer&pilier=loisir").ids
    assert set(quick) == loisir


def test_the_total_is_counted_without_reading_the_results(town):
    town(4)
    found = results("q=imprimer")
    assert found.total == len(found.ids) == 4
    assert results("").total == 4


def test_a_page_of_results_costs_the_same_whatever_their_number(client, town):
    def cost(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    town(2)
    client.get("/services/?q=imprimer")
    few = cost("/services/?q=imprimer+document")
    town(18)
    client.get("/services/?q=imprimer")
    assert cost("/services/?q=imprimer+document") <= few
    assert few <= 10
