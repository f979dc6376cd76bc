"""Filters of the agenda: theme, level, place, week; an option always leads to a session."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.opening_hours import date_words
from actors.vocabularies import vocabulary
from services.agenda.snapshot import Row
from services.panel import Chip, Field, Option

MAX_VALUES = 20
WEEKS_SHOWN = 6
VALUES: dict[str, Callable[[Row], Iterable[str]]] = {
    "theme": lambda row: row.themes,
    "niveau": lambda row: (row.level,) if row.level else (),
    "lieu": lambda row: (row.location_slug,),
    "semaine": lambda row: (row.week,),
}
LABELS = {
    "theme": gettext_lazy("Pour apprendre quoi ?"),
    "niveau": gettext_lazy("Niveau"),
    "lieu": gettext_lazy("Où ?"),
    "semaine": gettext_lazy("Quand ?"),
}


def week_words(week: str) -> str:
    """« 2026-W48 » as « Semaine du lundi 23 novembre »."""
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    return _("Semaine du %(day)s") % {"day": date_words(monday)}


def counts(name: str, rows: Iterable[Row]) -> Counter[str]:
    return Counter(code for row in rows for code in VALUES[name](row))


class AgendaFilter:
    """OR inside one parameter, AND between them; what the agenda does not have is left out."""

    def __init__(self, rows: list[Row], params: QueryDict, path: str):
        self.rows = rows
        self.params = params
        self.path = path
        self.known = {name: counts(name, rows) for name in VALUES}
        self.places = {row.location_slug: row.location_name for row in rows}
        self.chosen = {name: self._chosen(name) for name in VALUES}

    def _chosen(self, name: str) -> list[str]:
        asked = dict.fromkeys(self.params.getlist(name)[:MAX_VALUES])
        return [code for code in asked if code in self.known[name]]

    def kept(self, *, but: str = "") -> list[Row]:
        """Rows that pass every filter, `but` one."""
        asked = {name: codes for name, codes in self.chosen.items() if codes and name != but}
        return [
            row
            for row in self.rows
            if all(
                any(code in codes for code in VALUES[name](row)) for name, codes in asked.items()
            )
        ]

    def fields(self) -> list[Field]:
        """One set of boxes a parameter, when there is a choice to make."""
        fields = [self._field(name) for name in VALUES]
        return [field for field in fields if len(field.options) > 1 or self.chosen[field.name]]

    def _field(self, name: str) -> Field:
        left = counts(name, self.kept(but=name))
        chosen = self.chosen[name]
        options = [
            Option(code, self.label_of(name, code), left[code], code in chosen)
            for code in self._ordered(name)
            if left[code] or code in chosen
        ]
        return Field(name, str(LABELS[name]), "checkbox", options)

    def _ordered(self, name: str) -> list[str]:
        codes = self.known[name]
        if name == "semaine":
            # Fifty weeks would hide the rest of the form.
            return sorted({*sorted(codes)[:WEEKS_SHOWN], *self.chosen[name]})
        if name == "lieu":
            return sorted(codes, key=lambda code: (self.label_of(name, code), code))
        return sorted(codes, key=vocabulary("level" if name == "niveau" else name).order_of)

    def label_of(self, name: str, code: str) -> str:
        if name == "semaine":
            return week_words(code)
        if name == "lieu":
            return self.places[code]
        return str(vocabulary("level" if name == "niveau" else name).label_of(code))

    def chips(self) -> list[Chip]:
        return [
            Chip(self.label_of(name, code), self._url_without(name, code))
            for name, codes in self.chosen.items()
            for code in codes
        ]

    def _url_without(self, name: str, code: str) -> str:
        params = self.params.copy()
        params.pop("page", None)
        params.setlist(name, [value for value in params.getlist(name) if value != code])
        query = params.urlencode()
        return f"{self.path}?{query}" if query else self.path
