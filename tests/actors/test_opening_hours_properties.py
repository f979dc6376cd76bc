"""Any table that can be filled: written, read again, opened, told, against a naive reader."""

from datetime import date, datetime, time, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from vacances_scolaires_france import SchoolHolidayDates

from actors.opening_hours import (
    Entry,
    Slot,
    SpecialDays,
    check,
    from_osm,
    hour_words,
    intervals,
    normalise,
    sentence,
    to_osm,
    validate,
    week_rows,
)
from actors.opening_hours.calendars import midnight
from tests.actors.hours import plain

MORNING, AFTERNOON = Slot(time(9), time(12)), Slot(time(14), time(17))

# Entries drawn at random. Hours between 2:00 and 3:00 are left out: two nights a year they happen
# twice or never, and clocks on a wall cannot tell.

_MINUTES = [minute for minute in range(0, 24 * 60, 5) if not 120 <= minute < 180]
_NIGHTS = st.builds(
    lambda start, end: Slot(time(start // 60, start % 60), time(end // 60, end % 60), True),
    st.sampled_from([minute for minute in _MINUTES if minute >= 18 * 60]),
    st.sampled_from([minute for minute in _MINUTES if 0 < minute < 120]),
)


def _paired(minutes: list[int]) -> tuple[Slot, ...]:
    ordered = sorted(minutes)
    clocks = [time(minute // 60, minute % 60) for minute in ordered]
    return tuple(Slot(*pair) for pair in zip(clocks[::2], clocks[1::2], strict=False))


_SLOTS = st.one_of(
    st.just(()),
    st.lists(st.sampled_from(_MINUTES), min_size=2, max_size=6, unique=True).map(_paired),
    st.tuples(_NIGHTS),
)
_COMMON = st.one_of(st.just(()), st.just((MORNING,)), st.just((MORNING, AFTERNOON)), _SLOTS)
_WEEKS = st.tuples(*[_COMMON] * 7)
_REASONS = st.sampled_from(["", "inventaire", 'travaux "été"', "fête ; marché, PH off 10:00"])


@st.composite
def _special_days(draw):
    first = date(2026, 11, 1) + timedelta(days=draw(st.integers(0, 400)))
    last = first + timedelta(days=draw(st.sampled_from([0, 0, 1, 6, 14])))
    return SpecialDays(first, last, draw(_COMMON), draw(_REASONS))


@st.composite
def entries(draw):
    entry = Entry(
        days=draw(_WEEKS),
        public_holidays=draw(st.one_of(st.none(), st.just(()), _COMMON)),
        school_holidays=draw(st.sampled_from(["same", "closed", "other"])),
        school_days=draw(_WEEKS),
        exceptions=tuple(draw(st.lists(_special_days(), max_size=3))),
        by_appointment=draw(st.sampled_from([False, False, False, True])),
    )
    assume(check(entry) == [])
    return entry


_FEW = settings(max_examples=60)


@_FEW
@given(entries())
def test_a_written_entry_is_read_again_as_it_was(entry):
    text = to_osm(entry)
    assert validate(text) == text
    assert from_osm(text) == normalise(entry)


# An evaluator of its own, that knows neither OSM nor the library.

_FIXED_HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
# Easter Monday, Ascension, Whit Monday.
_MOVING_HOLIDAYS = {
    *(date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)),
    *(date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17)),
}
_SCHOOL = SchoolHolidayDates()


def is_holiday(day: date) -> bool:
    return (day.month, day.day) in _FIXED_HOLIDAYS or day in _MOVING_HOLIDAYS


def slots_of(entry: Entry, day: date):
    """The slots of a day, as an editor who reads the table would say."""
    around = [item for item in entry.exceptions if item.first <= day <= item.last]
    exception = min(around, key=lambda item: item.last - item.first, default=None)
    if is_holiday(day):
        if entry.public_holidays is not None:
            return entry.public_holidays
        # Nothing said of public holidays: only hours for that very day count.
        is_special = exception is not None and exception.first == exception.last
        return exception.slots if is_special else ()
    if exception is not None:
        return exception.slots
    if entry.school_holidays != "same" and _SCHOOL.is_holiday_for_zone(day, "B"):
        return entry.school_days[day.weekday()] if entry.school_holidays == "other" else ()
    return entry.days[day.weekday()]


def naive_intervals(entry: Entry, first: date, days: int) -> list[tuple[datetime, datetime]]:
    """(start, end) on the clocks of Paris, those that touch joined, cut to the period."""
    start = datetime.combine(first, time())
    end = start + timedelta(days=days)
    found: list[tuple[datetime, datetime]] = []
    if entry.by_appointment:
        return found
    for number in range(-1, days):
        day = first + timedelta(days=number)
        for slot in sorted(slots_of(entry, day), key=lambda slot: slot.start):
            opens = datetime.combine(day, slot.start)
            closes = datetime.combine(day, slot.end)
            closes += timedelta(days=1) if closes <= opens else timedelta()
            opens, closes = max(opens, start), min(closes, end)
            if opens >= closes:
                continue
            if found and opens <= found[-1][1]:
                found[-1] = (found[-1][0], max(closes, found[-1][1]))
            else:
                found.append((opens, closes))
    return found


@_FEW
@given(entries())
def test_a_written_entry_opens_as_a_naive_reader_expects_for_400_days(entry):
    first = date(2026, 11, 1)
    found = intervals(to_osm(entry), midnight(first), midnight(first + timedelta(days=400)))
    on_the_wall = [(start.replace(tzinfo=None), end.replace(tzinfo=None)) for start, end in found]
    assert on_the_wall == naive_intervals(entry, first, 400)


def told(slot: Slot) -> str:
    if slot.start == slot.end:
        return "jour et nuit"
    return plain(f"{hour_words(slot.start)} à {hour_words(slot.end)}")


@_FEW
@given(entries())
def test_the_sentence_mentions_every_interval(entry):
    entry = normalise(entry)
    text = plain(sentence(to_osm(entry)))
    groups = [*entry.days, *entry.school_days, entry.public_holidays or ()]
    groups += [item.slots for item in entry.exceptions]
    for slot in {slot for slots in groups for slot in slots}:
        assert told(slot) in text
    for item in entry.exceptions:
        assert str(item.first.year) in text
        assert item.reason in text


@_FEW
@given(entries(), st.integers(0, 56))
def test_the_week_says_what_is_open(entry, number):
    monday = date(2026, 11, 2) + timedelta(weeks=number)
    for row in week_rows(to_osm(entry), midnight(monday)):
        evening = slots_of(entry, row.date - timedelta(days=1))
        if any(slot.crosses_midnight for slot in evening):
            # What touches the night before stands on its row.
            continue
        for slot in slots_of(entry, row.date):
            assert told(slot).split(" à ")[0] in plain(row.text)
