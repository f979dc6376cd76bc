"""What is wrong in a filled table, in French, with the place of each fault and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from actors.opening_hours.calendars import is_public_holiday
from actors.opening_hours.checks import LATEST_NIGHT
from actors.opening_hours.entry import (
    MOST_SLOTS,
    OTHER,
    SCHOOL_HOLIDAYS,
    Entry,
    Slot,
    Slots,
    SpecialDays,
    Week,
    slot_of,
    to_osm,
)
from actors.opening_hours.syntax import DAY_MINUTES, MAX_LENGTH
from actors.opening_hours.words import date_words, sentence_case, slot_words, weekday_words

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class EntryError:
    """`where` is "days.0" (Monday), "school_days.6", "exceptions.2", "public_holidays" or ""."""

    where: str
    message: str

    def __str__(self) -> str:
        return self.message


def check(entry: Entry) -> list[EntryError]:
    """Every fault of an entry; [] when `to_osm` may write it."""
    found = list(_faults(entry))
    if not found and len(text := to_osm(entry)) > MAX_LENGTH:
        message = _(
            "Ces horaires sont trop longs pour être gardés (%(length)d signes, %(most)d au plus). "
            "Retirez les exceptions passées."
        ) % {"length": len(text), "most": MAX_LENGTH}
        found.append(EntryError("exceptions", message))
    return found


def _faults(entry: Entry) -> Iterator[EntryError]:
    has_hours = any(entry.days) or any(item.slots for item in entry.exceptions)
    if entry.school_holidays not in SCHOOL_HOLIDAYS:
        yield EntryError("school_holidays", _("Choisissez l’une des trois réponses."))
    if entry.unknown:
        if has_hours or entry.by_appointment:
            message = _("Horaires inconnus : décochez la case, ou effacez le reste.")
            yield EntryError("", message)
        return
    is_other = entry.school_holidays == OTHER
    if not (has_hours or entry.by_appointment or (is_other and any(entry.school_days))):
        message = _("Aucun horaire. Remplissez un jour, ou cochez « Horaires inconnus ».")
        yield EntryError("", message)
    yield from _week_faults("days", entry.days)
    if is_other:
        yield from _week_faults("school_days", entry.school_days)
        if not any(entry.school_days):
            message = _("Aucun horaire pour les vacances scolaires. Choisissez « fermé ».")
            yield EntryError("school_days", message)
    if entry.public_holidays:
        name = _("jours fériés")
        yield from _slot_faults("public_holidays", name, entry.public_holidays)
    yield from _exception_faults(entry)


def _week_faults(where: str, week: Week) -> Iterator[EntryError]:
    if len(week) != 7:
        yield EntryError(where, _("Une semaine compte sept jours."))
        return
    for day, slots in enumerate(week):
        found = list(_slot_faults(f"{where}.{day}", weekday_words(day), slots))
        yield from found
        night = _night_end(week[day - 1])
        if not found and slots and night > min(slot.minutes()[0] for slot in slots):
            message = _("%(day)s : la nuit de la veille finit après l’ouverture.")
            yield EntryError(f"{where}.{day}", message % {"day": _name(weekday_words(day))})


def _night_end(slots: Slots) -> int:
    return max((slot.minutes()[1] - DAY_MINUTES for slot in slots), default=0)


def _name(day: str) -> str:
    return sentence_case(day)


def _slot_faults(where: str, day: str, slots: Slots) -> Iterator[EntryError]:
    name = _name(day)
    if len(slots) > MOST_SLOTS:
        message = _("%(day)s : trois créneaux au plus. Réunissez-en deux.") % {"day": name}
        yield EntryError(where, message)
    faults = [message for slot in slots if (message := _slot_fault(name, slot))]
    yield from (EntryError(where, message) for message in faults)
    if not faults:
        yield from _overlap_faults(where, name, slots)


def _slot_fault(name: str, slot: Slot) -> str | None:
    start, end = slot.minutes()
    if slot.start == slot.end != time(0):
        return _("%(day)s : l’ouverture et la fermeture sont à la même heure.") % {"day": name}
    if slot.crosses_midnight and slot.end != time(0) and end - start >= DAY_MINUTES:
        message = _("%(day)s : %(hours)s finit le même jour. Décochez « finit le lendemain ».")
        return message % {"day": name, "hours": slot_words(slot.start, slot.end)}
    if end > start:
        return None
    values = {"day": name, "swapped": slot_words(slot.end, slot.start)}
    if end > LATEST_NIGHT:
        return _("%(day)s : la fin est avant le début. Écrivez plutôt %(swapped)s.") % values
    message = _(
        "%(day)s : la fin est avant le début. Écrivez plutôt %(swapped)s, "
        "ou cochez « finit le lendemain »."
    )
    return message % values


def _overlap_faults(where: str, name: str, slots: Slots) -> Iterator[EntryError]:
    ordered = sorted(slots, key=Slot.minutes)
    for first, second in zip(ordered, ordered[1:], strict=False):
        (start, end), (next_start, next_end) = first.minutes(), second.minutes()
        if next_start >= end:
            continue
        whole = slot_of(start, max(end, next_end))
        message = _(
            "%(day)s : « %(first)s » et « %(second)s » se chevauchent. Écrivez plutôt %(whole)s."
        )
        values = {
            "day": name,
            "first": slot_words(first.start, first.end),
            "second": slot_words(second.start, second.end),
            "whole": slot_words(whole.start, whole.end),
        }
        yield EntryError(where, message % values)


def _exception_faults(entry: Entry) -> Iterator[EntryError]:
    for number, item in enumerate(entry.exceptions):
        where = f"exceptions.{number}"
        name = date_words(item.first, year=True)
        if item.first.year < _FIRST_YEAR or item.last.year > _LAST_YEAR:
            yield EntryError(where, _("Écrivez l’année en quatre chiffres, comme 2026."))
            continue
        if item.last < item.first:
            message = _("%(day)s : la dernière date est avant la première.")
            yield EntryError(where, message % {"day": _name(name)})
            continue
        yield from _slot_faults(where, name, item.slots)
        if _is_lost(entry, item):
            message = _(
                "%(day)s est un jour férié : ces horaires ne compteraient pas. "
                "Retirez-les, ou ne dites rien des jours fériés."
            )
            yield EntryError(where, message % {"day": _name(name)})
        for other in entry.exceptions[:number]:
            if _collide(item, other):
                message = _("%(day)s : ces dates en chevauchent d’autres. Séparez-les.")
                yield EntryError(where, message % {"day": _name(name)})


def _is_lost(entry: Entry, item: SpecialDays) -> bool:
    """A special day that the rule on public holidays, which comes last, would undo."""
    is_one_day = item.slots and item.first == item.last
    return entry.public_holidays is not None and is_one_day and is_public_holiday(item.first)


def _collide(one: SpecialDays, other: SpecialDays) -> bool:
    """Dates that share days, unless one lies inside the other: then the shorter one wins."""
    if one.last < other.first or other.last < one.first:
        return False
    long, short = sorted((one, other), key=lambda item: item.first - item.last)
    return not (
        long.first <= short.first and short.last <= long.last and _length(long) > _length(short)
    )


def _length(item: SpecialDays) -> int:
    return (item.last - item.first).days
