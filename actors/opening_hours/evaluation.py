"""What a text says over time, in Paris: open, closed, by appointment, unknown, public holiday.

Where the library and this guide differ (measured with `opening-hours-py` 2.1.4), the text is
rewritten by `expansion` before the library reads it:

- the library knows no school holiday: `SH` rules become dated rules of zone B;
- it reads "PH Mo-Fr" and "SH Mo-Fr" as "one or the other"; OSM means "both";
- "PH off" before the weekly rules, or no rule on public holidays, leaves 25 December open; such
  days are a state of their own here, never open;
- a rule on the next day cuts the night before it ("Fr 20:00-26:00; Sa off");
- a fallback ('|| "sur rendez-vous"') never applies after a day that has rules.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from opening_hours import OpeningHours, State

from actors.opening_hours import expansion, syntax
from actors.opening_hours.calendars import DAY, PARIS, in_paris, midnight
from actors.opening_hours.checks import is_readable

OPEN, CLOSED, APPOINTMENT, UNKNOWN = "open", "closed", "appointment", "unknown"
HOLIDAY, CLOSED_TEMPORARILY = "holiday", "closed_temporarily"

# "2020 Mo 09:00-10:00" takes 0.4 s to find its next change without a bound, 45 µs with one.
HORIZON_DAYS = 366
_APPOINTMENT = re.compile(r"rendez vous|\brdv\b|\bappointment")
_NO_APPOINTMENT = re.compile(rf"\b(?:sans|without|no) (?:{_APPOINTMENT.pattern})")
Closures = Iterable[tuple[date, date | None]]


@dataclass(frozen=True)
class Span:
    """One state from an aware instant to another, the end excluded."""

    start: datetime
    end: datetime
    kind: str
    comment: str = ""


@dataclass(frozen=True)
class _Part:
    day: OpeningHours
    night: OpeningHours | None


@lru_cache(maxsize=8192)
def _parts(text: str, year: int) -> tuple[_Part, ...]:
    """The library's expressions for a text around a year; none when it cannot be read."""
    if not is_readable(text):
        return ()
    parts = expansion.expressions(syntax.parse(text), range(year - 1, year + 3))
    return tuple(_Part(_expression(day), night and _expression(night)) for day, night in parts)


def _expression(text: str) -> OpeningHours:
    return OpeningHours(
        text,
        timezone=PARIS,
        country="FR",
        auto_country=False,
        auto_timezone=False,
        max_interval_days=HORIZON_DAYS,
    )


def _kind(state: State, comment: str) -> str:
    if comment == expansion.HOLIDAY_MARK:
        return HOLIDAY
    if mentions_appointment(comment):
        return APPOINTMENT
    if state == State.OPEN:
        return OPEN
    return UNKNOWN if state == State.UNKNOWN else CLOSED


def mentions_appointment(comment: str) -> bool:
    """Whether a comment says « sur rendez-vous », in a usual spelling; « sans » says no."""
    if not comment:
        return False
    folded = unicodedata.normalize("NFKD", comment.lower()).replace("-", " ")
    return bool(_APPOINTMENT.search(_NO_APPOINTMENT.sub("", folded)))


def spans(text: str, start: datetime, end: datetime, closures: Closures = ()) -> Iterator[Span]:
    """The states from `start` to `end`, without a gap; one unknown span for unreadable hours."""
    start, end = in_paris(start), in_paris(end)
    parts = _parts(text, start.year) if len(text) <= syntax.MAX_LENGTH else ()
    found: Iterable[Span] = [Span(start, end, UNKNOWN)]
    if parts:
        found = _part_spans(parts[0], start, end)
    for part in parts[1:]:
        found = _replaced(found, list(_part_spans(part, start, end)), _gives_way)
    windows = closure_spans(closures)
    if windows:
        found = _replaced(found, windows, lambda span: True)
    for span in found:
        yield replace(span, comment="") if span.comment in expansion.MARKS else span


def _part_spans(part: _Part, start: datetime, end: datetime) -> Iterable[Span]:
    found = _library_spans(part.day, start, end)
    if part.night is None:
        return found
    night = [
        Span(_next_day(span.start), _next_day(span.end), span.kind, span.comment)
        for span in _library_spans(part.night, start - DAY, end - DAY)
    ]
    return _replaced(found, night, lambda span: span.kind in (CLOSED, HOLIDAY))


def _library_spans(hours: OpeningHours, start: datetime, end: datetime) -> Iterator[Span]:
    for first, last, state, comment in hours.intervals(start, end):
        yield Span(first, last, _kind(state, comment), comment)


def _next_day(at: datetime) -> datetime:
    return (at.replace(tzinfo=None) + DAY).replace(tzinfo=PARIS)


def _gives_way(span: Span) -> bool:
    """Whether a fallback speaks here: nothing did before, or only to say that it is unknown."""
    return span.kind in (CLOSED, UNKNOWN) and not span.comment


def _replaced(
    base: Iterable[Span], others: list[Span], gives_way: Callable[[Span], bool]
) -> Iterator[Span]:
    """`base`, with `others` (sorted, closed ones apart) wherever a span of `base` gives way."""
    others = [other for other in others if other.kind != CLOSED]
    for span in base:
        cursor = span.start
        for other in others if gives_way(span) else ():
            if other.end <= cursor or other.start >= span.end:
                continue
            if other.start > cursor:
                yield replace(span, start=cursor, end=other.start)
            upto = min(other.end, span.end)
            yield replace(other, start=max(cursor, other.start), end=upto)
            cursor = upto
        if cursor < span.end:
            yield replace(span, start=cursor)


def closure_spans(closures: Closures) -> list[Span]:
    """Closures as spans, those that touch joined; one without a last day never ends."""
    merged: list[tuple[date, date]] = []
    for first, last in sorted((first, last or date(9000, 1, 1)) for first, last in closures):
        if last < first:
            continue
        if merged and first <= merged[-1][1] + DAY:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return [
        Span(midnight(first), midnight(last + DAY), CLOSED_TEMPORARILY) for first, last in merged
    ]


def openings(
    text: str, start: datetime, end: datetime, closures: Closures = ()
) -> Iterator[tuple[datetime, datetime]]:
    """(start, end) of each time when anyone may walk in, those that touch joined."""
    return walk_in(spans(text, start, end, closures))


def walk_in(found: Iterable[Span]) -> Iterator[tuple[datetime, datetime]]:
    """(start, end) of the open spans among those found, those that touch joined."""
    current: tuple[datetime, datetime] | None = None
    for span in found:
        if current and span.kind == OPEN and span.start == current[1]:
            current = (current[0], span.end)
            continue
        if current:
            yield current
        current = (span.start, span.end) if span.kind == OPEN else None
    if current:
        yield current


def intervals(
    text: str, start: datetime, end: datetime, closures: Closures = ()
) -> list[tuple[datetime, datetime]]:
    """The openings between two aware instants: never by appointment, nor on an unsaid holiday."""
    return list(openings(text, start, end, closures))


def next_openings(
    text: str,
    at: datetime,
    count: int = 3,
    closures: Closures = (),
    horizon_days: int = 60,
) -> list[tuple[datetime, datetime]]:
    """The next openings, the one in progress first (with the time when it began)."""
    at = in_paris(at)
    found: list[tuple[datetime, datetime]] = []
    end = midnight(at.date() + timedelta(days=horizon_days + 1))
    for opening in openings(text, midnight(at.date()), end, closures):
        if len(found) == count:
            break
        if opening[1] > at:
            found.append(opening)
    return found


def next_change(text: str, at: datetime) -> datetime | None:
    """The next instant when the state of a text changes, within a year; None when it does not."""
    at = in_paris(at)
    first: Span | None = None
    for span in spans(text, at, at + timedelta(days=HORIZON_DAYS)):
        first = first or span
        if (span.kind, span.comment) != (first.kind, first.comment):
            return span.start
    return None
