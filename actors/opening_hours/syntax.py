"""OSM opening hours as a list of rules: splitting, reading and writing them.

The library `opening_hours` evaluates texts but does not show their rules; what follows reads just
enough of the grammar for the French sentence, the entry table and the traps described in
`evaluation.py`. A rule that it cannot read keeps its text (`Rule.raw`) and goes to the library
as it stands.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MAX_LENGTH = 255
DAY_MINUTES = 24 * 60
ALWAYS = "24/7"

_DAY = rf"(?:{'|'.join(WEEKDAYS)})\b"
_ITEM = rf"(?:{_DAY}(?:-{_DAY})?(?:\[[-\d,]+\])?|PH\b|SH\b)"
_SMALL = re.compile(
    rf"^(?P<wide>.*?)(?:^|(?<=[ :]))(?P<small>{_ITEM}(?:(?: ?, ?| ){_ITEM})*)$", re.IGNORECASE
)
_TAIL = re.compile(
    r"^(?P<rest>[^\"]*?)(?:(?:^|(?<= ))(?P<modifier>open|closed|off|unknown))?"
    r'(?: ?"(?P<comment>[^"]*)")?$',
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<![\d:])\d{1,2}:\d{2}")
_RANGES = re.compile(r"\d{1,2}:\d{2}-\d{1,2}:\d{2}(?: ?, ?\d{1,2}:\d{2}-\d{1,2}:\d{2})*")
_RANGE = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_MONTH = "|".join(MONTHS)
_DATES = re.compile(
    rf"(?:(?P<year>\d{{4}}) ?)?(?P<month>{_MONTH}) (?P<day>\d{{1,2}})"
    rf"(?:-(?:(?:(?P<year2>\d{{4}}) ?)?(?P<month2>{_MONTH}) )?(?P<day2>\d{{1,2}}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Rule:
    """One rule. `days` and `holidays` stand in union ("Mo-Fr,PH"), unless `both` ("SH Mo-Fr")."""

    separator: str = ";"
    wide: str = ""
    days: str = ""
    holidays: tuple[str, ...] = ()
    both: bool = False
    times: str = ""
    modifier: str = ""
    comment: str = ""
    raw: str = ""
    readable: bool = True

    @property
    def is_off(self) -> bool:
        return self.modifier == "off"

    @property
    def is_bare(self) -> bool:
        """No day at all: it speaks of every day of every year."""
        return not (self.wide or self.days or self.holidays)


@dataclass(frozen=True)
class Dates:
    """From a day to a day, both included; `year` is None when it comes back every year."""

    year: int | None
    first: tuple[int, int]
    last: tuple[int, int]
    last_year: int | None

    def span(self) -> tuple[date, date] | None:
        """(first day, last day), or None without a year; ValueError for 30 February."""
        if self.year is None:
            return None
        return date(self.year, *self.first), date(self.last_year or self.year, *self.last)


def clean(text: str) -> str:
    """The text with single spaces: what is stored."""
    return " ".join(text.split())


def parse(text: str) -> tuple[Rule, ...]:
    """The rules of a text, in order; none for a text longer than we store.

    Never raises: the library is the judge of validity.
    """
    return _parse(clean(text)) if len(text) <= MAX_LENGTH else ()


@lru_cache(maxsize=4096)
def _parse(text: str) -> tuple[Rule, ...]:
    return tuple(_read(piece, separator) for separator, piece in _split(text) if piece)


def _split(text: str) -> list[tuple[str, str]]:
    pieces, start, separator, index, quoted = [], 0, ";", 0, False
    while index < len(text):
        sign = text[index]
        found = ""
        if sign == '"':
            quoted = not quoted
        elif quoted:
            pass
        elif sign == ";":
            found = ";"
        elif text.startswith("||", index):
            found = "||"
        elif sign == "," and _ends_rule(text[start:index], text[index + 1 :]):
            found = ","
        if found:
            pieces.append((separator, text[start:index].strip()))
            separator, start = found, index + len(found)
            index = start
        else:
            index += 1
    pieces.append((separator, text[start:].strip()))
    return pieces


def _ends_rule(left: str, right: str) -> bool:
    """Whether a comma starts an additional rule: "…12:00, We 14:00…" but not "Mo, We 14:00"."""
    if left.rstrip().lower().endswith(('"', "off", "closed", "open", "unknown", ALWAYS)):
        return True
    return bool(_TIME.search(left)) and not _TIME.match(right.lstrip())


def _read(piece: str, separator: str) -> Rule:
    tail = _TAIL.match(piece)
    if tail is None:
        return Rule(separator=separator, raw=piece, readable=False)
    modifier = (tail["modifier"] or "").lower()
    body, times = _split_times(tail["rest"].strip())
    small = _SMALL.match(body)
    wide = (small["wide"] if small else body).strip(" :")
    days, holidays, both = _days(small["small"] if small else "")
    return Rule(
        separator=separator,
        wide=_capitalised(wide),
        days=days,
        holidays=holidays,
        both=both,
        times=times,
        modifier="off" if modifier == "closed" else modifier,
        comment=(tail["comment"] or "").strip(),
        raw=piece,
    )


def _split_times(text: str) -> tuple[str, str]:
    if text == ALWAYS:
        return "", ALWAYS
    found = _TIME.search(text)
    if found is None:
        return text, ""
    times = ",".join(part.strip() for part in text[found.start() :].split(","))
    return text[: found.start()].strip(" :"), re.sub(r"(?<!\d)(\d:)", r"0\1", times)


def _days(small: str) -> tuple[str, tuple[str, ...], bool]:
    items = [
        item.upper() if item.upper() in ("PH", "SH") else _capitalised(item)
        for item in re.split(r" ?, ?(?![^\[]*\])| ", small)
        if item
    ]
    holidays = tuple(item for item in items if item in ("PH", "SH"))
    days = ",".join(item for item in items if item not in ("PH", "SH"))
    return days, holidays, bool(holidays and days) and " " in re.sub(r" ?, ?", ",", small)


def _capitalised(text: str) -> str:
    return re.sub(r"[A-Za-z]+", lambda word: word[0].capitalize(), text).replace("Week", "week")


def render(rule: Rule) -> str:
    """The OSM text of one rule, without its separator."""
    if not rule.readable:
        return rule.raw
    glue = " " if rule.both else ","
    small = glue.join(part for part in (",".join(rule.holidays), rule.days) if part)
    comment = f'"{rule.comment}"' if rule.comment else ""
    return " ".join(part for part in (rule.wide, small, rule.times, rule.modifier, comment) if part)


def join(rules: list[Rule]) -> str:
    """The OSM text of several rules."""
    text = ""
    for rule in rules:
        glue = {";": "; ", ",": ", ", "||": " || "}[rule.separator] if text else ""
        text += glue + render(rule)
    return text


def weekdays(rule: Rule) -> frozenset[int] | None:
    """The days named (0 is Monday), all when none is; None for "first Monday" and the like."""
    if "[" in rule.days:
        return None
    if not rule.days:
        return frozenset(range(7))
    found: set[int] = set()
    for item in rule.days.split(","):
        first, _, last = item.partition("-")
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        found.update(day % 7 for day in range(start, end + 1 if end >= start else end + 8))
    return frozenset(found)


def minutes(rule: Rule) -> tuple[tuple[int, int], ...] | None:
    """The (start, end) minutes of each slot, the end past 1440 when it falls on the next day.

    None for what only the library understands (an end left open, a repetition).
    """
    if rule.times == ALWAYS:
        return ((0, DAY_MINUTES),)
    if not rule.times:
        return ()
    if not _RANGES.fullmatch(rule.times):
        return None
    return tuple(_slot(*map(int, found.groups())) for found in _RANGE.finditer(rule.times))


def _slot(hour: int, minute: int, end_hour: int, end_minute: int) -> tuple[int, int]:
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    return start, end if end > start else end + DAY_MINUTES


def clock(minutes: int) -> str:
    """540 as "09:00", 1560 as "26:00"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def osm_dates(first: date, last: date) -> str:
    """A day or a period as OSM writes them: "2026 Dec 05", "2026 Dec 21-2027 Jan 03"."""
    days = [f"{day.year} {MONTHS[day.month - 1]} {day.day:02d}" for day in (first, last)]
    return days[0] if first == last else "-".join(days)


def dates(rule: Rule) -> tuple[Dates, ...] | None:
    """The days that a rule names by number, or None when it names none or something else too."""
    if not rule.wide:
        return None
    found = []
    for item in rule.wide.split(","):
        match = _DATES.fullmatch(item.strip())
        if match is None:
            return None
        found.append(_dates(match))
    return tuple(found)


def names_dates(rule: Rule) -> bool:
    """Whether a rule names days by number, alone or beside something else."""
    return bool(_DATES.search(rule.wide))


def _dates(match: re.Match) -> Dates:
    year = int(match["year"]) if match["year"] else None
    first = (MONTHS.index(match["month"].capitalize()) + 1, int(match["day"]))
    if not match["day2"]:
        return Dates(year, first, first, year)
    month2 = MONTHS.index(match["month2"].capitalize()) + 1 if match["month2"] else first[0]
    last = (month2, int(match["day2"]))
    last_year = int(match["year2"]) if match["year2"] else year
    if year and not match["year2"] and last < first:
        last_year = year + 1
    return Dates(year, first, last, last_year)


def weekday_list(days: frozenset[int] | set[int]) -> str:
    """{0, 1, 2, 4} as "Mo-We,Fr"; ranges start at three days."""
    parts = []
    for run in runs(days):
        names = [WEEKDAYS[day] for day in run]
        parts.append(f"{names[0]}-{names[-1]}" if len(names) > 2 else ",".join(names))
    return ",".join(parts)


def runs(days: frozenset[int] | set[int]) -> list[list[int]]:
    """Consecutive days together: {0, 1, 4} as [[0, 1], [4]]."""
    found: list[list[int]] = []
    for day in sorted(days):
        if found and day == found[-1][-1] + 1:
            found[-1].append(day)
        else:
            found.append([day])
    return found
