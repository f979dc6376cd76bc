"""The days a rule speaks of, in words: holidays, dates, months, weeks, « le premier lundi »."""

import re
from datetime import date

from django.utils.dateformat import format as date_format
from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from actors.opening_hours import syntax
from actors.opening_hours.syntax import MONTHS, WEEKDAYS, Dates, Rule
from actors.opening_hours.words import date_words, list_words, weekday_words

_MONTH = "|".join(MONTHS)
_MONTHS_RANGE = re.compile(rf"(?:(\d{{4}}) ?)?({_MONTH})(?:-({_MONTH}))?")
_WEEKS = re.compile(r"week ?(\d{1,2})(?:-(\d{1,2})(?:/(\d))?)?")
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")
_NUMBERED = re.compile(r"(\w\w)\[([-\d,]+)\]")
# A leap year, for dates that come back every year.
_ANY_YEAR = 2028


def weekdays_words(days: frozenset[int] | set[int]) -> str:
    """« tous les jours », « du lundi au vendredi », « le lundi et le jeudi »."""
    if len(days) == 7:
        return _("tous les jours")
    parts = []
    for run in syntax.runs(days):
        if len(run) > 2:
            first, last = weekday_words(run[0]), weekday_words(run[-1])
            parts.append(_("du %(first)s au %(last)s") % {"first": first, "last": last})
        else:
            parts += [_("le %(day)s") % {"day": weekday_words(day)} for day in run]
    return list_words(parts)


def season_words(rule: Rule) -> str | None:
    """« pendant les vacances scolaires », « de juillet à août »; "" all year; None if unsaid."""
    wide = wide_words(rule)
    if wide is None:
        return None
    names = {"PH": _("les jours fériés"), "SH": _("pendant les vacances scolaires")}
    holidays = [names[name] for name in rule.holidays] if rule.both or not rule.days else []
    return ", ".join(part for part in (wide, list_words(holidays)) if part)


def wide_words(rule: Rule) -> str | None:
    """The years, months, weeks or dates of a rule in words, None when they are beyond words."""
    if not rule.wide:
        return ""
    try:
        dates = syntax.dates(rule)
        if dates:
            return list_words([_dates_words(day) for day in dates])
    except ValueError:
        return None
    for pattern, words in ((_WEEKS, _weeks_words), (_YEARS, _years_words)):
        if match := pattern.fullmatch(rule.wide):
            return words(match)
    months = [_MONTHS_RANGE.fullmatch(item.strip()) for item in rule.wide.split(",")]
    return list_words([_months_words(match) for match in months]) if all(months) else None


def _dates_words(dates: Dates) -> str:
    span = dates.span()
    if span is None:
        return _yearly_words(dates)
    first, last = span
    if first == last:
        return _("le %(day)s") % {"day": date_words(first, year=True)}
    start = date_words(first, year=first.year != last.year)
    return _("du %(first)s au %(last)s") % {"first": start, "last": date_words(last, year=True)}


def _yearly_words(dates: Dates) -> str:
    first, last = (_day_month_words(*day) for day in (dates.first, dates.last))
    if dates.first == dates.last:
        return _("chaque année le %(day)s") % {"day": first}
    return _("chaque année du %(first)s au %(last)s") % {"first": first, "last": last}


def _day_month_words(month: int, day: int) -> str:
    if day == 1:
        pattern = pgettext("date sans jour de semaine, premier du mois", r"1\e\r F")
    else:
        pattern = pgettext("date sans jour de semaine", "j F")
    return date_format(date(_ANY_YEAR, month, day), pattern)


def _months_words(match: re.Match) -> str:
    year, first, last = match.groups()
    names = [str(MONTH_NAMES[MONTHS.index(month) + 1]) for month in (first, last) if month]
    if len(names) == 1:
        text = _("en %(month)s") % {"month": names[0]}
    else:
        text = _("de %(first)s à %(last)s") % {"first": names[0], "last": names[1]}
    return f"{text} {year}" if year else text


def _weeks_words(match: re.Match) -> str | None:
    first, last, step = match.groups()
    if step == "2" and int(last) >= 52:
        return _("les semaines impaires") if int(first) % 2 else _("les semaines paires")
    if step:
        return None
    if last is None:
        return _("la semaine %(number)d") % {"number": int(first)}
    numbers = {"first": int(first), "last": int(last)}
    return _("de la semaine %(first)d à la semaine %(last)d") % numbers


def _years_words(match: re.Match) -> str:
    first, last = match.groups()
    if last is None:
        return _("en %(year)s") % {"year": first}
    return _("de %(first)s à %(last)s") % {"first": first, "last": last}


def numbered_words(rule: Rule) -> str | None:
    """« le premier et le troisième lundi du mois » for "Mo[1,3]"; None when beyond words."""
    parts = []
    for item in re.split(r",(?![^\[]*\])", rule.days):
        match = _NUMBERED.fullmatch(item)
        if match is None:
            return None
        places = [_place_words(int(number)) for number in match[2].split(",") if number]
        if None in places:
            return None
        day = weekday_words(WEEKDAYS.index(match[1]))
        parts.append(_("%(places)s %(day)s du mois") % {"places": list_words(places), "day": day})
    return list_words(parts)


def _place_words(number: int) -> str | None:
    return {
        1: _("le premier"),
        2: _("le deuxième"),
        3: _("le troisième"),
        4: _("le quatrième"),
        5: _("le cinquième"),
        -1: _("le dernier"),
        -2: _("l’avant-dernier"),
    }.get(number)
