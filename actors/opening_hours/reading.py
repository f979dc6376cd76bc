"""From OSM text back to the entry table, when the table can show the whole of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from actors.opening_hours import syntax
from actors.opening_hours.calendars import midnight
from actors.opening_hours.checks import HoursError, validate
from actors.opening_hours.entry import (
    APPOINTMENT_COMMENT,
    OTHER,
    Entry,
    Slots,
    SpecialDays,
    Week,
    normalise,
    slot_of,
    to_osm,
)
from actors.opening_hours.entry_checks import check
from actors.opening_hours.evaluation import mentions_appointment, spans
from actors.opening_hours.order import DATED, WEEKLY, rank
from actors.opening_hours.syntax import ALWAYS, Rule

# Years in which the text and the table must agree, beside those of the exceptions: two of the
# school calendar, with public holidays on different weekdays.
_COMPARED_YEARS = (2026, 2027)
_MOST_YEARS = 8
_PLAIN_APPOINTMENTS = (APPOINTMENT_COMMENT, "sur rdv", "sur rendez vous")


class _BeyondTable(Exception):
    """Something that the table has no place for."""


def from_osm(text: str) -> Entry | None:
    """The entry that says the same as the text, or None: the text is then edited as text.

    The exceptions come longest first, as `normalise` leaves them.
    """
    if not text.strip():
        return Entry(unknown=True)
    try:
        rules = syntax.parse(validate(text, overnight=True))
        entry = normalise(_read(rules))
    except (HoursError, _BeyondTable, ValueError):
        return None
    return entry if not check(entry) and _say_the_same(text, to_osm(entry), entry) else None


def _read(rules: tuple[Rule, ...]) -> Entry:
    """The entry that the rules seem to say, whatever their order: the caller compares."""
    entry = Entry(by_appointment=_is_by_appointment(rules))
    for rule in rules:
        if not rule.readable or rule.separator == "||" or rule.modifier == "unknown":
            raise _BeyondTable(rule.raw)
        if rule.holidays:
            entry = _with_holidays(entry, rule)
        elif rank(rule) == DATED:
            entry = _with_exceptions(entry, rule)
        elif rank(rule) == WEEKLY:
            entry = replace(entry, days=_week(entry.days, rule, entry.by_appointment))
        else:
            raise _BeyondTable(rule.raw)
    return entry


def _is_by_appointment(rules: Iterable[Rule]) -> bool:
    usual = [rule for rule in rules if rank(rule) != DATED]
    return any(mentions_appointment(rule.comment) for rule in usual)


def _with_holidays(entry: Entry, rule: Rule) -> Entry:
    if rule.wide or (rule.days and not (rule.both and rule.holidays == ("SH",))):
        raise _BeyondTable(rule.raw)
    if "SH" in rule.holidays:
        usual = entry.school_days if entry.school_holidays == OTHER else entry.days
        week = _week(usual, rule, entry.by_appointment)
        entry = replace(entry, school_holidays=OTHER, school_days=week)
    if "PH" in rule.holidays:
        entry = replace(entry, public_holidays=_slots(rule, entry.by_appointment))
    return entry


def _week(week: Week, rule: Rule, by_appointment: bool) -> Week:
    """The week once the rule has spoken: it replaces its days, or adds to them after a comma."""
    slots = _slots(rule, by_appointment)
    if rule.is_bare and not rule.times and not rule.is_off:
        return week
    named = syntax.weekdays(rule) or frozenset()
    adds = rule.separator == ","
    return tuple(
        ((*before, *slots) if adds else slots) if day in named else before
        for day, before in enumerate(week)
    )


def _slots(rule: Rule, by_appointment: bool) -> Slots:
    """The slots of a rule whose comment says no more than the table's tick does."""
    found = syntax.minutes(rule)
    says = rule.comment.lower() in _PLAIN_APPOINTMENTS
    if found is None or (rule.comment and not says) or (rule.is_off and says):
        raise _BeyondTable(rule.raw)
    if not rule.is_off and says != by_appointment:
        raise _BeyondTable(rule.raw)
    if rule.times == ALWAYS:
        found = ((0, syntax.DAY_MINUTES),)
    return () if rule.is_off else tuple(slot_of(start, end) for start, end in found)


def _with_exceptions(entry: Entry, rule: Rule) -> Entry:
    reason = rule.comment
    if entry.by_appointment and not rule.is_off:
        first, _comma, reason = reason.partition(", ")
        if first.lower() not in _PLAIN_APPOINTMENTS:
            raise _BeyondTable(rule.raw)
    slots = _slots(replace(rule, comment=""), by_appointment=False)
    found = [SpecialDays(*_span(dates), slots, reason) for dates in syntax.dates(rule) or ()]
    if rule.days or not found or rule.separator == "," or not (slots or rule.is_off):
        raise _BeyondTable(rule.raw)
    return replace(entry, exceptions=(*entry.exceptions, *found))


def _span(dates: syntax.Dates) -> tuple[date, date]:
    span = dates.span()
    if span is None:
        raise _BeyondTable("every year")
    return span


def _say_the_same(text: str, written: str, entry: Entry) -> bool:
    """Whether both texts give the same states, day after day: the order of rules may hide much."""
    years = {*_COMPARED_YEARS}
    for item in entry.exceptions:
        years.update((item.first.year, item.last.year))
    if len(years) > _MOST_YEARS:
        return False
    for year in years:
        start, end = midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))
        if _states(text, start, end) != _states(written, start, end):
            return False
    return True


def _states(text: str, start: datetime, end: datetime) -> list[tuple]:
    """Spans as tuples, those that touch and say the same joined."""
    found: list[tuple] = []
    for span in spans(text, start, end):
        comment = (
            APPOINTMENT_COMMENT if span.comment.lower() in _PLAIN_APPOINTMENTS else span.comment
        )
        if found and found[-1][2:] == (span.kind, comment):
            found[-1] = (found[-1][0], span.end, span.kind, comment)
        else:
            found.append((span.start, span.end, span.kind, comment))
    return found
