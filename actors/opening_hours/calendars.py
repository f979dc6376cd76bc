"""French public holidays, and the school holidays of zone B (académie d’Aix-Marseille)."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours
from vacances_scolaires_france import SchoolHolidayDates

PARIS = ZoneInfo("Europe/Paris")
ZONE = "B"
DAY = timedelta(days=1)


def in_paris(at: datetime) -> datetime:
    """The same instant on the clocks of Paris; ValueError without a time zone."""
    if at.tzinfo is None:
        raise ValueError("an aware datetime is needed")
    return at.astimezone(PARIS)


def midnight(day: date) -> datetime:
    """The aware instant when a day begins in Paris."""
    return datetime(day.year, day.month, day.day, tzinfo=PARIS)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of mainland France, from the calendar of the library that evaluates."""
    calendar = OpeningHours(
        "PH 00:00-24:00", timezone=PARIS, country="FR", auto_country=False, auto_timezone=False
    )
    found: set[date] = set()
    for start, end, state, _comment in calendar.intervals(
        midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))
    ):
        day = start.date()
        # Two holidays in a row come as one interval.
        while str(state) == "open" and midnight(day) < end:
            found.add(day)
            day += DAY
    return frozenset(found)


def is_public_holiday(day: date) -> bool:
    return day in public_holidays(day.year)


@lru_cache(maxsize=1)
def school_holidays() -> tuple[tuple[date, date], ...]:
    """(first day, last day) of each school holiday known for zone B, in order."""
    calendar = SchoolHolidayDates()
    ranges: list[tuple[date, date]] = []
    for day in sorted(calendar.data):
        if not calendar.is_holiday_for_zone(day, ZONE):
            continue
        if ranges and day - ranges[-1][1] == DAY:
            ranges[-1] = (ranges[-1][0], day)
        else:
            ranges.append((day, day))
    return tuple(ranges)


def school_calendar_ends_on() -> date:
    """The last day of the last school holiday we know: past it, `SH` means nothing to us."""
    return school_holidays()[-1][1]


def is_school_holiday(day: date) -> bool:
    return any(first <= day <= last for first, last in school_holidays())
