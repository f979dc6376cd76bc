"""Nouveautés: what changed since an edition, read from the history."""

import pytest
import time_machine
from django.utils import timezone, translation

from actors.models import Term
from services.models import Service
from services.printing import building, news
from tests.factories import WEEKDAYS
from tests.services.printing import paper

pytestmark = pytest.mark.django_db

THEN, NOW = "2026-09-01T10:00:00+02:00", "2026-11-24T10:00:00+01:00"


@pytest.fixture(autouse=True)
def calendar():
    """Records are made in September, before the edition; what follows happens in November."""
    with time_machine.travel(THEN) as traveller:
        yield traveller


@pytest.fixture
def edition_of_september(calendar):
    """Close the edition: a function to call once the first records are there."""

    def close():
        calendar.shift(60)
        moment = timezone.now()
        calendar.move_to(NOW)
        return moment

    return close


def since(moment) -> news.News:
    with translation.override("fr"):
        return news.since(moment, timezone.now())


def changes_of(found: news.News) -> dict:
    [changed] = found.changed
    return {change.label: (change.before, change.after) for change in changed.changes}


def test_nothing_changed(make_service, make_location, edition_of_september):
    make_service(at=make_location(opening_hours=WEEKDAYS), terms={"fee": ["gratuit"]})
    assert since(edition_of_september()).is_empty


def test_a_new_service_is_told_in_full(make_service, edition_of_september):
    make_service()
    moment = edition_of_september()
    make_service(title="Atelier tablette")
    assert [entry.title for entry in since(moment).added] == ["Atelier tablette"]


def test_a_draft_published_since_is_new(make_service, edition_of_september):
    service = make_service(title="En attente", state="draft")
    moment = edition_of_september()
    service.state = "published"
    service.save()
    assert [entry.title for entry in since(moment).added] == ["En attente"]


def test_an_archived_service_is_gone(make_service, edition_of_september):
    service = make_service(title="Ancien atelier")
    moment = edition_of_september()
    service.state = "archived"
    service.save()
    assert [entry.title for entry in since(moment).removed] == ["Ancien atelier"]


def test_a_service_is_gone_with_its_actor(make_service, edition_of_september):
    service = make_service(title="Ancien atelier")
    moment = edition_of_september()
    service.actor.state = "archived"
    service.actor.save()
    assert [entry.title for entry in since(moment).removed] == ["Ancien atelier"]


def test_a_new_number_is_told_with_the_former(make_service, make_actor, edition_of_september):
    actor = make_actor(phone="+33490000001")
    make_service(actor=actor)
    moment = edition_of_september()
    actor.phone = "+33490000002"
    actor.save()
    before, after = changes_of(since(moment))["Téléphone"]
    assert (paper.plain(before), paper.plain(after)) == ("04 90 00 00 01", "04 90 00 00 02")


def test_a_move_and_new_hours_are_told(make_service, make_location, edition_of_september):
    location = make_location(name="Le lieu", address="1 rue Basse", opening_hours=WEEKDAYS)
    make_service(at=location)
    moment = edition_of_september()
    location.address, location.opening_hours = "2 rue Haute", "Mo 14:00-17:00"
    location.save()
    told = changes_of(since(moment))
    assert [paper.plain(text) for text in told["Où"]] == [
        "Le lieu, 1 rue Basse, 13140 Miramas",
        "Le lieu, 2 rue Haute, 13140 Miramas",
    ]
    assert paper.plain(told["Quand"][1]) == "Le lundi de 14 h à 17 h."


def test_a_price_that_was_a_term_is_told(make_service, edition_of_september):
    service = make_service(terms={"fee": ["gratuit"]})
    moment = edition_of_september()
    service.terms.set(Term.objects.filter(vocabulary="fee", code="payant"))
    assert changes_of(since(moment)) == {"Prix": ("Gratuit", "Payant")}


def test_what_is_no_longer_stated_is_told(make_service, edition_of_september):
    service = make_service(price_note="2 € la séance")
    moment = edition_of_september()
    service.price_note = ""
    service.save()
    assert changes_of(since(moment)) == {"Prix": ("2 € la séance", "n’est plus indiqué")}


def test_a_probable_service_that_proves_true_is_told(make_service, edition_of_september):
    service = make_service(inferred=True)
    moment = edition_of_september()
    service.inferred = False
    service.save()
    assert changes_of(since(moment)) == {"Confirmé": ("", "cette aide existe bien")}


def test_wording_and_verification_are_no_news(make_service, edition_of_september):
    service = make_service(summary="Un mot.")
    moment = edition_of_september()
    service.summary, service.verified_on = "Un autre mot.", timezone.localdate()
    service.save()
    assert since(moment).is_empty


def test_a_record_that_left_no_trace_is_not_new(make_actor, edition_of_september):
    Service.objects.bulk_create(
        [Service(actor=make_actor(), title="Arrivé en bloc", slug="bloc", pillar="loisir")]
    )
    Service.objects.update(state="published")
    assert since(edition_of_september()).is_empty


# The sheet.


def sheet() -> str:
    document = building.compose(paper.edition(paper.NEWS, 2))
    return paper.text_of(document)


def test_the_sheet_of_a_first_edition_says_so(make_service):
    make_service()
    assert "C’est la première édition" in sheet()


def test_the_sheet_says_that_nothing_changed(make_service, settings, tmp_path, calendar):
    settings.MEDIA_ROOT = tmp_path
    make_service()
    building.build(paper.STANDARD, timezone.now())
    calendar.move_to(NOW)
    assert "votre guide est toujours bon" in sheet()


def test_the_sheet_tells_what_is_new_changed_and_gone(make_service, settings, tmp_path, calendar):
    settings.MEDIA_ROOT = tmp_path
    moved = make_service(title="Permanence du mardi", price_note="1 €")
    gone = make_service(title="Atelier fini")
    calendar.shift(60)
    building.build(paper.STANDARD, timezone.now())
    calendar.move_to(NOW)
    moved.price_note = "2 €"
    moved.save()
    gone.state = "archived"
    gone.save()
    make_service(title="Atelier tout neuf")
    text = sheet()
    assert "Ce qui a changé depuis le guide imprimé à jour au 1er septembre 2026" in text
    assert "Nouvelles aides Atelier tout neuf" in text
    assert "Permanence du mardi" in text and "2 € (avant : 1 €)" in text
    assert "Ce qui n’est plus dans le guide" in text and "Atelier fini" in text
