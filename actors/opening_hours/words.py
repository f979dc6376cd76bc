"""Hours, days and lists in words: French here, every other language through its catalogue."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import dateformat
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from actors.opening_hours.calendars import in_paris

# Past half a year, « mardi 24 novembre » could be this year's.
_YEAR_SAID_AFTER_DAYS = 180
_A_DAY = timedelta(days=1)


def hour_words(at: time | datetime) -> str:
    """« 9 h », « 9 h 30 », « minuit »."""
    if at.hour == at.minute == 0:
        return _("minuit")
    if at.minute == 0:
        return _("%(hour)d h") % {"hour": at.hour}
    return _("%(hour)d h %(minute)02d") % {"hour": at.hour, "minute": at.minute}


def slot_words(start: time | datetime, end: time | datetime) -> str:
    """« 9 h à 12 h »; « jour et nuit » from midnight to midnight, or for days on end."""
    if is_whole_day(start, end):
        return _("jour et nuit")
    return _("%(start)s à %(end)s") % {"start": hour_words(start), "end": hour_words(end)}


def from_to_words(start: time | datetime, end: time | datetime) -> str:
    """« de 9 h à 12 h »."""
    if is_whole_day(start, end):
        return _("jour et nuit")
    return _("de %(start)s à %(end)s") % {"start": hour_words(start), "end": hour_words(end)}


def is_whole_day(start: time | datetime, end: time | datetime) -> bool:
    """From a midnight to a midnight, or for more than a day."""
    if isinstance(start, datetime) and isinstance(end, datetime) and end - start > _A_DAY:
        return True
    return start.hour == start.minute == end.hour == end.minute == 0


def list_words(items: Sequence[str]) -> str:
    """« a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    first = ", ".join(items[:-1])
    return _("%(first)s et %(last)s") % {"first": first, "last": items[-1]}


def weekday_words(day: int) -> str:
    """« lundi » for 0."""
    return str(WEEKDAYS[day])


def date_words(day: date, *, year: bool = False) -> str:
    """« mardi 24 novembre », with its year when asked; « vendredi 1er janvier »."""
    if day.day == 1:
        pattern = pgettext("date, premier du mois", r"l 1\e\r F")
    else:
        pattern = pgettext("date", "l j F")
    return dateformat.format(day, f"{pattern} {_year_pattern()}" if year else pattern)


def month_words(day: date, *, year: bool = False) -> str:
    """« 24 novembre », with its year when asked; « 1er janvier »."""
    if day.day == 1:
        pattern = pgettext("date sans jour de semaine, premier du mois", r"1\e\r F")
    else:
        pattern = pgettext("date sans jour de semaine", "j F")
    return dateformat.format(day, f"{pattern} {_year_pattern()}" if year else pattern)


def _year_pattern() -> str:
    """Spanish and Portuguese say « 24 de noviembre de 2026 »."""
    return pgettext("date, l’année après le mois", "Y")


def day_words(day: date, today: date) -> str:
    """« aujourd’hui », « demain », « mardi 24 novembre », its year when it is far."""
    if day == today:
        return _("aujourd’hui")
    if day == today + timedelta(days=1):
        return _("demain")
    return date_words(day, year=abs((day - today).days) > _YEAR_SAID_AFTER_DAYS)


def near_day_words(day: date, today: date) -> str:
    """As `day_words`, but « mardi » alone within the six days that follow."""
    if 1 < (day - today).days < 7:
        return weekday_words(day.weekday())
    return day_words(day, today)


def opening_words(opens_at: datetime, at: datetime, *, near: bool = False) -> str:
    """« à 14 h » today, else « demain à 9 h », « mardi 24 novembre à 9 h » (« mardi » if near)."""
    hour = hour_words(opens_at)
    if opens_at.date() == at.date():
        return _("à %(hour)s") % {"hour": hour}
    words = near_day_words if near else day_words
    day = words(opens_at.date(), at.date())
    return _("%(day)s à %(hour)s") % {"day": day, "hour": hour}


def opening_line(start: datetime, end: datetime, at: datetime) -> str:
    """« aujourd’hui jusqu’à 12 h » once it has begun, else « mardi 24 novembre, 9 h à 12 h »."""
    today = in_paris(at).date()
    day = day_words(start.date(), today)
    if start <= at and end.date() == today:
        return _("%(day)s jusqu’à %(hour)s") % {"day": day, "hour": hour_words(end)}
    return _("%(day)s, %(hours)s") % {"day": day, "hours": slot_words(start, end)}


def sentence_case(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]
