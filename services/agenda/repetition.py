"""The days on which a workshop comes back: every n weeks, but for holidays and exceptions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from actors.opening_hours import is_school_holiday

WEEK = timedelta(days=7)
_FRENCH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class Repetition:
    """weekday: 0 is Monday. The rhythm counts from the first such day, whatever is left out."""

    weekday: int
    starts_on: date
    ends_on: date
    every_n_weeks: int = 1
    skip_school_holidays: bool = False
    exceptions: frozenset[date] = frozenset()

    @property
    def first_day(self) -> date:
        return self.starts_on + timedelta(days=(self.weekday - self.starts_on.weekday()) % 7)

    def beats(self) -> Iterable[date]:
        """Every day of the rhythm, left out or not, twelve months at most."""
        last = min(self.ends_on, one_year_after(self.starts_on))
        day = self.first_day
        while day <= last:
            yield day
            day += self.every_n_weeks * WEEK

    def days(self) -> list[date]:
        return [day for day in self.beats() if self._is_kept(day)]

    def _is_kept(self, day: date) -> bool:
        if day in self.exceptions:
            return False
        return not (self.skip_school_holidays and is_school_holiday(day))

    def renewed(self, today: date) -> "Repetition":
        """The same rhythm for twelve months from its first day to come."""
        pace = self.every_n_weeks * WEEK
        missed = max(today - self.first_day, timedelta())
        first = self.first_day + pace * -(-missed // pace)
        return replace(self, starts_on=first, ends_on=one_year_after(first))


def one_year_after(day: date) -> date:
    """The same day of the next year; 29 February gives 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def parse_day(text: str) -> date:
    """A day written 24/12/2026 or 2026-12-24; ValueError otherwise."""
    text = text.strip()
    french = _FRENCH_DATE.fullmatch(text)
    if french:
        day, month, year = (int(part) for part in french.groups())
        return date(year, month, day)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def parse_days(texts: Iterable[str]) -> tuple[frozenset[date], list[str]]:
    """The days that could be read, and the texts that could not."""
    days, unread = set(), []
    for text in texts:
        try:
            days.add(parse_day(text))
        except (TypeError, ValueError, AttributeError):
            unread.append(str(text))
    return frozenset(days), unread
