"""The entry table as a form: days, up to three slots each, no syntax to know, no script needed."""

from dataclasses import replace
from datetime import time

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import opening_hours
from actors.opening_hours import words
from actors.opening_hours.entry import CLOSED, MOST_SLOTS, OTHER, SAME, Entry, Slot, Slots, to_osm
from actors.opening_hours.entry_checks import check
from actors.opening_hours.reading import from_osm

_DAYS = range(7)


class ClockField(forms.TimeField):
    """« 9:00 », and « 24:00 » or « 00:00 » for midnight."""

    def __init__(self):
        clock = forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": 300})
        super().__init__(required=False, widget=clock, error_messages={"invalid": _WRONG})


_WRONG = gettext_lazy("Écrivez l’heure avec deux points, par exemple 09:30.")


class HoursTableForm(forms.Form):
    """What an editor fills; `osm()` is the checked text, and what the table cannot show stays.

    `text`: the stored hours. When the table cannot say them, `is_beyond` is true: the text is then
    replaced only if something is filled.
    """

    unknown = forms.BooleanField(required=False, label=gettext_lazy("Horaires inconnus"))
    by_appointment = forms.BooleanField(required=False, label=gettext_lazy("Sur rendez-vous"))
    holidays = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Les jours fériés"),
        choices=[("", gettext_lazy("On ne sait pas")), ("closed", gettext_lazy("Fermé"))],
    )
    school = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Pendant les vacances scolaires"),
        choices=[(SAME, gettext_lazy("Mêmes horaires")), (CLOSED, gettext_lazy("Fermé"))],
    )
    like_monday = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Mêmes horaires que le lundi"),
        widget=forms.CheckboxSelectMultiple,
    )
    past_midnight = forms.BooleanField(
        required=False, label=gettext_lazy("Une fin après minuit est voulue")
    )

    def __init__(self, *args, text: str = "", **kwargs):
        self.base = from_osm(text)
        self.is_beyond = bool(text) and self.base is None
        self.entry = self.base or Entry()
        super().__init__(*args, initial=_initial(self.entry) | kwargs.pop("initial", {}), **kwargs)
        for day in _DAYS:
            for number in range(MOST_SLOTS):
                for end in ("start", "end"):
                    self.fields[f"d{day}_{number}_{end}"] = ClockField()
        self.fields["like_monday"].choices = [
            (str(day), words.weekday_words(day)) for day in _DAYS if day
        ]
        if self.entry.public_holidays:
            self.fields["holidays"].choices += [("kept", _("Horaires particuliers, gardés"))]
        if self.entry.school_holidays == OTHER:
            self.fields["school"].choices += [(OTHER, _("D’autres horaires, gardés"))]

    def rows(self) -> list[dict]:
        """A line a day: its name and its pairs of bound fields."""
        return [
            {
                "name": words.weekday_words(day),
                "slots": [
                    (self[f"d{day}_{number}_start"], self[f"d{day}_{number}_end"], number + 1)
                    for number in range(MOST_SLOTS)
                ],
            }
            for day in _DAYS
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            self.entry = self._entry(cleaned)
            for error in check(self.entry):
                self.add_error(None, str(error))
        return cleaned

    def osm(self) -> str:
        return to_osm(self.entry)

    def sentence(self) -> str:
        """The French the public will read; "" for unknown hours."""
        text = self.osm()
        return opening_hours.sentence(text) if text else ""

    def _entry(self, cleaned: dict) -> Entry:
        if cleaned["unknown"]:
            return Entry(unknown=True)
        days = [self._slots(cleaned, day) for day in _DAYS]
        for day in cleaned["like_monday"]:
            days[int(day)] = days[0]
        holidays = {"closed": (), "kept": self.entry.public_holidays}
        kept = self.entry if not self.entry.unknown else Entry()
        return replace(
            kept,
            days=tuple(days),
            by_appointment=cleaned["by_appointment"],
            public_holidays=holidays.get(cleaned["holidays"]),
            school_holidays=cleaned["school"] or SAME,
        )

    def _slots(self, cleaned: dict, day: int) -> Slots:
        found = []
        for number in range(MOST_SLOTS):
            start, end = (cleaned.get(f"d{day}_{number}_{which}") for which in ("start", "end"))
            if (start is None) != (end is None):
                name = words.weekday_words(day)
                self.add_error(None, _("%(day)s : il manque une heure.") % {"day": name})
            elif start is not None:
                crosses = cleaned["past_midnight"] and end < start and end != time(0)
                found.append(Slot(start, end, crosses))
        return tuple(found)


def _initial(entry: Entry) -> dict:
    values = {
        f"d{day}_{number}_{which}": getattr(slot, which)
        for day, slots in enumerate(entry.days)
        for number, slot in enumerate(slots)
        for which in ("start", "end")
    }
    holidays = {None: "", (): "closed"}.get(entry.public_holidays, "kept")
    return values | {
        "unknown": entry.unknown,
        "by_appointment": entry.by_appointment,
        "holidays": holidays,
        "school": entry.school_holidays,
        "past_midnight": any(slot.crosses_midnight for slots in entry.days for slot in slots),
    }
