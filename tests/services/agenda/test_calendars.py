"""Calendar files, valid for the library that writes them and read back by another one."""

from datetime import UTC, date, datetime

import icalendar
import pytest
import vobject

from services.models import Closure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


def fetched(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    # Lines of at most 75 bytes, ended as the standard asks.
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    return text


def events(text: str) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(text)
    found = list(calendar.walk("VEVENT"))
    assert calendar.errors == [] and all(event.errors == [] for event in found)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    return found


@pytest.fixture
def session(make_session, make_service, make_location):
    place = make_location(
        name="MJC", address="11 boulevard Aristide Briand", phone="+33490500000", slug="mjc"
    )
    service = make_service(title="Découvrir la tablette ; débuter, puis progresser", at=place)
    return make_session(
        "2026-12-01T14:00",
        service_at_location=service.places.get(),
        capacity=8,
        places_left=3,
        level="je-debute",
        price="2 €",
    )


def test_a_session_says_what_when_where_and_whom_to_call(client, session):
    [event] = events(fetched(client, f"/agenda/{session.pk}.ics"))
    assert event["summary"] == "Découvrir la tablette ; débuter, puis progresser"
    assert event["dtstart"].dt == datetime(2026, 12, 1, 13, tzinfo=UTC)
    assert event["dtend"].dt == datetime(2026, 12, 1, 15, tzinfo=UTC)
    assert event["location"] == "MJC, 11 boulevard Aristide Briand, 13140 Miramas"
    assert event["status"] == "CONFIRMED"
    assert event["url"].endswith(session.service_at_location.service.get_absolute_url())
    said = event["description"].replace("\u00a0", " ")
    for words in ("Je débute", "Prix : 2 €", "Il reste 3 places", "04 90 50 00 00"):
        assert words in said


def test_another_library_reads_the_same(client, session):
    calendar = vobject.readOne(fetched(client, f"/agenda/{session.pk}.ics"))
    event = calendar.vevent
    assert event.summary.value == session.service_at_location.service.title
    assert event.dtstart.value == session.start
    assert event.dtend.value == session.end
    assert event.location.value == "MJC, 11 boulevard Aristide Briand, 13140 Miramas"


def test_the_whole_agenda_and_one_place(client, session, make_session):
    make_session("2026-12-03T14:00")
    make_session("2026-11-23T14:00")
    assert len(events(fetched(client, "/agenda.ics"))) == 2
    assert len(vobject.readOne(fetched(client, "/agenda.ics")).vevent_list) == 2
    [event] = events(fetched(client, "/lieux/mjc/agenda.ics"))
    assert event["uid"] == f"atelier-{session.pk}@testserver"


def test_the_same_session_keeps_its_identity_when_it_moves(client, session):
    [before] = events(fetched(client, f"/agenda/{session.pk}.ics"))
    session.start, session.end = session.start.replace(hour=8), session.end.replace(hour=9)
    session.save()
    [after] = events(fetched(client, f"/agenda/{session.pk}.ics"))
    assert (before["uid"], before["dtstart"].dt) != (after["uid"], after["dtstart"].dt)
    assert before["uid"] == after["uid"]


def test_cancelled_and_closed_sessions_are_cancelled_in_calendars(client, session):
    session.cancelled = True
    session.save()
    [event] = events(fetched(client, f"/agenda/{session.pk}.ics"))
    assert (event["status"], event["summary"][:6]) == ("CANCELLED", "Annulé")
    session.cancelled = False
    session.save()
    Closure.objects.create(
        location=session.service_at_location.location,
        starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 1),
    )
    [event] = events(fetched(client, f"/agenda/{session.pk}.ics"))
    assert event["status"] == "CANCELLED"


def test_a_place_without_workshops_has_an_empty_calendar(client, make_location):
    location = make_location()
    assert events(fetched(client, f"/lieux/{location.slug}/agenda.ics")) == []


def test_what_is_over_hidden_or_unknown_has_no_file(client, make_session, make_location):
    past = make_session("2026-11-23T14:00")
    hidden = make_location(state="draft")
    for url in (f"/agenda/{past.pk}.ics", "/agenda/999.ics", f"/lieux/{hidden.slug}/agenda.ics"):
        assert client.get(url).status_code == 404


def test_an_uncertain_address_is_not_given(client, make_session, make_service, make_location):
    place = make_location(name="Maison du droit", doubts=["two_addresses"])
    session = make_session(
        "2026-12-01T14:00", service_at_location=make_service(at=place).places.get()
    )
    [event] = events(fetched(client, f"/agenda/{session.pk}.ics"))
    assert event["location"] == "Maison du droit"
    assert "geo" not in event


def test_an_unchanged_calendar_is_the_same_file(client, session, tuesday_morning):
    before = fetched(client, "/agenda.ics")
    tuesday_morning.shift(3600)
    assert fetched(client, "/agenda.ics") == before
