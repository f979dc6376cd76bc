"""From the rules as typed to the rules that the library evaluates as this guide means them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from actors.opening_hours import syntax
from actors.opening_hours.calendars import public_holidays, school_holidays
from actors.opening_hours.order import is_special
from actors.opening_hours.syntax import DAY_MINUTES, Rule

# Comments that come back with the library's answer and say which rule spoke.
HOLIDAY_MARK = "public holiday, nothing said"
SHUT_MARK = "closed on purpose"
MARKS = (HOLIDAY_MARK, SHUT_MARK)


def expressions(rules: Iterable[Rule], years: range) -> list[tuple[str, str | None]]:
    """What the library evaluates: (days, nights or None) of the rules, then of each fallback.

    `days` ends every slot at midnight; `nights` holds what follows, written on the day before.
    """
    found = []
    for part in prepare(rules, years):
        after = nights(part)
        found.append((syntax.join(days(part)) or "off", after and syntax.join(after)))
    return found


def prepare(rules: Iterable[Rule], years: range) -> list[list[Rule]]:
    """The rules made safe, as parts: the first, then its fallbacks ("||") in order.

    `years` bounds the dates that holidays are written out for.
    """
    expanded: list[Rule] = []
    for rule in rules:
        expanded.extend(_without_holidays(_honest(rule), years))
    marked = _with_holiday_mark(expanded)
    parts: list[list[Rule]] = [[]]
    for rule in marked:
        if rule.separator == "||":
            parts.append([])
        parts[-1].append(rule)
    if len(parts) > 1:
        parts = [[_with_shut_mark(rule) for rule in part] for part in parts]
    return parts


def _honest(rule: Rule) -> Rule:
    """A rule that gives no closing time, or no time at all, never says "open"."""
    if rule.modifier not in ("", "open") or not rule.readable:
        return rule
    return rule if syntax.minutes(rule) else replace(rule, modifier="unknown")


def _without_holidays(rule: Rule, years: range) -> list[Rule]:
    """`SH`, and `PH` or `SH` joined to weekdays, written out as dates."""
    if not (rule.both or "SH" in rule.holidays):
        return [rule]
    if rule.wide:
        # "Jul-Aug SH off": rare, and dates cannot be crossed with dates in OSM.
        return [replace(rule, holidays=(), both=False, times="", modifier="unknown")]
    periods = [period for name in rule.holidays for period in _periods(name, years)]
    if rule.both:
        return [replace(rule, wide=_wide(periods), holidays=(), both=False)] if periods else []
    public = tuple(name for name in rule.holidays if name == "PH")
    found = [replace(rule, holidays=public)] if rule.days or public else []
    if "SH" in rule.holidays:
        periods = _periods("SH", years)
        school = replace(rule, wide=_wide(periods), days="", holidays=())
        found += [school] if periods else []
    return found


def _periods(name: str, years: range) -> list[tuple[date, date]]:
    if name == "PH":
        return [(day, day) for year in years for day in sorted(public_holidays(year))]
    return [
        (first, last)
        for first, last in school_holidays()
        if last.year in years and first.year in years
    ]


def _wide(periods: list[tuple[date, date]]) -> str:
    return ",".join(syntax.osm_dates(first, last) for first, last in periods)


def _with_holiday_mark(rules: list[Rule]) -> list[Rule]:
    """Public holidays become a state of their own when no rule speaks of them after the others.

    What names the day itself (a dated closure, a special day) stands after the mark and wins.
    """
    openers = [index for index, rule in enumerate(rules) if _opens_by_habit(rule)]
    if not openers:
        return rules
    last = openers[-1]
    for index, rule in enumerate(rules):
        if "PH" in rule.holidays and (rule.days or index >= last):
            return rules
    mark = Rule(holidays=("PH",), modifier="unknown", comment=HOLIDAY_MARK)
    return [*rules[: last + 1], mark, *rules[last + 1 :]]


def _opens_by_habit(rule: Rule) -> bool:
    if rule.is_off or not (rule.times or not rule.readable):
        return False
    if rule.is_bare and rule.times == syntax.ALWAYS:
        return False
    return not is_special(rule)


def _with_shut_mark(rule: Rule) -> Rule:
    if rule.is_off and not rule.comment:
        return replace(rule, comment=SHUT_MARK)
    return rule


def nights(rules: list[Rule]) -> list[Rule] | None:
    """What the rules leave open after midnight, written on the day before; None without nights."""
    spills = [_after_midnight(rule) for rule in rules]
    if not any(spills):
        return None
    found = []
    for rule, times in zip(rules, spills, strict=True):
        if times:
            found.append(replace(rule, times=times))
        elif rule.separator != ",":
            found.append(replace(rule, times="", modifier="off", comment=""))
    return found


def days(rules: list[Rule]) -> list[Rule]:
    """The rules with every slot ended at midnight."""
    return [replace(rule, times=_before_midnight(rule)) for rule in rules]


def _after_midnight(rule: Rule) -> str:
    slots = syntax.minutes(rule) if rule.readable and not rule.is_off else ()
    return ",".join(
        f"00:00-{syntax.clock(end - DAY_MINUTES)}" for _, end in slots or () if end > DAY_MINUTES
    )


def _before_midnight(rule: Rule) -> str:
    slots = syntax.minutes(rule) if rule.readable else None
    if not slots or not any(end > DAY_MINUTES for _, end in slots):
        return rule.times
    return ",".join(
        f"{syntax.clock(start)}-{syntax.clock(min(end, DAY_MINUTES))}" for start, end in slots
    )
