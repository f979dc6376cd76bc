"""The entry table laid out: what a template walks through, in the order people fill it."""

from dataclasses import dataclass

from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actors.hours_table import GROUPS, HOLIDAYS, SCHOOL, WEEK, HoursTableForm
from actors.opening_hours import words
from actors.opening_hours.entry import MOST_SLOTS, OTHER


@dataclass(frozen=True)
class SlotRow:
    """A name, the days it is for when it is a group, and its pairs of clocks."""

    name: str
    slots: list[tuple[BoundField, BoundField, int]]
    days: BoundField | None = None


@dataclass(frozen=True)
class WeekBlock:
    groups: list[SlotRow]
    days: list[SlotRow]


@dataclass(frozen=True)
class SpecialBlock:
    name: str
    first: BoundField
    last: BoundField
    kind: BoundField
    reason: BoundField
    row: SlotRow


class HoursBlocks:
    """Of one form: `week`, `school`, `holidays`, `special`, and what is opened at once."""

    def __init__(self, form: HoursTableForm):
        self.form = form
        self.week = _week(form, WEEK)
        self.school = _week(form, SCHOOL)
        self.holidays = _row(form, HOLIDAYS, _("Jours fériés"))
        self.special = [_special(form, number) for number in range(form.special_count)]
        self.is_school_open = form["school"].value() == OTHER
        self.is_special_open = bool(form.entry.exceptions) or any(
            block.first.value() for block in self.special
        )


def _week(form: HoursTableForm, prefixes: tuple[str, str]) -> WeekBlock:
    group, day = prefixes
    names = [_("Groupe %(n)d") % {"n": number + 1} for number in range(GROUPS)]
    return WeekBlock(
        [
            _row(form, f"{group}{number}", name, days=form[f"{group}{number}_days"])
            for number, name in enumerate(names)
        ],
        [
            _row(form, f"{day}{number}", capfirst(words.weekday_words(number)))
            for number in range(7)
        ],
    )


def _row(form: HoursTableForm, prefix: str, name: str, days: BoundField | None = None) -> SlotRow:
    pairs = [
        (form[f"{prefix}_{number}_start"], form[f"{prefix}_{number}_end"], number + 1)
        for number in range(MOST_SLOTS)
    ]
    return SlotRow(name, pairs, days)


def _special(form: HoursTableForm, number: int) -> SpecialBlock:
    prefix, name = f"x{number}", _("Jours particuliers %(n)d") % {"n": number + 1}
    fields = [form[f"{prefix}_{part}"] for part in ("first", "last", "kind", "reason")]
    return SpecialBlock(name, *fields, row=_row(form, prefix, name))
