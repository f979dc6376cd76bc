"""Counts of filter options, from bitmaps of the published services.

Each option is one big integer with a bit per service, so that a count is an AND and a
`bit_count()`: 60 options over 30,000 services take well under a millisecond, where one GROUP BY
per parameter takes tens.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from actors.models import State
from services.models import Service, ServiceAtLocation

# Parameter of the URL → vocabulary of terms.
TERM_PARAMETERS = {
    "theme": "theme",
    "public": "audience",
    "acces": "access",
    "frais": "fee",
    "niveau": "level",
}
PARAMETERS = ("pilier", "besoin", "quartier", "acteur", *TERM_PARAMETERS)


class Facets:
    """One bitmap per option: `bitmaps[parameter][code]`."""

    def __init__(self, ids: list[int], bitmaps: dict[str, dict[str, int]]):
        self._ids = ids
        self._bit_of = {pk: 1 << position for position, pk in enumerate(ids)}
        self.everything = (1 << len(ids)) - 1
        self.bitmaps = bitmaps

    def bitmap_of(self, ids: Iterable[int]) -> int:
        bits = self._bit_of
        total = 0
        for pk in ids:
            total |= bits.get(pk, 0)
        return total

    def _matching(self, parameter: str, codes: Iterable[str]) -> int:
        options = self.bitmaps[parameter]
        total = 0
        for code in codes:
            total |= options.get(code, 0)
        return total

    def total(self, base: int, chosen: Mapping[str, list[str]]) -> int:
        """How many services of `base` pass every chosen filter."""
        return self._narrowed(base, chosen).bit_count()

    def count_of(self, parameter: str, code: str) -> int:
        """How many services an option has, whatever else is chosen."""
        return self.bitmaps[parameter].get(code, 0).bit_count()

    def among(self, ids: Iterable[int], base: int, chosen: Mapping[str, list[str]]) -> list[int]:
        """Those of `ids` that are in `base` and pass every chosen filter, in their own order."""
        bits, kept = self._bit_of, self._narrowed(base, chosen)
        return [pk for pk in ids if bits.get(pk, 0) & kept]

    def ids(self, base: int, chosen: Mapping[str, list[str]]) -> list[int]:
        """Which services of `base` pass every chosen filter, in the order of their ids."""
        digits = f"{self._narrowed(base, chosen):b}"
        return [pk for pk, digit in zip(self._ids, reversed(digits), strict=False) if digit == "1"]

    def _narrowed(self, base: int, chosen: Mapping[str, list[str]], but: str = "") -> int:
        for parameter, codes in chosen.items():
            if codes and parameter != but:
                base &= self._matching(parameter, codes)
        return base

    def counts(self, base: int, chosen: Mapping[str, list[str]]) -> dict[str, dict[str, int]]:
        """Per option, the number of results it would give; own values of a parameter ignored."""
        everywhere = self._narrowed(base, chosen)
        return {
            parameter: {
                code: (bitmap & within).bit_count()
                for code, bitmap in self.bitmaps[parameter].items()
            }
            for parameter in PARAMETERS
            for within in [
                self._narrowed(base, chosen, but=parameter) if chosen.get(parameter) else everywhere
            ]
        }


def build() -> Facets:
    """Read the published services and what they are filed under, in four queries."""
    published = Service.objects.published()
    rows = list(published.order_by("pk").values_list("pk", "pillar", "actor__slug"))
    ids = [pk for pk, _pillar, _actor in rows]
    bit_of = {pk: 1 << position for position, pk in enumerate(ids)}
    bitmaps: dict[str, dict[str, int]] = {name: defaultdict(int) for name in PARAMETERS}

    def mark(parameter: str, pairs):
        for pk, code in pairs:
            if pk in bit_of:
                bitmaps[parameter][code] |= bit_of[pk]

    mark("pilier", ((pk, pillar) for pk, pillar, _actor in rows))
    mark("acteur", ((pk, actor) for pk, _pillar, actor in rows))
    mark("quartier", _quarters())
    mark("besoin", Service.needs.through.objects.values_list("service_id", "need__code"))
    by_vocabulary = {name: parameter for parameter, name in TERM_PARAMETERS.items()}
    for pk, vocabulary, code in _terms(by_vocabulary):
        if pk in bit_of:
            bitmaps[by_vocabulary[vocabulary]][code] |= bit_of[pk]
    return Facets(ids, {name: dict(codes) for name, codes in bitmaps.items()})


def _terms(vocabularies: Iterable[str]):
    links = Service.terms.through.objects.filter(term__vocabulary__in=vocabularies)
    rows = links.values_list("service_id", "term__vocabulary", "term__code")
    return rows.iterator(chunk_size=5000)


def _quarters():
    return (
        ServiceAtLocation.objects.filter(location__state=State.PUBLISHED)
        .exclude(location__quarter="")
        .values_list("service_id", "location__quarter")
    )
