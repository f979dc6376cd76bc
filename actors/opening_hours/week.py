"""The week as seven rows, with what that very week changes: holidays, closures, special days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from actors.opening_hours.calendars import DAY, in_paris, midnight
from actors.opening_hours.evaluation import (
    APPOINTMENT,
    CLOSED,
    CLOSED_TEMPORARILY,
    HOLIDAY,
    OPEN,
    UNKNOWN,
    Closures,
    Span,
    spans,
)
from actors.opening_hours.words import is_whole_day, slot_words, weekday_words

# What ends before that hour belongs to the evening before.
_NIGHT_ENDS_AT = timedelta(hours=6)


@dataclass(frozen=True)
class DayRow:
    """One day: « lundi », « 9 h à 12 h · 14 h à 17 h » (or « fermé »), and whether it is today."""

    name: str
    date: date
    is_today: bool
    kind: str
    text: str


def week_rows(text: str, at: datetime, closures: Closures = ()) -> list[DayRow]:
    """The seven days, from Monday, of the week of an aware instant; [] for unreadable hours."""
    today = in_paris(at).date()
    monday = today - timedelta(days=today.weekday())
    # The day before brings its night, the day after ends Sunday's.
    found = spans(text, midnight(monday - DAY), midnight(monday + 8 * DAY), closures)
    days = _by_day(found)
    rows = [
        _row(monday + timedelta(days=number), days.get(monday + timedelta(days=number), []), today)
        for number in range(7)
    ]
    return [] if all(row.kind == UNKNOWN for row in rows) else rows


def _by_day(found: Iterable[Span]) -> dict[date, list[Span]]:
    days: dict[date, list[Span]] = {}
    for span in _joined(found):
        start = span.start
        while start < span.end:
            day = start.date()
            end = midnight(day + DAY)
            is_evening = span.kind in (OPEN, APPOINTMENT) and span.end - end < _NIGHT_ENDS_AT
            if span.end <= end or (is_evening and start > midnight(day)):
                end = span.end
            days.setdefault(day, []).append(Span(start, end, span.kind, span.comment))
            start = end
    return days


def _joined(found: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in found:
        last = joined[-1] if joined else None
        if last and (last.kind, last.comment, last.end) == (span.kind, span.comment, span.start):
            joined[-1] = Span(last.start, span.end, span.kind, span.comment)
        else:
            joined.append(span)
    return joined


def _row(day: date, found: list[Span], today: date) -> DayRow:
    kinds = [span.kind for span in found]
    words = [_span_words(span) for span in found if span.kind in (OPEN, APPOINTMENT)]
    kind = next(
        (
            kind
            for kind in (OPEN, APPOINTMENT, CLOSED_TEMPORARILY, HOLIDAY, UNKNOWN)
            if kind in kinds
        ),
        CLOSED,
    )
    text = " · ".join(words) or _day_words(kind)
    return DayRow(weekday_words(day.weekday()), day, day == today, kind, text)


def _span_words(span: Span) -> str:
    words = slot_words(span.start, span.end)
    if span.kind == APPOINTMENT:
        comment = span.comment or _("sur rendez-vous")
        return comment if is_whole_day(span.start, span.end) else f"{words} {comment}"
    return f"{words} ({span.comment})" if span.comment else words


def _day_words(kind: str) -> str:
    return {
        HOLIDAY: _("jour férié : appelez avant"),
        CLOSED_TEMPORARILY: _("fermé exceptionnellement"),
        UNKNOWN: _("à demander"),
    }.get(kind, _("fermé"))
