"""The entry table as a form: groups of days, days, holidays, special days; no syntax, no script."""

from dataclasses import replace
from datetime import date, time

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import opening_hours
from actors.opening_hours import words
from actors.opening_hours.entry import (
    CLOSED,
    MOST_SLOTS,
    NO_HOURS,
    OTHER,
    SAME,
    Entry,
    Slot,
    Slots,
    SpecialDays,
    Week,
    to_osm,
)
from actors.opening_hours.entry_checks import check
from actors.opening_hours.reading import from_osm

_DAYS = range(7)
# Prefixes of the fields: groups of days, days; the same in the school holidays; public holidays.
WEEK, SCHOOL, HOLIDAYS = ("g", "d"), ("sg", "s"), "h"
GROUPS = 2
# Empty lines for special days, below those that are there.
MORE_SPECIAL_DAYS = 2
MOST_SPECIAL_DAYS = 20
_SPECIAL_HOURS = gettext_lazy(
    "Jours particuliers : « ouvert » va avec des heures, « fermé » n’en a pas."
)
_WRONG = gettext_lazy("Écrivez l’heure avec deux points, par exemple 09:30.")


class ClockField(forms.TimeField):
    """« 9:00 », and « 24:00 » or « 00:00 » for midnight."""

    def __init__(self):
        clock = forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": 300})
        super().__init__(required=False, widget=clock, error_messages={"invalid": _WRONG})


class DayField(forms.DateField):
    def __init__(self, label: str):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(required=False, widget=widget, label=label)


class HoursTableForm(forms.Form):
    """What an editor fills; `osm()` is the checked text.

    `text`: the stored hours. When the table cannot say them, `is_beyond` is true: the text is then
    replaced only if something is filled.
    """

    unknown = forms.BooleanField(required=False, label=gettext_lazy("Horaires inconnus"))
    by_appointment = forms.BooleanField(required=False, label=gettext_lazy("Sur rendez-vous"))
    holidays = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Les jours fériés"),
        choices=[
            ("", gettext_lazy("On ne sait pas")),
            ("closed", gettext_lazy("Fermé")),
            ("open", gettext_lazy("Ouvert à ces heures :")),
        ],
    )
    school = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Pendant les vacances scolaires (zone B)"),
        choices=[
            (SAME, gettext_lazy("Mêmes horaires")),
            (CLOSED, gettext_lazy("Fermé")),
            (OTHER, gettext_lazy("D’autres horaires, ci-dessous")),
        ],
    )
    past_midnight = forms.BooleanField(
        required=False, label=gettext_lazy("Une fin après minuit est voulue")
    )

    def __init__(self, *args, text: str = "", **kwargs):
        self.text = text
        self.base = from_osm(text)
        self.is_beyond = bool(text) and self.base is None
        self.entry = self.base or Entry()
        self.special_count = min(MOST_SPECIAL_DAYS, len(self.entry.exceptions) + MORE_SPECIAL_DAYS)
        super().__init__(*args, initial=_initial(self.entry) | kwargs.pop("initial", {}), **kwargs)
        for group, day in (WEEK, SCHOOL):
            for number in range(GROUPS):
                self._add_group(f"{group}{number}")
            for number in _DAYS:
                self._add_slots(f"{day}{number}")
        self._add_slots(HOLIDAYS)
        for number in range(self.special_count):
            self._add_special_days(f"x{number}")

    def _add_slots(self, prefix: str) -> None:
        for number in range(MOST_SLOTS):
            for end in ("start", "end"):
                self.fields[f"{prefix}_{number}_{end}"] = ClockField()

    def _add_group(self, prefix: str) -> None:
        self.fields[f"{prefix}_days"] = forms.MultipleChoiceField(
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(day), capfirst(words.weekday_words(day))) for day in _DAYS],
        )
        self._add_slots(prefix)

    def _add_special_days(self, prefix: str) -> None:
        self.fields[f"{prefix}_first"] = DayField(_("Du"))
        self.fields[f"{prefix}_last"] = DayField(_("Au (compris)"))
        self.fields[f"{prefix}_kind"] = forms.ChoiceField(
            required=False,
            label=_("Ces jours-là"),
            choices=[("closed", _("fermé")), ("open", _("ouvert à ces heures"))],
        )
        self._add_slots(prefix)
        self.fields[f"{prefix}_reason"] = forms.CharField(
            required=False, max_length=60, label=_("Pourquoi (facultatif)")
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not self._is_untouched(cleaned):
            self.entry = self._entry(cleaned)
            for error in () if self.errors else check(self.entry):
                self.add_error(None, str(error))
        return cleaned

    def _is_untouched(self, cleaned: dict) -> bool:
        """Hours that the table cannot show, and nothing filled in their place."""
        quiet = {"school": SAME, "holidays": ""}
        return self.is_beyond and not any(
            value
            for name, value in cleaned.items()
            if quiet.get(name) != value and not name.endswith("_kind")
        )

    def osm(self) -> str:
        """The text to keep; what the table cannot show, when nothing replaces it."""
        if self.is_beyond and self.is_bound and self._is_untouched(self.cleaned_data):
            return self.text
        return to_osm(self.entry)

    def sentence(self) -> str:
        """The French the public will read; "" for unknown hours."""
        text = self.osm()
        return opening_hours.sentence(text) if text else ""

    def _entry(self, cleaned: dict) -> Entry:
        if cleaned["unknown"]:
            return Entry(unknown=True)
        school = cleaned["school"] or SAME
        holidays = {"closed": (), "open": self._slots(cleaned, HOLIDAYS, _("jours fériés"))}
        if cleaned["holidays"] == "open" and not holidays["open"]:
            self.add_error(None, _("Jours fériés : donnez les heures, ou choisissez « Fermé »."))
        return replace(
            Entry(),
            days=self._week(cleaned, WEEK),
            by_appointment=cleaned["by_appointment"],
            public_holidays=holidays.get(cleaned["holidays"]),
            school_holidays=school,
            school_days=self._week(cleaned, SCHOOL) if school == OTHER else NO_HOURS,
            exceptions=tuple(self._special_days(cleaned)),
        )

    def _week(self, cleaned: dict, prefixes: tuple[str, str]) -> Week:
        group_prefix, day_prefix = prefixes
        days = [
            self._slots(cleaned, f"{day_prefix}{day}", words.weekday_words(day)) for day in _DAYS
        ]
        for number in range(GROUPS):
            prefix = f"{group_prefix}{number}"
            picked = sorted(map(int, cleaned.get(f"{prefix}_days", ())))
            slots = self._slots(cleaned, prefix, _("groupe de jours"))
            if slots and not picked:
                self.add_error(None, _("Cochez les jours qui ont ces horaires."))
            for day in picked:
                if not slots:
                    self._tell(day, _("%(day)s : donnez les heures du groupe, ou décochez-le."))
                elif days[day] and days[day] != slots:
                    self._tell(day, _("%(day)s est rempli deux fois. Gardez un seul horaire."))
                days[day] = days[day] or slots
        return tuple(days)

    def _tell(self, day: int, text: str) -> None:
        self.add_error(None, text % {"day": capfirst(words.weekday_words(day))})

    def _special_days(self, cleaned: dict):
        for number in range(self.special_count):
            prefix = f"x{number}"
            first, last = cleaned.get(f"{prefix}_first"), cleaned.get(f"{prefix}_last")
            slots = self._slots(cleaned, prefix, _("jours particuliers"))
            is_open = cleaned.get(f"{prefix}_kind") == "open"
            if first is None:
                if last or slots or cleaned.get(f"{prefix}_reason"):
                    self.add_error(None, _("Jours particuliers : donnez la première date."))
                continue
            if is_open != bool(slots):
                self.add_error(None, _SPECIAL_HOURS)
            yield SpecialDays(
                first, last or first, slots if is_open else (), cleaned.get(f"{prefix}_reason", "")
            )

    def _slots(self, cleaned: dict, prefix: str, name: str) -> Slots:
        found = []
        for number in range(MOST_SLOTS):
            start, end = (cleaned.get(f"{prefix}_{number}_{which}") for which in ("start", "end"))
            if (start is None) != (end is None):
                self.add_error(None, _("%(day)s : il manque une heure.") % {"day": name})
            elif start is not None:
                crosses = cleaned["past_midnight"] and end < start and end != time(0)
                found.append(Slot(start, end, crosses))
        return tuple(found)


def _initial(entry: Entry) -> dict:
    holidays = {None: "", (): "closed"}.get(entry.public_holidays, "open")
    all_slots = [*entry.days, *entry.school_days, entry.public_holidays or ()]
    all_slots += [item.slots for item in entry.exceptions]
    values = {
        "unknown": entry.unknown,
        "by_appointment": entry.by_appointment,
        "holidays": holidays,
        "school": entry.school_holidays,
        "past_midnight": any(slot.crosses_midnight for slots in all_slots for slot in slots),
    }
    values |= _slot_values(HOLIDAYS, entry.public_holidays or ())
    values |= _week_values(WEEK, entry.days) | _week_values(SCHOOL, entry.school_days)
    for number, item in enumerate(entry.exceptions[:MOST_SPECIAL_DAYS]):
        values |= _special_values(f"x{number}", item)
    return values


def _week_values(prefixes: tuple[str, str], week: Week) -> dict:
    """Days that share their hours as groups, the larger first; the others one by one."""
    group_prefix, day_prefix = prefixes
    together: dict[Slots, list[int]] = {}
    for day, slots in enumerate(week):
        if slots:
            together.setdefault(slots, []).append(day)
    shared = [(slots, days) for slots, days in together.items() if len(days) > 1]
    shared.sort(key=lambda pair: (-len(pair[1]), pair[1]))
    values: dict = {}
    grouped = set()
    for number, (slots, days) in enumerate(shared[:GROUPS]):
        values[f"{group_prefix}{number}_days"] = [str(day) for day in days]
        values |= _slot_values(f"{group_prefix}{number}", slots)
        grouped.update(days)
    for day in _DAYS:
        if day not in grouped:
            values |= _slot_values(f"{day_prefix}{day}", week[day])
    return values


def _special_values(prefix: str, item: SpecialDays) -> dict:
    values: dict[str, date | str] = {
        f"{prefix}_first": item.first,
        f"{prefix}_last": item.last,
        f"{prefix}_kind": "open" if item.slots else "closed",
        f"{prefix}_reason": item.reason,
    }
    return values | _slot_values(prefix, item.slots)


def _slot_values(prefix: str, slots: Slots) -> dict:
    return {
        f"{prefix}_{number}_{which}": getattr(slot, which)
        for number, slot in enumerate(slots[:MOST_SLOTS])
        for which in ("start", "end")
    }
