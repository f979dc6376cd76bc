"""Closures, the openings that follow, and the calendars of holidays."""

from datetime import date

import pytest

from actors.opening_hours import (
    is_public_holiday,
    is_school_holiday,
    next_change,
    next_openings,
    public_holidays,
    school_calendar_ends_on,
    school_holidays,
    state_at,
)
from tests.actors.hours import paris

WEEK = "Mo-Fr 09:00-12:00,14:00-17:00; PH off"
CHRISTMAS = (date(2026, 12, 21), date(2026, 12, 24))


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        (paris(2026, 12, 20, 23, 59), "closed"),
        (paris(2026, 12, 21, 0, 0), "closed_temporarily"),
        (paris(2026, 12, 24, 23, 59), "closed_temporarily"),
        (paris(2026, 12, 25, 0, 0), "closed"),
        (paris(2026, 12, 28, 9), "open"),
    ],
)
def test_a_closure_holds_from_its_first_to_its_last_day(at, kind):
    assert state_at(WEEK, at, [CHRISTMAS]).kind == kind


def test_a_closure_says_its_last_day_and_the_opening_that_follows():
    state = state_at(WEEK, paris(2026, 12, 22, 10), [CHRISTMAS])
    assert (state.until, state.next_opening) == (date(2026, 12, 24), paris(2026, 12, 28, 9))


def test_closures_that_touch_are_one():
    closures = [(date(2026, 12, 25), date(2027, 1, 3)), CHRISTMAS]
    state = state_at(WEEK, paris(2026, 12, 22, 10), closures)
    assert (state.until, state.next_opening) == (date(2027, 1, 3), paris(2027, 1, 4, 9))


def test_a_closure_without_an_end_promises_nothing():
    state = state_at(WEEK, paris(2026, 12, 22, 10), [(date(2026, 12, 1), None)])
    assert (state.kind, state.until, state.next_opening) == ("closed_temporarily", None, None)


def test_a_closure_is_told_even_where_hours_are_unknown():
    assert state_at("", paris(2026, 12, 22, 10), [CHRISTMAS]).until == date(2026, 12, 24)


def test_a_closure_that_ends_before_it_begins_is_ignored():
    backwards = (date(2026, 12, 24), date(2026, 12, 21))
    assert state_at(WEEK, paris(2026, 12, 22, 10), [backwards]).kind == "open"


def test_the_next_openings_begin_with_the_one_in_progress():
    assert next_openings(WEEK, paris(2026, 11, 24, 10)) == [
        (paris(2026, 11, 24, 9), paris(2026, 11, 24, 12)),
        (paris(2026, 11, 24, 14), paris(2026, 11, 24, 17)),
        (paris(2026, 11, 25, 9), paris(2026, 11, 25, 12)),
    ]


def test_the_next_openings_skip_closures_and_holidays():
    found = next_openings(WEEK, paris(2026, 12, 23, 18), closures=[(date(2026, 12, 28),) * 2])
    assert [start for start, _end in found] == [
        paris(2026, 12, 24, 9),
        paris(2026, 12, 24, 14),
        paris(2026, 12, 29, 9),
    ]


def test_the_next_openings_stop_at_the_horizon():
    assert next_openings("2027 Jul 01 09:00-12:00", paris(2026, 11, 24, 10)) == []
    far = next_openings("2027 Jul 01 09:00-12:00", paris(2026, 11, 24, 10), horizon_days=300)
    assert far == [(paris(2027, 7, 1, 9), paris(2027, 7, 1, 12))]


def test_appointments_are_not_openings():
    text = 'Mo 09:00-12:00; Tu 09:00-12:00 "sur rendez-vous"; PH off'
    found = next_openings(text, paris(2026, 11, 24, 8), count=1)
    assert found == [(paris(2026, 11, 30, 9), paris(2026, 11, 30, 12))]


def test_the_next_change_of_a_text():
    assert next_change(WEEK, paris(2026, 11, 24, 10)) == paris(2026, 11, 24, 12)
    assert next_change(WEEK, paris(2026, 11, 27, 20)) == paris(2026, 11, 30, 9)
    assert next_change("24/7", paris(2026, 11, 24, 10)) is None
    assert next_change("2020 Mo 09:00-10:00; PH off", paris(2026, 11, 24, 10)) is None


def test_public_holidays_of_a_year():
    assert len(public_holidays(2026)) == 11
    assert is_public_holiday(date(2026, 4, 6))
    assert not is_public_holiday(date(2026, 4, 7))


def test_school_holidays_are_those_of_zone_b():
    assert (date(2026, 12, 19), date(2027, 1, 3)) in school_holidays()
    assert (date(2027, 2, 20), date(2027, 3, 7)) in school_holidays()
    assert is_school_holiday(date(2027, 1, 3))
    assert not is_school_holiday(date(2027, 1, 4))


def test_the_school_calendar_says_when_it_ends():
    assert school_calendar_ends_on() == school_holidays()[-1][1]
    assert school_calendar_ends_on() >= date(2027, 8, 31)
