"""The state of a place at an instant, alone or for many texts at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from actors.opening_hours.calendars import DAY, in_paris, midnight
from actors.opening_hours.evaluation import (
    APPOINTMENT,
    CLOSED,
    CLOSED_TEMPORARILY,
    HORIZON_DAYS,
    OPEN,
    Closures,
    Span,
    closure_spans,
    openings,
    spans,
    walk_in,
)

# After so many days with appointments and no open door, there is no open door to announce.
_APPOINTMENT_DAYS = 62


@dataclass(frozen=True)
class HoursState:
    """What is true at an instant; every instant here is aware, in Paris.

    Equal states read the same: nothing in it moves with the clock alone.

    kind: open, closed, appointment, unknown (nothing known), holiday (public holiday without a
    rule), closed_temporarily (a closure, its last day in `until`, None when it is not known).
    today: the openings of the day that are not over. next_opening: the first one that begins
    later. next_change: nothing of this changes before that instant, at most the next midnight.
    """

    kind: str
    next_change: datetime
    closes_at: datetime | None = None
    next_opening: datetime | None = None
    today: tuple[tuple[datetime, datetime], ...] = ()
    comment: str = ""
    until: date | None = None


def state_at(text: str, at: datetime, closures: Closures = ()) -> HoursState:
    """The state of hours at an aware instant; unreadable hours are unknown, never an error.

    closures: (first day, last day or None) pairs, both days included.
    """
    at = in_paris(at)
    closures = list(closures)
    today, tomorrow = midnight(at.date()), midnight(at.date() + DAY)
    found = list(_needed(text, at, today, tomorrow, closures))
    current = next(span for span in found if span.start <= at < span.end)
    doors = list(walk_in(found))
    now = next((opening for opening in doors if opening[0] <= at < opening[1]), None)
    coming = next((start for start, _ in doors if start > at), None)
    kind, comment = current.kind, current.comment
    if kind == CLOSED and coming is None:
        # Nobody walks in here: only an appointment opens the door, at any hour.
        appointment = next((span for span in found if span.kind == APPOINTMENT), None)
        if appointment:
            kind, comment = APPOINTMENT, appointment.comment
    closes_at = now[1] if now and now[1] < _horizon(at) else None
    return HoursState(
        kind=kind,
        next_change=min(current.end, tomorrow),
        closes_at=closes_at,
        next_opening=coming,
        today=tuple((start, end) for start, end in doors if end > at and start < tomorrow),
        comment=comment,
        until=_last_day(closures, at) if kind == CLOSED_TEMPORARILY else None,
    )


def _needed(
    text: str, at: datetime, today: datetime, tomorrow: datetime, closures: Closures
) -> Iterable[Span]:
    """The spans from this morning to the end of the first opening after today."""
    seen_appointment = False
    opening_began = False
    for span in spans(text, today, _horizon(at), closures):
        if opening_began and span.kind != OPEN:
            return
        yield span
        seen_appointment |= span.kind == APPOINTMENT
        if span.kind == OPEN and span.start > at and span.start >= tomorrow:
            opening_began = True
        if seen_appointment and span.start > at + timedelta(days=_APPOINTMENT_DAYS):
            return


def _horizon(at: datetime) -> datetime:
    return midnight(at.date() + timedelta(days=HORIZON_DAYS))


def _last_day(closures: Closures, at: datetime) -> date | None:
    for window in closure_spans(closures):
        if window.start <= at < window.end and window.end.year < 9000:
            return window.end.date() - DAY
    return None


def open_texts(texts: Iterable[str], at: datetime) -> frozenset[str]:
    """Those of the texts that are open at an instant (to the minute), closures apart.

    Each text is evaluated once for a minute and remembered.
    """
    minute = in_paris(at).replace(second=0, microsecond=0)
    return frozenset(text for text in texts if _kind_at(text, minute) == OPEN)


def open_today_texts(texts: Iterable[str], at: datetime) -> frozenset[str]:
    """Those of the texts that are open now or later in the same day, closures apart."""
    minute = in_paris(at).replace(second=0, microsecond=0)
    return frozenset(text for text in texts if _opens_today(text, minute))


@lru_cache(maxsize=16384)
def _kind_at(text: str, minute: datetime) -> str:
    return next(iter(spans(text, minute, minute + timedelta(minutes=1)))).kind


@lru_cache(maxsize=16384)
def _opens_today(text: str, minute: datetime) -> bool:
    return any(openings(text, minute, midnight(minute.date() + DAY)))
