"""What the guide counts of itself: services by kind, how fresh, and how the network grew."""

from dataclasses import dataclass
from datetime import date

from actors import geo
from actors.freshness import due
from actors.models import Actor, Location
from actors.vocabularies import vocabulary
from services.choices import PILLAR
from services.facets import Facets
from services.models import Service

# Under five, a bar would say more than the number knows.
LEAST_SHOWN = 5
NETWORK_SINCE = date(2023, 9, 1)


@dataclass(frozen=True)
class Row:
    """One line of a table and of its chart; `share` of the longest bar, in percent."""

    label: str
    count: int
    share: int
    code: str = ""

    @property
    def has_bar(self) -> bool:
        return self.count >= LEAST_SHOWN


@dataclass(frozen=True)
class Freshness:
    """Published services: verified in time, verified too long ago, never."""

    fresh: int
    late: int
    never: int

    @property
    def total(self) -> int:
        return self.fresh + self.late + self.never


@dataclass(frozen=True)
class Network:
    """Published organisations: all, members since a known day, those that the town cited."""

    actors: int
    locations: int
    services: int
    members: int
    cited: int
    confirmed: int
    joined: list[tuple[int, int]]


def _rows(counts: list[tuple[str, str, int]]) -> list[Row]:
    """(code, label, count) as rows, the largest first; what is empty is left out."""
    longest = max((count for _code, _label, count in counts), default=0)
    found = [
        Row(str(label), count, round(100 * count / longest), code)
        for code, label, count in counts
        if count
    ]
    return sorted(found, key=lambda row: -row.count)


def by_pillar(facets: Facets) -> list[Row]:
    return _rows([(p.code, p.words(), facets.count_of("pilier", p.code)) for p in PILLAR])


def by_term(facets: Facets, parameter: str, name: str) -> list[Row]:
    choices = vocabulary(name)
    return _rows([(c.code, c.words(), facets.count_of(parameter, c.code)) for c in choices])


def by_quarter(facets: Facets) -> list[Row]:
    """A service held in two quarters counts in each; without a known place, in none."""
    labels = geo.quarter_labels()
    return _rows(
        [(code, label, facets.count_of("quartier", code)) for code, label in labels.items()]
    )


def freshness(today: date) -> Freshness:
    published = Service.objects.published()
    never = published.filter(verified_on=None).count()
    late = published.filter(due(today)).exclude(verified_on=None).count()
    return Freshness(published.count() - never - late, late, never)


def network() -> Network:
    actors = Actor.objects.published()
    days = actors.filter(network_member_since__gte=NETWORK_SINCE).values_list(
        "network_member_since", flat=True
    )
    years: dict[int, int] = {}
    for day in days:
        years[day.year] = years.get(day.year, 0) + 1
    total, joined = 0, []
    for year in sorted(years):
        total += years[year]
        joined.append((year, total))
    return Network(
        actors=actors.count(),
        locations=Location.objects.published().count(),
        services=Service.objects.published().count(),
        members=actors.exclude(network_member_since=None).count(),
        cited=actors.filter(cited_by_town=True).count(),
        confirmed=actors.exclude(verified_on=None).count(),
        joined=joined,
    )
