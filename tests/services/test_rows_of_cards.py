"""Rows of cards are remembered until the guide changes, and lent to each page as copies."""

import pytest
from django.utils import timezone

from services import cards
from services.models import Revision, Service
from services.results import Results
from tests.factories import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


def shown(ids):
    from django.http import QueryDict

    at = timezone.now()
    results = Results.of(QueryDict(""), at=at, revision_number=Revision.current())
    return results.shown(ids, cards.Setting(at=at, help_phone="+33800013140"))


def test_a_second_page_asks_only_the_closures_to_come(make_place, django_assert_num_queries):
    service = make_place().service
    shown([service.pk])
    with django_assert_num_queries(2):  # the revision, the closures
        [card] = shown([service.pk])
    assert card.title == service.title and card.place.location.name


def test_what_a_page_writes_on_a_card_is_of_that_page_alone(make_place):
    service = make_place().service
    [first] = shown([service.pk])
    first.title, first.number = "Autre", 7
    [second] = shown([service.pk])
    assert second is not first and second.title == service.title and second.number == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda held: Service.objects.filter(pk=held.service.pk).update(phone="+33490000001"),
        lambda held: held.service.terms.clear(),
        lambda held: type(held.location).objects.update(address="1 rue Neuve"),
    ],
)
def test_any_change_is_shown_at_once(make_place, client, change):
    held = make_place()
    held.service.terms.add(*free_term())
    path = f"/services/?q={held.service.title.split()[0]}"
    before = words(client.get(path))
    change(held)
    assert words(client.get(path)) != before


def free_term():
    from actors.models import Term

    return [Term.objects.get_or_create(vocabulary="fee", code="gratuit")[0]]
