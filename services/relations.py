"""Who resembles whom: bitmaps over the published services, so that a page looks at none of them."""

from collections import defaultdict
from dataclasses import dataclass

from services import facets
from services.facets import Facets
from services.models import Service, ServiceAtLocation
from services.web import revision


@dataclass(frozen=True)
class Relations:
    """Bitmaps of `facets`, with who is stated, who can be asked, and who is held where."""

    facets: Facets
    stated: int
    reachable: int
    at_location: dict[int, int]

    def of(self, parameter: str, codes) -> int:
        """Services with one of these codes."""
        return _any(self.facets.bitmaps[parameter], codes)

    def at(self, location_ids) -> int:
        return _any(self.at_location, location_ids)

    def codes_of(self, parameter: str, service: Service) -> list[str]:
        """The codes of a parameter that a service has."""
        bit = self.facets.bitmap_of([service.pk])
        return [code for code, bits in self.facets.bitmaps[parameter].items() if bits & bit]

    def ids(self, bits: int) -> list[int]:
        return self.facets.ids(bits, {})


def _any(bitmaps: dict, keys) -> int:
    total = 0
    for key in keys:
        total |= bitmaps.get(key, 0)
    return total


def first_of(bits: int) -> int:
    """The lowest bit alone, or 0."""
    return bits & -bits


def best(bits: int, *preferences: int) -> int:
    """Narrow by each preference in turn, unless nothing would be left."""
    for preference in preferences:
        bits = bits & preference or bits
    return bits


def current(revision_number: int) -> Relations:
    return revision.remember("relations", revision_number, lambda: _build(revision_number))


def _build(revision_number: int) -> Relations:
    everyone = revision.remember("facets", revision_number, facets.build)
    published = Service.objects.published().order_by()
    places = ServiceAtLocation.objects.published().order_by()
    by_location: dict[int, list[int]] = defaultdict(list)
    for location_id, service_id in places.values_list("location_id", "service_id"):
        by_location[location_id].append(service_id)
    return Relations(
        facets=everyone,
        stated=everyone.bitmap_of(published.stated().values_list("pk", flat=True)),
        reachable=everyone.bitmap_of(published.reachable().values_list("pk", flat=True)),
        at_location={key: everyone.bitmap_of(ids) for key, ids in by_location.items()},
    )
