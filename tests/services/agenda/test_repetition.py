"""Days of a series, against a naive reading of the same rule, day after day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.opening_hours import is_school_holiday
from services.agenda.repetition import Repetition, one_year_after, parse_day, parse_days

DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 30))


@st.composite
def repetitions(draw):
    starts_on = draw(DAYS)
    length = draw(st.integers(0, 420))
    exceptions = draw(st.frozensets(st.integers(0, 420), max_size=12))
    return Repetition(
        weekday=draw(st.integers(0, 6)),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=length),
        every_n_weeks=draw(st.integers(1, 4)),
        skip_school_holidays=draw(st.booleans()),
        exceptions=frozenset(starts_on + timedelta(days=number) for number in exceptions),
    )


def naive_days(rule: Repetition) -> list[date]:
    """Walk every day of the period, counting the weeks on one's fingers."""
    found, week = [], None
    day = rule.starts_on
    last = min(rule.ends_on, one_year_after(rule.starts_on))
    while day <= last:
        if day.weekday() == rule.weekday:
            week = 0 if week is None else week + 1
            is_beat = week % rule.every_n_weeks == 0
            is_free = rule.skip_school_holidays and is_school_holiday(day)
            if is_beat and not is_free and day not in rule.exceptions:
                found.append(day)
        day += timedelta(days=1)
    return found


@given(repetitions())
def test_days_are_those_of_a_naive_reading(rule):
    assert rule.days() == naive_days(rule)


@given(repetitions(), st.integers(0, 800))
def test_renewing_keeps_the_rhythm_for_twelve_months_from_today(rule, later):
    today = rule.starts_on + timedelta(days=later)
    renewed = rule.renewed(today)
    assert renewed.starts_on.weekday() == rule.weekday
    assert (renewed.starts_on - rule.first_day).days % (7 * rule.every_n_weeks) == 0
    assert today <= renewed.starts_on or renewed.starts_on == rule.first_day
    assert (renewed.starts_on - max(today, rule.first_day)).days < 7 * rule.every_n_weeks
    assert renewed.ends_on == one_year_after(renewed.starts_on)


@given(repetitions(), st.integers(0, 800))
def test_renewing_twice_on_one_day_changes_nothing_more(rule, later):
    today = rule.starts_on + timedelta(days=later)
    assert rule.renewed(today).renewed(today) == rule.renewed(today)


def test_no_workshop_during_the_holidays_of_zone_b():
    rule = Repetition(1, date(2026, 12, 1), date(2027, 1, 31), skip_school_holidays=True)
    assert rule.days() == [
        date(2026, 12, 1),
        date(2026, 12, 8),
        date(2026, 12, 15),
        date(2027, 1, 5),
        date(2027, 1, 12),
        date(2027, 1, 19),
        date(2027, 1, 26),
    ]


def test_a_left_out_week_does_not_shift_the_rhythm():
    rule = Repetition(
        1, date(2026, 11, 3), date(2026, 12, 8), 2, exceptions=frozenset({date(2026, 11, 17)})
    )
    assert rule.days() == [date(2026, 11, 3), date(2026, 12, 1)]


def test_never_more_than_twelve_months():
    rule = Repetition(0, date(2024, 2, 29), date(2030, 1, 1))
    assert rule.days()[-1] <= date(2025, 2, 28)


@pytest.mark.parametrize("text", ["24/12/2026", " 24/12/2026 ", "2026-12-24"])
def test_a_day_is_read_as_the_french_write_it_or_as_calendars_do(text):
    assert parse_day(text) == date(2026, 12, 24)


@pytest.mark.parametrize("text", ["", "24 décembre", "31/02/2026", "24/12/26", "20261224"])
def test_what_is_no_day_is_given_back(text):
    assert parse_days([text, "24/12/2026"]) == (frozenset({date(2026, 12, 24)}), [text])
