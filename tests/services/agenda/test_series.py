"""Saving a series makes its sessions; what a person changed by hand stays."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from services.models import Revision, Session, SessionSeries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


def days(series: SessionSeries) -> list[date]:
    return [session.occurs_on for session in series.sessions.order_by("start")]


def test_saving_makes_every_session_at_its_local_hour(make_series):
    series = make_series(
        weekday=2,
        starts_on=date(2027, 3, 17),
        ends_on=date(2027, 4, 7),
        capacity=8,
        level="je-debute",
        price="Gratuit",
    )
    assert days(series) == [
        date(2027, 3, 17),
        date(2027, 3, 24),
        date(2027, 3, 31),
        date(2027, 4, 7),
    ]
    # The clocks change on 28 March: it is still 14 h.
    assert {timezone.localtime(s.start).time() for s in series.sessions.all()} == {time(14)}
    one = series.sessions.first()
    assert (one.capacity, one.level, one.price, one.places_left) == (
        8,
        "je-debute",
        "Gratuit",
        None,
    )


def test_saving_again_changes_nothing(make_series):
    series = make_series()
    before = list(series.sessions.values_list("pk", "start"))
    series.save()
    assert list(series.sessions.values_list("pk", "start")) == before


def test_a_change_of_the_series_reaches_its_sessions_but_those_edited_by_hand(make_series):
    series = make_series()
    edited = series.sessions.get(occurs_on=date(2026, 12, 1))
    edited.price = "2 €"
    edited.save()
    series.start, series.end = time(9), time(11)
    series.save()
    hours = {s.occurs_on: timezone.localtime(s.start).hour for s in series.sessions.all()}
    assert hours == {
        date(2026, 11, 24): 9,
        date(2026, 12, 1): 14,
        date(2026, 12, 8): 9,
        date(2026, 12, 15): 9,
    }


def test_a_cancelled_session_survives_its_series(make_series):
    series = make_series()
    cancelled = series.sessions.get(occurs_on=date(2026, 12, 8))
    cancelled.cancelled = True
    cancelled.save()
    series.exceptions = ["01/12/2026", "08/12/2026"]
    series.save()
    assert days(series) == [date(2026, 11, 24), date(2026, 12, 8), date(2026, 12, 15)]


def test_counting_the_places_left_is_no_edit(make_series):
    series = make_series(capacity=8)
    session = series.sessions.get(occurs_on=date(2026, 12, 1))
    session.places_left = 5
    session.save()
    series.capacity = 3
    series.save()
    session.refresh_from_db()
    assert (session.capacity, session.places_left) == (3, 3)


def test_going_back_to_the_series_is_no_edit_either(make_series):
    session = make_series().sessions.first()
    session.price = "2 €"
    session.save()
    assert session.edited_by_hand
    session.price = ""
    session.save(update_fields=["price"])
    session.refresh_from_db()
    assert not session.edited_by_hand


def test_past_sessions_are_left_as_they_happened(make_series, tuesday_morning):
    series = make_series()
    tuesday_morning.move_to(datetime.fromisoformat("2026-12-02T10:00:00+01:00"))
    series.weekday = 3
    series.save()
    assert days(series) == [
        date(2026, 11, 24),
        date(2026, 11, 26),
        date(2026, 12, 1),
        date(2026, 12, 3),
        date(2026, 12, 10),
    ]


def test_renewing_adds_twelve_months_and_loses_nothing(make_series):
    series = make_series(starts_on=date(2026, 9, 1), every_n_weeks=2)
    cancelled = series.sessions.get(occurs_on=date(2026, 12, 8))
    cancelled.cancelled = True
    cancelled.save()
    before = set(days(series))
    series.renew(today=date(2026, 11, 24))
    after = days(series)
    assert before <= set(after)
    assert (series.starts_on, series.ends_on) == (date(2026, 11, 24), date(2027, 11, 24))
    assert {(day - date(2026, 9, 1)).days % 14 for day in after} == {0}
    assert after[-1] == date(2027, 11, 23)
    cancelled.refresh_from_db()
    assert cancelled.cancelled


def test_sessions_raise_the_revision(make_series):
    series = make_series()
    before = Revision.current()
    series.price = "2 €"
    series.save()
    assert Revision.current() > before


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"ends_on": date(2027, 11, 25)}, "douze mois au plus : jusqu’au 24 novembre 2027"),
        ({"ends_on": date(2026, 11, 23)}, "La série finit avant de commencer."),
        ({"end": time(14)}, "L’atelier finit avant de commencer."),
        ({"exceptions": ["Noël"]}, "« Noël » n’est pas un jour. Écrivez par exemple 24/12/2026."),
        ({"weekday": 4, "ends_on": date(2026, 11, 26)}, "Aucun atelier à ces dates."),
        (
            {
                "starts_on": date(2028, 2, 1),
                "ends_on": date(2028, 12, 31),
                "skip_school_holidays": True,
            },
            "ne sont connues que jusqu’au",
        ),
    ],
)
def test_a_series_that_cannot_be_says_why_in_french(make_place, fields, message):
    values = {
        "service_at_location": make_place(),
        "weekday": 1,
        "start": time(14),
        "end": time(16),
        "starts_on": date(2026, 11, 24),
        "ends_on": date(2026, 12, 15),
        "skip_school_holidays": False,
    }
    with pytest.raises(ValidationError) as refused:
        SessionSeries(**{**values, **fields}).full_clean()
    said = " ".join(refused.value.messages).replace("\u00a0", " ")
    assert message in said


def test_a_session_alone_is_never_edited_by_hand(make_session):
    assert not make_session("2026-12-01T14:00").edited_by_hand
    assert Session.objects.get().series is None
