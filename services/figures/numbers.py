"""What the guide counts of itself: services by kind, how fresh, and how the network grew."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from actors import geo
from actors.freshness import due
from actors.models import Actor, Location
from actors.vocabularies import vocabulary
from services.choices import PILLAR
from services.facets import Facets
from services.models import Service
from services.templatetags.guide import plain_date

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
    joined: list[Row]


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


def growth(days: list[date], today: date) -> list[Row]:
    """Members at the signature, then at the end of each year up to today; nothing is guessed."""
    if not days:
        return []
    ends = [NETWORK_SINCE, *(date(year, 12, 31) for year in range(2023, today.year)), today]
    counts = [sum(day <= end for day in days) for end in ends]
    most = max(counts)
    return [
        Row(plain_date(end), count, round(100 * count / most) if most else 0)
        for end, count in zip(ends, counts, strict=True)
    ]


def freshness_rows(found: Freshness) -> list[Row]:
    """The three states as one table: what is zero is said too."""
    longest = max(found.fresh, found.late, found.never)
    states = (
        ("fresh", _("vérifiés à temps"), found.fresh),
        ("late", _("vérifiés il y a trop longtemps"), found.late),
        ("never", _("jamais vérifiés"), found.never),
    )
    return [
        Row(label, count, round(100 * count / longest) if longest else 0, code)
        for code, label, count in states
    ]


def network(today: date) -> Network:
    actors = Actor.objects.published()
    days = actors.filter(network_member_since__gte=NETWORK_SINCE).values_list(
        "network_member_since", flat=True
    )
    return Network(
        actors=actors.count(),
        locations=Location.objects.published().count(),
        services=Service.objects.published().count(),
        members=actors.exclude(network_member_since=None).count(),
        cited=actors.filter(cited_by_town=True).count(),
        confirmed=actors.exclude(verified_on=None).count(),
        joined=growth(list(days), today),
    )
