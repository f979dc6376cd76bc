"""The filter panel as data: four groups of options with counts, chips, ways out of nothing."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actors import geo, vocabularies
from actors.text import typeset
from services import openings
from services.choices import PILLAR
from services.facets import TERM_PARAMETERS
from services.results import Results

# An option under three services is hidden unless it is chosen: it would send people nowhere.
FEWEST = 3

NEAR_NEEDS = 4

GROUPS = (
    ("pourquoi", gettext_lazy("Pour quoi ?"), ("pilier", "besoin", "theme")),
    ("pourqui", gettext_lazy("Pour qui ?"), ("public", "niveau", "frais")),
    ("ou", gettext_lazy("Où ?"), ("pres", "quartier", "acces")),
    ("quand", gettext_lazy("Quand ?"), ("ouvert",)),
)
RADIOS = ("pres", "ouvert")
GROUPED = {name for _code, _title, names in GROUPS for name in names}
# Read by the page itself; the form must not send them twice.
NOT_CARRIED = GROUPED | {"q", "page", "tri"}
OPENING_LABELS = {
    openings.NOW: gettext_lazy("Ouvert maintenant"),
    openings.TODAY: gettext_lazy("Ouvert aujourd’hui"),
}
SORT_LABELS = {
    "pertinence": gettext_lazy("Les plus utiles d’abord"),
    "proximite": gettext_lazy("Les plus proches d’abord"),
    "ouvert": gettext_lazy("Ouverts d’abord"),
    "nom": gettext_lazy("De A à Z"),
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    kind: str
    options: list[Option]


@dataclass(frozen=True)
class PanelGroup:
    code: str
    title: str
    chosen: int
    fields: list[Field]


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


@dataclass(frozen=True)
class DropOption:
    label: str
    url: str
    count: int


class Panel:
    """Everything around a list of results that speaks of what was asked."""

    def __init__(self, results: Results, params: QueryDict, path: str):
        self.results = results
        self.filterset = results.filterset
        self.params = params
        self.path = path
        self.base = results.base_bitmap()
        self.counts = results.facets().counts(self.base, results.chosen_codes())

    @property
    def total(self) -> int:
        return self.results.total

    def label_of(self, name: str, code: str) -> str:
        if name == "besoin":
            return str(self.filterset.catalogue.needs[code])
        if name == "acteur":
            return self.filterset.catalogue.actors[code]
        if name == "quartier":
            return geo.quarter_labels()[code]
        if name == "pres":
            return _("Près de : %(place)s") % {"place": geo.landmarks()[code].label}
        if name == "ouvert":
            return str(OPENING_LABELS[code])
        if name == "pilier":
            return str(PILLAR.label_of(code))
        return str(vocabularies.vocabulary(TERM_PARAMETERS[name]).label_of(code))

    def groups(self) -> list[PanelGroup]:
        groups = []
        for code, title, names in GROUPS:
            fields = [field for name in names if (field := self.field(name)).options]
            chosen = sum(len(self.filterset.chosen[name]) for name in names)
            if fields:
                groups.append(PanelGroup(code, str(title), chosen, fields))
        return groups

    def field(self, name: str, *, fewest: int = FEWEST) -> Field:
        """One parameter with its options; those under `fewest` services are hidden."""
        kind = "radio" if name in RADIOS else "checkbox"
        label = str(self.filterset.filters[name].label)
        return Field(name, label, kind, self._options(name, fewest))

    def _options(self, name: str, fewest: int) -> list[Option]:
        chosen = self.filterset.chosen[name]
        if name in RADIOS:
            values = geo.landmarks() if name == "pres" else OPENING_LABELS
            return [Option(code, self._radio(name, code), None, code in chosen) for code in values]
        counts = self.counts[name]
        options = [
            Option(code, self.label_of(name, code), counts.get(code, 0), code in chosen)
            for code in self.ordered_codes(name)
        ]
        return [option for option in options if option.count >= fewest or option.chosen]

    def _radio(self, name: str, code: str) -> str:
        return str(geo.landmarks()[code].label) if name == "pres" else self.label_of(name, code)

    def ordered_codes(self, name: str):
        if name == "besoin":
            return list(self.filterset.catalogue.needs)
        if name == "quartier":
            labels = geo.quarter_labels()
            return sorted(labels, key=labels.get)
        if name == "pilier":
            return PILLAR.codes()
        return vocabularies.vocabulary(TERM_PARAMETERS[name]).codes()

    # Links that change one thing and keep the rest.

    def url_without(self, *names: str, code: str = "") -> str:
        params = self.params.copy()
        params.pop("page", None)
        for name in names:
            kept = [value for value in params.getlist(name) if code and value != code]
            params.setlist(name, kept)
            if not kept:
                params.pop(name, None)
        query = params.urlencode()
        return f"{self.path}?{query}" if query else self.path

    def chips(self) -> list[Chip]:
        chips = [
            Chip(self.label_of(name, code), self.url_without(name, code=code))
            for name, codes in self.filterset.chosen.items()
            for code in codes
        ]
        start = self.filterset.start
        if start and not start.label:
            chips.append(Chip(_("Autour de moi"), self.url_without("lat", "lon", "rayon")))
        if self.filterset.box:
            chips.append(Chip(_("Cette partie de la carte"), self.url_without("bbox")))
        return chips

    def clear_url(self) -> str:
        return self.url_without(*(name for name in self.params if name != "q"))

    def hidden_fields(self) -> list[tuple[str, str]]:
        known = self.filterset.filters
        return [
            (name, value)
            for name, values in self.params.lists()
            if name in known and name not in NOT_CARRIED
            for value in values
        ]

    def sort_field(self) -> Field:
        possible = [
            code for code in SORT_LABELS if code != "proximite" or self.filterset.start is not None
        ]
        options = [
            Option(code, str(SORT_LABELS[code]), None, code == self.results.sort)
            for code in possible
        ]
        return Field("tri", _("Trier"), "radio", options)

    def drop_options(self) -> list[DropOption]:
        """For an empty page: each filter that could go, with the number of results it frees."""
        chosen = self.results.chosen_codes()
        options = []
        for name, codes in self.filterset.chosen.items():
            if codes:
                options.append(self._drop(chosen, name, codes))
        if self.filterset.value("q"):
            options.append(self._drop_words())
        options += [
            self._drop_free(label, names) for label, names, asked in self._free_filters() if asked
        ]
        return sorted((o for o in options if o.count), key=lambda option: -option.count)

    def _free_filters(self):
        start = self.filterset.start
        return (
            (_("Chercher plus loin"), ("rayon",), start and self.filterset.radius),
            (_("Sur toute la carte"), ("bbox",), self.filterset.box),
        )

    def _drop(self, chosen, name: str, codes: list[str]) -> DropOption:
        labels = _(" ou ").join(self.label_of(name, code) for code in codes)
        label = _("Sans « %(filter)s »") % {"filter": labels}
        if name in RADIOS:
            return self._drop_free(label, (name,))
        count = self.results.facets().total(self.base, {**chosen, name: []})
        return DropOption(typeset(label), self.url_without(name), count)

    def _drop_words(self) -> DropOption:
        label = _("Sans les mots « %(words)s »") % {"words": self.filterset.value("q")}
        return self._drop_free(label, ("q",))

    def _drop_free(self, label: str, names: tuple[str, ...]) -> DropOption:
        params = self.params.copy()
        for name in names:
            params.pop(name, None)
        freed = Results.of(
            params, at=self.filterset.at, revision_number=self.results.revision_number
        )
        return DropOption(typeset(label), self.url_without(*names), freed.total)

    # When the words were not quite those of the guide.

    def correction(self) -> Chip | None:
        """« Vouliez-vous dire … ? »: what the search understood, when it is not what was typed."""
        answer = self.results.answer
        if not answer or not answer.correction:
            return None
        params = self.params.copy()
        params.pop("page", None)
        params["q"] = answer.correction
        return Chip(answer.correction, f"{self.path}?{params.urlencode()}")

    def near_needs(self) -> list[Chip]:
        """For an empty answer: the needs nearest to the words, else the first of the home page."""
        if not self.results.answer:
            return []
        needs = self.filterset.catalogue.needs
        near = [code for code in self.results.answer.near_needs() if code in needs]
        usual = [code for code, need in needs.items() if need.stated_count]
        codes = [code for code in [*near, *usual] if needs[code].service_count]
        codes = list(dict.fromkeys(codes))[:NEAR_NEEDS]
        return [Chip(str(needs[code]), f"{self.path}?besoin={code}") for code in codes]

    # Titles.

    def heading(self, count: int) -> str:
        """« 12 aides pour « impôts » : Faire mes démarches, Ouvert maintenant »."""
        if count:
            title = ngettext("%(n)s aide", "%(n)s aides", count) % {"n": count}
        else:
            title = _("Aucune aide")
        query = self.filterset.value("q")
        if query:
            title = _("%(title)s pour « %(query)s »") % {"title": title, "query": query}
        labels = [chip.label for chip in self.chips()]
        return typeset(f"{title} : {', '.join(labels)}" if labels else title)

    def page_title(self, heading: str, page) -> str:
        if page.paginator.num_pages == 1:
            return heading
        numbers = {"n": page.number, "total": page.paginator.num_pages}
        return f"{heading}, " + _("page %(n)s sur %(total)s") % numbers
