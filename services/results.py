"""From a filled FilterSet to a numbered page of cards: order, slice, groups, counts."""

from copy import copy
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from services import cards, facets, matching
from services.filters import ServiceFilter
from services.models import Service
from services.search.guide import Answer
from services.web import revision
from services.why import why

PAGE_SIZE = 20
# Rows of cards that a process remembers: some 5 kB each.
MOST_ROWS = 500
# A map that shows everything at once would not be read; a box asks for a part.
MAX_ON_MAP = 1000
FREE_PARAMETERS = ("q", "lat", "lon", "rayon", "bbox", "ouvert", "pres")
# « Fermé » is said of verified hours only: it opens later, when the whole day was asked for.
VERIFIED_TIERS = {"verified_open", "closed"}
SORTS = ("pertinence", "proximite", "ouvert", "nom")


@dataclass
class Group:
    """Cards under one heading; most results have a single group without a title."""

    services: list[Service]
    title: str = ""
    note: str = ""


@dataclass
class Results:
    """What a list, a map and a geojson share: the same services in the same order."""

    filterset: ServiceFilter
    revision_number: int
    _ids: list[int] | None = field(default=None, init=False)
    _base: int | None = field(default=None, init=False)

    @classmethod
    def of(cls, params: QueryDict, *, at, revision_number: int) -> "Results":
        filterset = ServiceFilter(
            params,
            queryset=Service.objects.published(),
            at=at,
            revision_number=revision_number,
        )
        return cls(filterset, revision_number)

    @property
    def answer(self) -> Answer | None:
        """What the search says of the words asked; None when there are none."""
        query = self.filterset.value("q")
        return matching.answer(query, self.revision_number) if query else None

    @property
    def ids(self) -> list[int]:
        """Ids of every result, in the order shown."""
        if self._ids is None:
            self._ids = self._found()
        return self._ids

    def _found(self) -> list[int]:
        in_order = self.answer is not None and self.sort == "pertinence"
        if in_order and not self._asks_the_database:
            chosen = self.chosen_codes()
            return self.facets().among(self.answer.keys, self.base_bitmap(), chosen)
        ids = list(self._ordered().values_list("pk", flat=True))
        if in_order:
            rank = self.answer.ranks
            ids.sort(key=lambda pk: rank.get(pk, len(rank)))
        return ids

    @property
    def total(self) -> int:
        """How many results there are, without reading them."""
        return self.facets().total(self.base_bitmap(), self.chosen_codes())

    @property
    def _asks_the_database(self) -> bool:
        """Is a place or an opening asked? Words and codes are answered from memory."""
        return any(self.filterset.value(name) for name in FREE_PARAMETERS if name != "q")

    @property
    def sort(self) -> str:
        asked = self.filterset.value("tri")
        if asked == "proximite" and self.filterset.start is None:
            return "pertinence"
        if not asked and self.filterset.opening:
            return "ouvert"
        if not asked and self.filterset.start is not None and not self.filterset.value("q"):
            return "proximite"
        return asked if asked in SORTS else "pertinence"

    def _ordered(self):
        rows = self.filterset.qs
        if self.sort == "nom":
            return rows.in_alphabetical_order()
        if self.sort == "proximite":
            start = self.filterset.start
            return rows.near(start.latitude, start.longitude).nearest_first()
        if self.sort == "ouvert":
            return rows.annotate(open_rank=self._open_rank()).order_by(
                "open_rank", "inferred", "title_key", "pk"
            )
        return rows.stated_first()

    def _open_rank(self):
        places = self.filterset.places_open()
        return Case(
            When(places.verified, then=Value(0)),
            When(places.announced, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )

    def page(self, number: str | None) -> Page:
        """The asked page; one that does not exist gives the nearest that does."""
        return Paginator(self.ids, PAGE_SIZE).get_page(number)

    def shown(self, ids: list[int], setting: cards.Setting, *, first_number: int = 1):
        """Cards of these ids, in this order."""
        rows = _rows(ids, self.revision_number)
        ordered = [rows[pk] for pk in ids if pk in rows]
        if self.answer:
            tongue, marks = self.tongue, self.answer.marks()
            for row in ordered:
                row.reasons = why(self.answer, row.pk)
                row.marks = marks
                row.welcome = cards.welcome(row, tongue)
        return cards.prepare(ordered, setting, first_number=first_number)

    @property
    def tongue(self) -> str:
        """The language of the words typed, else of the page; "" for French."""
        asked = self.answer.language if self.answer else "fr"
        language = get_language() or "fr" if asked == "fr" else asked
        return "" if language == "fr" else language

    def groups(self, services: list[Service]) -> list[Group]:
        """Open now: the verified ones first, then those merely announced, each with its words.

        With words: those that answer, then those that may help.
        """
        if not self.filterset.opening:
            return self._by_sureness(services)
        verified = [s for s in services if s.status.tier in VERIFIED_TIERS]
        others = [s for s in services if s.status.tier not in VERIFIED_TIERS]
        lots = [
            Group(verified, _("Ouverts, horaires vérifiés")),
            Group(
                others,
                _("Annoncés ouverts, à confirmer"),
                _("Ces horaires n’ont pas encore été vérifiés. Appelez avant de vous déplacer."),
            ),
        ]
        return [lot for lot in lots if lot.services]

    def _by_sureness(self, services: list[Service]) -> list[Group]:
        if not self.answer or self.sort != "pertinence":
            return [Group(services)]
        sure = frozenset(self.answer.keys[: self.answer.sure])
        lots = [
            Group([s for s in services if s.pk in sure]),
            Group([s for s in services if s.pk not in sure], _("Peuvent aussi vous aider")),
        ]
        return [lot for lot in lots if lot.services]

    # Counts of options.

    def facets(self) -> facets.Facets:
        return revision.remember("facets", self.revision_number, facets.build)

    def base_bitmap(self) -> int:
        """What q, place and opening leave, before the filters of codes."""
        if self._base is None:
            self._base = self._made_base()
        return self._base

    def _made_base(self) -> int:
        asked = [name for name in FREE_PARAMETERS if self.filterset.value(name)]
        if not asked:
            return self.facets().everything
        if not self._asks_the_database:
            return self.facets().bitmap_of(self.answer.keys)
        params = QueryDict(mutable=True)
        for name in asked:
            params.setlist(name, self.filterset.data.getlist(name))
        free = ServiceFilter(
            params,
            queryset=Service.objects.published(),
            at=self.filterset.at,
            revision_number=self.revision_number,
        )
        return self.facets().bitmap_of(free.qs.order_by().values_list("pk", flat=True))

    def chosen_codes(self) -> dict[str, list[str]]:
        return {name: self.filterset.chosen[name] for name in facets.PARAMETERS}


def _rows(ids: list[int], revision_number: int) -> dict[int, Service]:
    """Services with all that their cards show, by id: those of the last pages are remembered.

    Copies: what a page writes on a card (its place, its state, its reasons) is of that page alone.
    """
    kept = revision.remember("rows of cards", revision_number, dict)
    known = {pk: row for pk in ids if (row := kept.get(pk))}
    lacking = [pk for pk in ids if pk not in known]
    if lacking:
        found = {row.pk: row for row in Service.objects.filter(pk__in=lacking).with_card()}
        if len(kept) > MOST_ROWS:
            kept.clear()
        kept.update(found)
        known |= found
    return {pk: copy(row) for pk, row in known.items()}
