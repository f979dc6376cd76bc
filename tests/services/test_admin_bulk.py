"""Bulk actions: each record keeps its history row, its version; the revision moves once sure."""

from datetime import date

import pytest
import time_machine

from actors import changes
from actors.models import Actor, Location, State
from services.models import Revision, Service
from tests.staff import admin_url, messages_of, staff_client

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def records(make_actor, make_location, make_service):
    """Model → two published records of it."""
    places = [make_location(), make_location()]
    services = [make_service(at=place) for place in places]
    return {Actor: [place.actor for place in places], Location: places, Service: services}


def act(client, action: str, records: list):
    ticked = {"action": action, "_selected_action": [record.pk for record in records]}
    return client.post(admin_url(type(records[0]), "changelist"), ticked)


@pytest.mark.parametrize("model", [Actor, Location, Service])
@pytest.mark.parametrize(
    ("action", "state", "reason"),
    [
        ("archive", State.ARCHIVED, "Archivé"),
        ("back_to_draft", State.DRAFT, "Remis en brouillon"),
    ],
)
def test_a_change_of_state_is_kept_in_each_history(records, model, action, state, reason):
    versions = {record.pk: record.version for record in records[model]}
    rows = {record.pk: record.history.count() for record in records[model]}
    revision = Revision.current()
    act(staff_client(label="accueil"), action, records[model])
    for record in model.objects.all():
        assert record.state == state
        assert record.version == versions[record.pk] + 1
        assert record.history.count() == rows[record.pk] + 1
        last = record.history.first()
        assert (last.history_change_reason, str(last.history_user)) == (reason, "accueil")
    assert Revision.current() > revision


def test_publishing_says_how_many_pages_became_public(make_actor):
    drafts = [make_actor(state=State.DRAFT), make_actor(state=State.DRAFT)]
    response = act(staff_client(), "publish", drafts)
    assert messages_of(response) == ["2 fiches publiées."]
    assert Actor.objects.published().count() == 2


def test_publishing_what_is_published_adds_no_history(make_actor):
    actor = make_actor()
    rows = actor.history.count()
    response = act(staff_client(), "publish", [actor])
    assert messages_of(response) == ["Rien à changer : c’était déjà fait."]
    assert actor.history.count() == rows


def test_publishing_a_service_whose_actor_is_not_says_so(make_actor, make_service):
    service = make_service(actor=make_actor(state=State.DRAFT), state=State.DRAFT)
    response = act(staff_client(), "publish", [service])
    assert "1 fiche publiée ne se voit pas encore" in " ".join(messages_of(response))


@pytest.mark.parametrize("model", [Actor, Location, Service])
def test_a_confirmation_by_phone_dates_the_record(tuesday_morning, records, model):
    rows = {record.pk: record.history.count() for record in records[model]}
    response = act(staff_client(), "confirm_by_phone", records[model])
    assert messages_of(response) == ["2 fiches confirmées."]
    for record in model.objects.all():
        assert (record.verified_on, record.verified_by) == (TODAY, "par téléphone")
        assert record.history.count() == rows[record.pk] + 1
        assert record.history.first().history_change_reason == "Confirmé par téléphone"


def test_a_confirmation_covers_the_hours_where_there_are_some(make_location, make_place):
    open_place = make_location(opening_hours="Mo 09:00-12:00")
    silent = make_location()
    changes.confirm(Location.objects.all(), on=TODAY, by="par téléphone")
    open_place.refresh_from_db()
    silent.refresh_from_db()
    assert (open_place.hours_verified_on, silent.hours_verified_on) == (TODAY, None)


def test_a_confirmation_ends_what_was_only_probable(make_service):
    service = make_service(inferred=True)
    changes.confirm(Service.objects.all(), on=TODAY, by="par téléphone")
    service.refresh_from_db()
    assert service.inferred is False


def test_a_place_is_confirmed_from_its_own_list(make_place):
    place = make_place(opening_hours="Tu 14:00-17:00")
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=False):
        act(staff_client(), "confirm_by_phone", [place])
    place.refresh_from_db()
    assert (place.verified_on, place.hours_verified_on) == (TODAY, TODAY)


def test_a_failure_half_way_leaves_nothing_half_done(records):
    services = records[Service]

    def fail_on_the_second(service):
        if service.pk == services[1].pk:
            raise ValueError
        return {"state": State.ARCHIVED}

    revision = Revision.current()
    with pytest.raises(ValueError):
        changes.change_each(Service.objects.all(), "essai", fail_on_the_second)
    assert not Service.objects.filter(state=State.ARCHIVED).exists()
    assert Revision.current() == revision
