"""Days and moments of opening hours, as wishes speak of them: « le samedi », « le soir »."""

import re
from functools import lru_cache

from actors.opening_hours import syntax

Times = tuple[frozenset[int], frozenset[str]]

_MORNING_END, _NOON_END, _AFTERNOON_END = 11 * 60 + 30, 14 * 60, 17 * 60
# « Le soir » is said of what one can go to after work, not of a desk that shuts at half past six.
_EVENING_START, _EVENING_END = 17 * 60 + 30, 19 * 60
_DAY = re.compile(r"\b(Mo|Tu|We|Th|Fr|Sa|Su)(?=\[)")


@lru_cache(maxsize=4_096)
def open_times(text: str) -> Times:
    """The days (0 is Monday) and moments at which it is ever open; empty when unknown."""
    days: set[int] = set()
    moments: set[str] = set()
    for rule in syntax.parse(text):
        slots = syntax.minutes(rule) if rule.readable else None
        if rule.is_off or not slots:
            continue
        named = syntax.weekdays(rule)
        if named is None:
            named = frozenset(syntax.WEEKDAYS.index(day) for day in _DAY.findall(rule.days))
        days |= named
        for start, end in slots:
            if start < _MORNING_END:
                moments.add("matin")
            if start < _AFTERNOON_END and end > _NOON_END:
                moments.add("apres-midi")
            if end > _EVENING_END or start >= _EVENING_START:
                moments.add("soir")
    return frozenset(days), frozenset(moments)
