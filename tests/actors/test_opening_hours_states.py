"""What is open at an instant: boundaries of the clock, of the calendar, and traps of OSM texts."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.opening_hours import (
    intervals,
    next_openings,
    open_texts,
    open_today_texts,
    state_at,
)
from actors.opening_hours.evaluation import spans
from tests.actors.hours import paris

OFFICE = "Mo-Fr 08:30-16:30; PH off"
WEEK = "Mo-Fr 09:00-12:00,14:00-17:00; PH off"
MJC = "Tu-Fr 09:00-12:00,14:00-19:00; Th 09:00-12:00,14:00-18:00; Sa 14:00-18:00; PH off"


@pytest.mark.parametrize(
    ("text", "at", "kind"),
    [
        # A Tuesday, to the minute.
        (WEEK, paris(2026, 11, 24, 8, 59), "closed"),
        (WEEK, paris(2026, 11, 24, 9), "open"),
        (WEEK, paris(2026, 11, 24, 11, 59), "open"),
        (WEEK, paris(2026, 11, 24, 12), "closed"),
        (WEEK, paris(2026, 11, 24, 14), "open"),
        # The evening of a day and the first minute of the next one.
        ("Mo-Fr 09:00-24:00; PH off", paris(2026, 11, 24, 23, 59), "open"),
        ("Mo-Fr 09:00-24:00; PH off", paris(2026, 11, 25, 0, 0), "closed"),
        ("Tu 00:00-24:00; PH off", paris(2026, 11, 23, 23, 59), "closed"),
        ("Tu 00:00-24:00; PH off", paris(2026, 11, 24, 0, 0), "open"),
        ("Fr 20:00-26:00; PH off", paris(2026, 11, 28, 1, 59), "open"),
        ("Fr 20:00-26:00; PH off", paris(2026, 11, 28, 2, 0), "closed"),
        # The clock goes back on 25 October 2026, and forward on 28 March 2027.
        ("Mo-Su 09:00-12:00; PH off", paris(2026, 10, 25, 8, 59), "closed"),
        ("Mo-Su 09:00-12:00; PH off", paris(2026, 10, 25, 9), "open"),
        ("Mo-Su 09:00-12:00; PH off", datetime(2026, 10, 25, 7, 59, tzinfo=UTC), "closed"),
        ("Mo-Su 09:00-12:00; PH off", datetime(2026, 10, 25, 8, 0, tzinfo=UTC), "open"),
        ("Mo-Su 09:00-12:00; PH off", datetime(2026, 10, 24, 7, 0, tzinfo=UTC), "open"),
        ("Mo-Su 09:00-12:00; PH off", datetime(2027, 3, 28, 6, 59, tzinfo=UTC), "closed"),
        ("Mo-Su 09:00-12:00; PH off", datetime(2027, 3, 28, 7, 0, tzinfo=UTC), "open"),
        ("Mo-Su 09:00-12:00; PH off", datetime(2027, 3, 27, 8, 0, tzinfo=UTC), "open"),
        # Public holidays of a working week: 1 May 2026, Easter Monday, 25 December.
        (OFFICE, paris(2026, 5, 1, 10), "closed"),
        (OFFICE, paris(2027, 3, 29, 10), "closed"),
        (OFFICE, paris(2026, 12, 25, 10), "closed"),
        ("Mo-Fr 08:30-16:30", paris(2026, 5, 1, 10), "holiday"),
        ("Mo-Fr 08:30-16:30", paris(2027, 3, 29, 10), "holiday"),
        ("Mo-Fr 08:30-16:30", paris(2026, 12, 25, 10), "holiday"),
        ("Mo-Fr 08:30-16:30", paris(2027, 5, 1, 10), "holiday"),
        ("Mo-Fr 08:30-16:30; PH 10:00-12:00", paris(2026, 12, 25, 11), "open"),
        ("Mo-Fr,PH 08:30-16:30; Sa 10:00-12:00", paris(2026, 12, 25, 11), "open"),
        ("Mo-Fr 08:30-16:30", paris(2026, 12, 24, 23, 59), "closed"),
        ("Mo-Fr 08:30-16:30", paris(2026, 12, 26, 0, 0), "closed"),
        # The hours of a day that the text names itself are hours for that holiday.
        ("Mo-Fr 08:30-16:30; 2026 Dec 25 10:00-12:00", paris(2026, 12, 25, 11), "open"),
        ("Mo-Fr 08:30-16:30; 2026 Dec 21-2027 Jan 03 off", paris(2026, 12, 25, 11), "closed"),
        (
            "Mo-Fr 08:30-16:30; 2026 Dec 21-2027 Jan 03 10:00-12:00",
            paris(2026, 12, 25, 11),
            "holiday",
        ),
        ("24/7", paris(2026, 12, 25, 11), "open"),
        # School holidays of zone B: Christmas from 19 December 2026 to 3 January 2027.
        ("Mo-Fr 08:30-16:30; SH off; PH off", paris(2026, 12, 18, 10), "open"),
        ("Mo-Fr 08:30-16:30; SH off; PH off", paris(2026, 12, 21, 10), "closed"),
        ("Mo-Fr 08:30-16:30; SH off; PH off", paris(2027, 1, 4, 10), "open"),
        # 15 February 2027 is a holiday in zone A only; 22 February in zone B.
        ("Mo-Fr 08:30-16:30; SH off; PH off", paris(2027, 2, 15, 10), "open"),
        ("Mo-Fr 08:30-16:30; SH off; PH off", paris(2027, 2, 22, 10), "closed"),
        ("Mo-Fr 08:30-16:30; SH Mo-Fr 10:00-12:00; PH off", paris(2026, 12, 21, 9), "closed"),
        ("Mo-Fr 08:30-16:30; SH Mo-Fr 10:00-12:00; PH off", paris(2026, 12, 21, 11), "open"),
        ("Mo-Sa 08:30-16:30; SH Mo-Fr 10:00-12:00; PH off", paris(2026, 12, 26, 9), "open"),
        ("SH Mo-Fr 10:00-12:00; PH off", paris(2026, 12, 14, 11), "closed"),
        ("PH,SH off", paris(2026, 12, 21, 11), "closed"),
        ("We,SH 10:00-12:00; PH off", paris(2026, 12, 21, 11), "open"),
        ("We,SH 10:00-12:00; PH off", paris(2026, 12, 14, 11), "closed"),
        # By appointment is never open.
        ('"sur rendez-vous"', paris(2026, 11, 24, 10), "appointment"),
        ('Mo-Fr 09:00-12:00 "Sur RDV"; PH off', paris(2026, 11, 24, 10), "appointment"),
        ('Mo-Fr 09:00-12:00 "Sur RDV"; PH off', paris(2026, 11, 24, 18), "appointment"),
        ('Mo 09:00-12:00; Tu 09:00-12:00 "sur rendez-vous"', paris(2026, 11, 24, 18), "closed"),
        ('Mo-Fr 09:00-12:00 "sans rendez-vous"', paris(2026, 11, 24, 10), "open"),
        ('Mo-Fr 09:00-12:00 "avec ou sans RDV"', paris(2026, 11, 24, 10), "open"),
        ('Mo-Fr 09:00-12:00 || "sur rendez-vous"', paris(2026, 11, 24, 10), "open"),
        ('Mo-Fr 09:00-12:00 || "sur rendez-vous"', paris(2026, 11, 24, 18), "appointment"),
        ('Mo-Fr 09:00-12:00; PH off || "sur rendez-vous"', paris(2026, 12, 25, 10), "closed"),
        # Nothing that can be told.
        ("", paris(2026, 11, 24, 10), "unknown"),
        ("9h-12h", paris(2026, 11, 24, 10), "unknown"),
        ("x" * 300, paris(2026, 11, 24, 10), "unknown"),
        ("Mo-Su", paris(2026, 11, 24, 10), "unknown"),
        ("Mo-Fr 09:00+", paris(2026, 11, 24, 10), "unknown"),
        ('Mo-Fr "accueil"', paris(2026, 11, 24, 10), "unknown"),
        ("Mo-Fr 09:00-12:00 unknown", paris(2026, 11, 24, 10), "unknown"),
        ("(sunset+23:59)-(sunset+23:59)", paris(2026, 11, 24, 10), "unknown"),
        # The later rule wins: Thursday closes at 18:00.
        (MJC, paris(2026, 11, 26, 17, 59), "open"),
        (MJC, paris(2026, 11, 26, 18, 0), "closed"),
        (MJC, paris(2026, 11, 25, 18, 59), "open"),
        ("Mo-Fr 09:00-12:00, We 14:00-16:00; PH off", paris(2026, 11, 25, 10), "open"),
        ("Mo-Fr 09:00-12:00, We 14:00-16:00; PH off", paris(2026, 11, 25, 15), "open"),
        ("Mo, We 09:00-12:00; PH off", paris(2026, 11, 23, 20), "closed"),
    ],
)
def test_state_at_an_instant(text, at, kind):
    assert state_at(text, at).kind == kind


@pytest.mark.parametrize(
    ("trap", "at"),
    [
        ("PH off; Mo-Fr 08:30-16:30", paris(2026, 12, 25, 10)),
        ("Mo-Fr 08:30-16:30", paris(2026, 12, 25, 10)),
        ("Mo-Fr 08:30-16:30; PH off; SH Mo-Fr 08:30-16:30", paris(2026, 12, 25, 10)),
        ("Mo-Fr 08:30-16:30; SH off", paris(2026, 12, 21, 10)),
        ("Mo-Fr 08:30-16:30; 2026 Dec 21-2027 Jan 03 off", paris(2026, 12, 31, 10)),
        ("Mo-Su", paris(2026, 11, 24, 10)),
        ("", paris(2026, 11, 24, 10)),
        ('Mo-Fr 08:30-16:30 "sur rendez-vous"', paris(2026, 11, 24, 10)),
    ],
)
def test_no_trap_of_the_order_opens_a_closed_door(trap, at):
    assert state_at(trap, at).kind != "open"
    assert open_texts([trap], at) == frozenset()


def test_a_dated_rule_before_the_weekly_ones_does_nothing_in_osm():
    trap = "2026 Dec 21-2027 Jan 03 off; Mo-Fr 08:30-16:30"
    assert state_at(trap, paris(2026, 12, 22, 10)).kind == "open"


def test_public_holidays_joined_to_weekdays_are_those_that_fall_on_them():
    text = "Mo-Sa 09:00-12:00; PH Mo-Fr off"
    assert state_at(text, paris(2026, 11, 24, 10)).kind == "open"
    assert state_at(text, paris(2026, 12, 25, 10)).kind == "closed"


def test_a_night_goes_on_into_a_day_that_is_shut():
    text = "Fr 20:00-26:00; Sa off; PH off"
    assert state_at(text, paris(2026, 11, 28, 1)).kind == "open"
    christmas_eve = "Th 20:00-26:00; PH off"
    assert state_at(christmas_eve, paris(2026, 12, 25, 1)).kind == "open"
    assert state_at(christmas_eve, paris(2026, 12, 25, 2)).kind == "closed"


def test_an_open_state_says_when_it_closes_and_what_follows():
    state = state_at(WEEK, paris(2026, 11, 24, 10))
    assert state.closes_at == paris(2026, 11, 24, 12)
    assert state.next_opening == paris(2026, 11, 24, 14)
    assert state.today == (
        (paris(2026, 11, 24, 9), paris(2026, 11, 24, 12)),
        (paris(2026, 11, 24, 14), paris(2026, 11, 24, 17)),
    )
    assert state.next_change == paris(2026, 11, 24, 12)


def test_hours_that_follow_each_other_close_once():
    text = 'Mo 09:00-12:00 "accueil", Mo 12:00-14:00 "atelier"; PH off'
    assert state_at(text, paris(2026, 11, 23, 10)).closes_at == paris(2026, 11, 23, 14)


def test_a_closed_state_says_when_it_opens_next():
    state = state_at(WEEK, paris(2026, 11, 27, 17))
    assert (state.kind, state.next_opening) == ("closed", paris(2026, 11, 30, 9))
    assert state.today == ()
    # The words change at midnight: « demain », « aujourd’hui ».
    assert state.next_change == paris(2026, 11, 28)


def test_no_opening_is_promised_on_a_public_holiday_that_the_text_ignores():
    assert state_at("Mo-Fr 09:00-12:00", paris(2026, 12, 24, 13)).next_opening == paris(
        2026, 12, 28, 9
    )


def test_hours_around_the_clock_never_close():
    state = state_at("24/7", paris(2026, 11, 24, 10))
    assert (state.kind, state.closes_at, state.next_opening) == ("open", None, None)


def test_a_state_does_not_move_with_the_clock_alone():
    for text in (WEEK, "24/7", "", "Mo-Fr 09:00-12:00"):
        one, other = (state_at(text, paris(2026, 11, 24, 10, minute)) for minute in (0, 30))
        assert one == other


@pytest.mark.parametrize(
    ("at", "sunday"),
    [(paris(2026, 10, 24, 13), (2026, 10, 25)), (paris(2027, 3, 27, 13), (2027, 3, 28))],
)
def test_when_the_clock_changes_the_door_opens_at_its_usual_hour(at, sunday):
    state = state_at("Mo-Su 09:00-12:00; PH off", at)
    assert state.next_opening == paris(*sunday, 9)
    following = next_openings("Mo-Su 09:00-12:00; PH off", at, count=2)
    assert [start.hour for start, _end in following] == [9, 9]
    elapsed = following[0][0].astimezone(UTC) - paris(*sunday).astimezone(UTC)
    assert elapsed == timedelta(hours=10 if sunday[1] == 10 else 8)


def test_a_day_of_clock_change_open_throughout_is_one_opening():
    for day, hours in ((date(2026, 10, 25), 25), (date(2027, 3, 28), 23)):
        start, end = paris(day.year, day.month, day.day), paris(day.year, day.month, day.day + 1)
        ((opens, closes),) = intervals("Su 00:00-24:00; PH off", start, end)
        assert closes.astimezone(UTC) - opens.astimezone(UTC) == timedelta(hours=hours)


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        state_at(WEEK, datetime(2026, 11, 24, 10))


def test_many_texts_are_evaluated_at_once():
    texts = [WEEK, OFFICE, MJC, "", "24/7", 'Mo-Fr 09:00-12:00 "sur rendez-vous"']
    assert open_texts(texts, paris(2026, 11, 24, 12, 0)) == {OFFICE, "24/7"}
    assert open_texts(texts, paris(2026, 11, 24, 11, 59)) == {WEEK, OFFICE, MJC, "24/7"}


def test_open_today_is_open_now_or_later_today():
    evening, morning = "Tu 18:00-20:00; PH off", "Tu 08:00-09:00; PH off"
    at = paris(2026, 11, 24, 10)
    assert open_today_texts([evening, morning, WEEK, ""], at) == {evening, WEEK}


_RULES = st.sampled_from(
    ["Mo-Fr 09:00-12:00", "Sa 22:00-26:00", "SH off", "SH We 10:00-11:00", "PH off", "24/7"]
    + ["2026 Dec 24-2027 Jan 03 off", 'Tu 14:00-15:00 "sur rendez-vous"', "Mo[1] 10:00-12:00"]
    + ["week 1-53/2 Th 10:00-12:00", "Jul-Aug off", "PH Mo-Fr 09:00-10:00", "Fr 09:00+", "Mo-Su"]
)
_INSTANTS = st.datetimes(
    datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC), allow_imaginary=False
)


@given(st.lists(_RULES, max_size=5), st.sampled_from(["; ", ", ", " || "]), _INSTANTS)
def test_states_follow_each_other_without_a_gap(rules, separator, at):
    text = separator.join(rules)
    found = list(spans(text, at, at + timedelta(days=40)))
    assert found[0].start == at
    assert found[-1].end == at + timedelta(days=40)
    assert all(one.end == other.start for one, other in pairwise(found))
    assert state_at(text, at).next_change > at
    assert (text in open_texts([text], at)) == (state_at(text, at).kind == "open")
