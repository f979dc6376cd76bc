"""Who is received where and when: pillar × quarter × half-day × audience, and the holes in it.

A half-day is a bit of an integer: Monday morning is the first, Sunday afternoon the fourteenth.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import product

HALF_DAYS = 14
MORNING, AFTERNOON = 0, 1
ALL_WEEK = (1 << HALF_DAYS) - 1
# Mornings end at half past twelve. Half an hour or less on a side does not make a half-day:
# a place open from 9 to 12.45 is open in the morning.
_NOON = time(12, 30)
_LEAST_MINUTES = 30


@dataclass(frozen=True)
class Offer:
    """A service in one quarter, and the half-days when anyone may come.

    `audiences` is empty when it is for everybody. `verified` are the half-days a person
    confirmed, `announced` the others.
    """

    service: int
    pillar: str
    quarter: str
    audiences: frozenset[str]
    verified: int
    announced: int


@dataclass(frozen=True)
class Cell:
    """How many services receive people on a half-day: confirmed ones, and merely announced."""

    verified: int = 0
    announced: int = 0

    @property
    def total(self) -> int:
        return self.verified + self.announced


@dataclass(frozen=True)
class Hole:
    """Half-days when nothing is; `""` and no audience stand for all of them together.

    `quarters` and `audiences` hold those that share the very same hole.
    """

    pillar: str
    quarters: tuple[str, ...]
    audiences: tuple[str, ...]
    half_days: int


# (pillar, quarter, audience), "" for all of them.
Where = tuple[str, str, str]


@dataclass
class Coverage:
    """Counts of services by where, one pair of lists of fourteen numbers each."""

    pillars: tuple[str, ...]
    quarters: tuple[str, ...]
    audiences: tuple[str, ...]
    verified: dict[Where, list[int]] = field(default_factory=dict)
    announced: dict[Where, list[int]] = field(default_factory=dict)

    def cells(self, pillar: str = "", quarter: str = "", audience: str = "") -> list[Cell]:
        """The fourteen half-days."""
        where = (pillar, quarter, audience)
        nothing = [0] * HALF_DAYS
        return [
            Cell(*pair)
            for pair in zip(
                self.verified.get(where, nothing), self.announced.get(where, nothing), strict=True
            )
        ]

    def covered(self, where: Where, *, verified_only: bool = False) -> int:
        """The half-days when at least one service receives people."""
        cells = self.cells(*where)
        return sum(
            1 << half
            for half, cell in enumerate(cells)
            if (cell.verified if verified_only else cell.total)
        )


def half_day(weekday: int, half: int) -> int:
    """The bit of that half of that day (Monday is 0)."""
    return 1 << (2 * weekday + half)


def half_days_of(openings: Iterable[tuple[datetime, datetime]]) -> int:
    """The half-days that local (start, end) pairs fill for more than half an hour."""
    found = 0
    for start, end in openings:
        day = start
        while day < end:
            noon = datetime.combine(day.date(), _NOON, tzinfo=day.tzinfo)
            midnight = datetime.combine(day.date(), time.max, tzinfo=day.tzinfo)
            last = min(end, midnight)
            if _minutes(day, min(last, noon)) > _LEAST_MINUTES:
                found |= half_day(day.weekday(), MORNING)
            if _minutes(max(day, noon), last) > _LEAST_MINUTES:
                found |= half_day(day.weekday(), AFTERNOON)
            if end <= midnight:
                break
            day = _next_midnight(day)
    return found


def _minutes(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 60


def _next_midnight(day: datetime) -> datetime:
    return datetime.combine(day.date().fromordinal(day.toordinal() + 1), time(), tzinfo=day.tzinfo)


def cover(
    offers: Iterable[Offer],
    *,
    pillars: Iterable[str],
    quarters: Iterable[str],
    audiences: Iterable[str],
) -> Coverage:
    """Count each service once in each quarter, and once for the town as a whole."""
    found = Coverage(tuple(pillars), tuple(quarters), tuple(audiences))
    everybody = frozenset(found.audiences)
    # Thousands of services share a few hundred weeks: counted together.
    for (pillar, quarter, audiences_of, verified, announced), n in _alike(offers).items():
        named = (audiences_of & everybody) if audiences_of else everybody
        for where in product({"", pillar}, {quarter}, {"", *named}):
            _add(found.verified, where, verified, n)
            _add(found.announced, where, announced, n)
    return found


def _alike(offers: Iterable[Offer]) -> Counter:
    """(pillar, quarter or "", audiences, verified, announced) → how many services."""
    weeks: dict[tuple[int, str], Offer] = {}
    for offer in offers:
        for quarter in (offer.quarter, ""):
            key = (offer.service, quarter)
            before = weeks.get(key)
            verified = offer.verified | (before.verified if before else 0)
            announced = (offer.announced | (before.announced if before else 0)) & ~verified
            weeks[key] = Offer(
                offer.service, offer.pillar, quarter, offer.audiences, verified, announced
            )
    return Counter(
        (one.pillar, one.quarter, one.audiences, one.verified, one.announced)
        for one in weeks.values()
    )


def _add(counts: dict[Where, list[int]], where: Where, half_days: int, n: int) -> None:
    if half_days:
        row = counts.setdefault(where, [0] * HALF_DAYS)
        for half in range(HALF_DAYS):
            if half_days >> half & 1:
                row[half] += n


def holes(
    coverage: Coverage, *, pillar: str = "", audience: str = "", verified_only: bool = False
) -> list[Hole]:
    """Every hole once, at its most general: what is empty for all is not said again for some.

    With a pillar or an audience, only what is missing there. The most general come first, then
    the longest.
    """
    empty = {
        where: ALL_WEEK & ~coverage.covered(where, verified_only=verified_only)
        for where in product(
            (pillar,) if pillar else ("", *coverage.pillars),
            ("", *coverage.quarters),
            (audience,) if audience else ("", *coverage.audiences),
        )
    }
    own = {where: half_days & ~_implied(empty, where) for where, half_days in empty.items()}
    grouped = _same_quarters(_same_audiences(own))
    return sorted(grouped, key=_rank)


def _rank(hole: Hole) -> tuple:
    said = (bool(hole.pillar), bool(hole.quarters), bool(hole.audiences))
    return sum(said), said, -hole.half_days.bit_count(), hole.half_days


def _implied(empty: dict[Where, int], where: Where) -> int:
    """What is already said of something more general."""
    found = 0
    for wider in product(*({"", part} for part in where)):
        if wider != where:
            found |= empty.get(wider, 0)
    return found


def _same_audiences(own: dict[Where, int]) -> Iterator[tuple[str, str, tuple[str, ...], int]]:
    groups: dict[tuple[str, str, int], list[str]] = {}
    for (pillar, quarter, audience), half_days in own.items():
        if not half_days:
            continue
        if audience:
            groups.setdefault((pillar, quarter, half_days), []).append(audience)
        else:
            yield pillar, quarter, (), half_days
    for (pillar, quarter, half_days), audiences in groups.items():
        yield pillar, quarter, tuple(audiences), half_days


def _same_quarters(parts: Iterable[tuple[str, str, tuple[str, ...], int]]) -> Iterator[Hole]:
    groups: dict[tuple[str, tuple[str, ...], int], list[str]] = {}
    for pillar, quarter, audiences, half_days in parts:
        if quarter:
            groups.setdefault((pillar, audiences, half_days), []).append(quarter)
        else:
            yield Hole(pillar, (), audiences, half_days)
    for (pillar, audiences, half_days), quarters in groups.items():
        yield Hole(pillar, tuple(quarters), audiences, half_days)
