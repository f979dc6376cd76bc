"""Opening hours as Open Referral schedules: one weekly row a slot, or words alone.

Times are those of the wall clock (Europe/Paris): a weekly rule has no one offset from UTC, since
the offset changes with the season.
"""

from datetime import date
from functools import lru_cache

from actors.identifiers import uid_for
from actors.opening_hours import sentence
from actors.opening_hours.syntax import DAY_MINUTES, Rule, clock, minutes, parse, weekdays
from services.standards.open_referral_shapes import SCHEDULE, SOURCE

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST_MINUTE = DAY_MINUTES - 1


@lru_cache(maxsize=4096)
def week(text: str) -> dict[tuple[int, int], tuple[int, ...]] | None:
    """Slot in minutes → its days; None for hours that a plain week cannot tell whole."""
    slots: dict[int, list[tuple[int, int]]] = {day: [] for day in range(7)}
    for rule in parse(text):
        if _only_shuts_on_holidays(rule):
            continue
        days, times = weekdays(rule), minutes(rule)
        if not _is_plain(rule) or days is None or times is None:
            return None
        # An hour alone may be shut ("Mo 10:00-11:00 off"), or a day named without its hours.
        if bool(times) == rule.is_off:
            return None
        for day in days:
            kept = slots[day] if rule.separator == "," else []
            slots[day] = [] if rule.is_off else [*kept, *times]
    found: dict[tuple[int, int], list[int]] = {}
    for day, times in slots.items():
        for slot in times:
            found.setdefault(slot, []).append(day)
    return {slot: tuple(days) for slot, days in sorted(found.items())}


def _only_shuts_on_holidays(rule: Rule) -> bool:
    return rule.readable and rule.holidays == ("PH",) and not rule.days and rule.is_off


def _is_plain(rule: Rule) -> bool:
    """Every week of the year, with neither a holiday of its own nor a condition."""
    return (
        rule.readable
        and rule.separator != "||"
        and not (rule.wide or rule.holidays or rule.comment)
        and rule.modifier in ("", "off", "open")
    )


def schedules(text: str, verified_on: date | None, owner, **ids: str) -> list[dict]:
    """The rows of one text; `owner` is the uid they hang on, `ids` its fields."""
    if not text:
        return []
    common = ids | {"description": sentence(text), "notes": _notes(verified_on)}
    slots = week(text)
    rows = [_slot(slot, days) for slot, days in slots.items()] if slots else [{}]
    return [
        SCHEDULE.of(id=str(uid_for(SOURCE, f"{owner}:schedule:{number}")), **common, **row)
        for number, row in enumerate(rows)
    ]


def _notes(verified_on: date | None) -> str:
    if verified_on:
        return f"Horaires vérifiés le {verified_on.isoformat()}, heure de Paris."
    return "Horaires annoncés, non vérifiés : appelez avant. Heure de Paris."


def _slot(slot: tuple[int, int], days: tuple[int, ...]) -> dict:
    start, end = slot
    return {
        "freq": "WEEKLY",
        "byday": ",".join(DAYS[day] for day in days),
        "opens_at": clock(start),
        "closes_at": clock(_LAST_MINUTE if end == DAY_MINUTES else end % DAY_MINUTES),
    }


def is_in_week(text: str, *, day: str | None, start: int | None, end: int | None) -> bool:
    """Whether one slot is on this day, starts at `start` or later and ends by `end` (minutes)."""
    for (opens, closes), days in (week(text) or {}).items():
        on_day = day is None or DAYS.index(day) in days
        if on_day and (start is None or opens >= start) and (end is None or closes <= end):
            return True
    return False
