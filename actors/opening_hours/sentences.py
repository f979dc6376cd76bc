"""Hours as French sentences: the whole text, every interval that counts told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import time

from django.utils.translation import gettext as _

from actors.opening_hours import syntax
from actors.opening_hours.checks import is_readable
from actors.opening_hours.evaluation import mentions_appointment
from actors.opening_hours.order import WEEKLY, rank
from actors.opening_hours.seasons import numbered_words, season_words, weekdays_words
from actors.opening_hours.syntax import DAY_MINUTES, Rule
from actors.opening_hours.words import from_to_words, hour_words, list_words, sentence_case

_EVERY_DAY = frozenset(range(7))


@dataclass
class _Season:
    """What the rules of one part of the year say of each weekday, the later rule winning."""

    when: str
    days: dict[int, tuple[Rule, ...]] = field(default_factory=dict)
    # A rule shut every day before others opened some: nothing is left of the usual week.
    is_reset: bool = False

    def add(self, rule: Rule, days: frozenset[int]) -> None:
        for day in days:
            before = self.days.get(day, ()) if rule.separator == "," else ()
            self.days[day] = (*before, rule)
        self.is_reset |= days == _EVERY_DAY

    def groups(self) -> list[tuple[frozenset[int], tuple[Rule, ...]]]:
        """The weekdays that share their words, in the order of the week."""
        found: dict[str, list[int]] = {}
        for day in sorted(self.days):
            found.setdefault(_rules_words(self.days[day]), []).append(day)
        return [(frozenset(days), self.days[days[0]]) for days in found.values()]


def sentence(text: str) -> str:
    """« Du lundi au vendredi de 9 h à 12 h. Fermé les jours fériés. »; "" for unreadable hours."""
    rules = syntax.parse(text)
    if not rules or not is_readable(text):
        return ""
    parts = dict.fromkeys(_sentences(rules))
    return " ".join(f"{sentence_case(part)}." for part in parts if part)


def _sentences(rules: tuple[Rule, ...]) -> Iterator[str]:
    seasons: dict[str, _Season] = {"": _Season("")}
    fallbacks = []
    for rule in _effective(rules):
        if rule.separator == "||" or fallbacks:
            fallbacks.append(_("sinon, %(hours)s") % {"hours": _rules_words((rule,))})
            continue
        for when, days in _speaks_of(rule):
            seasons.setdefault(when, _Season(when)).add(rule, days)
    usual = seasons.pop("")
    yield from _usual_sentences(usual)
    for season in seasons.values():
        yield from _season_sentences(season, usual)
    yield from fallbacks


def _effective(rules: tuple[Rule, ...]) -> Iterator[Rule]:
    """The rules without those that later weekly rules cancel (the traps of the order)."""
    usual = frozenset().union(*(_named_days(rule) for rule in rules if _is_weekly(rule)))
    for index, rule in enumerate(rules):
        later = frozenset().union(
            *(_named_days(other) for other in rules[index + 1 :] if _is_weekly(other))
        )
        days = _named_days(rule)
        if rule.is_off and days & usual:
            days &= usual
        if _is_weekly(rule) or rule.separator != ";" or not days <= later:
            yield rule


def _is_weekly(rule: Rule) -> bool:
    return rule.separator == ";" and rank(rule) == WEEKLY


def _named_days(rule: Rule) -> frozenset[int]:
    """The weekdays that a rule can fall on: Monday too for "Mo[1]"."""
    return syntax.weekdays(replace(rule, days=re.sub(r"\[.*?\]", "", rule.days))) or _EVERY_DAY


def _speaks_of(rule: Rule) -> Iterator[tuple[str, frozenset[int]]]:
    """(words of the season, weekdays) of each part of the year that a rule speaks of."""
    unsaid = _("certains jours")
    when = season_words(rule) if rule.readable else None
    if when is None:
        yield unsaid, _EVERY_DAY
        return
    days = syntax.weekdays(rule)
    if days is None:
        numbered = numbered_words(rule)
        yield ", ".join(part for part in (when, numbered or unsaid) if part), _EVERY_DAY
        return
    yield when, days
    if rule.days and rule.holidays and not rule.both:
        alone = Rule(wide=rule.wide, holidays=rule.holidays)
        yield season_words(alone) or unsaid, _EVERY_DAY


def _usual_sentences(usual: _Season) -> Iterator[str]:
    if usual.days and all(rules[-1].is_off for rules in usual.days.values()):
        yield from {_rules_words(rules): None for rules in usual.days.values()}
        return
    for days, rules in usual.groups():
        if rules[-1].is_off and not rules[-1].comment:
            # A day without hours is shut without a word.
            continue
        words = _rules_words(rules)
        if len(days) == 7 and rules[0].is_bare and not rules[0].times:
            yield words
        else:
            # « Tous les jours, jour et nuit », « Le lundi, sur rendez-vous »
            says_hours = syntax.minutes(rules[0]) not in (None, (), ((0, DAY_MINUTES),))
            glue = " " if says_hours else ", "
            yield f"{weekdays_words(days)}{glue}{words}"


def _season_sentences(season: _Season, usual: _Season) -> Iterator[str]:
    groups = season.groups()
    if all(rules[-1].is_off for _days, rules in groups):
        for days, rules in groups:
            text = _("fermé %(when)s") % {"when": season.when}
            if len(days) < 7:
                text = f"{text}, {weekdays_words(days)}"
            yield text + _comment_words(rules[-1])
        return
    parts = []
    for days, rules in groups:
        if rules[-1].is_off and season.is_reset and not rules[-1].comment:
            continue
        which = "" if len(days) == 7 else f"{weekdays_words(days)} "
        parts.append(f"{which}{_rules_words(rules)}")
    if set(usual.days) - set(season.days):
        parts.append(_("les autres jours comme d’habitude"))
    yield f"{season.when}, {', '.join(parts)}"


def _rules_words(rules: tuple[Rule, ...]) -> str:
    return ", ".join(_rule_words(rule) for rule in rules)


def _rule_words(rule: Rule) -> str:
    if rule.is_off:
        return _("fermé") + _comment_words(rule)
    hours = _hours_words(rule)
    if not hours and mentions_appointment(rule.comment):
        return rule.comment
    hours = hours or _("horaires à demander")
    if rule.modifier == "unknown":
        hours = _("%(hours)s, à confirmer") % {"hours": hours}
    return hours + _comment_words(rule)


def _comment_words(rule: Rule) -> str:
    if not rule.comment:
        return ""
    return f", {rule.comment}" if mentions_appointment(rule.comment) else f" ({rule.comment})"


def _hours_words(rule: Rule) -> str:
    slots = syntax.minutes(rule)
    if slots is None:
        open_end = re.fullmatch(r"(\d\d):(\d\d)\+", rule.times)
        if open_end is None:
            return _("à des heures à demander")
        start = hour_words(time(int(open_end[1]) % 24, int(open_end[2])))
        return _("à partir de %(start)s") % {"start": start}
    return list_words([from_to_words(_clock(start), _clock(end)) for start, end in slots])


def _clock(minutes: int) -> time:
    minutes %= DAY_MINUTES
    return time(minutes // 60, minutes % 60)
