"""Which places the national map would take for one and the same.

Its score is the mean of three likenesses: streets, names, and points (100 within some forty
metres). Beyond a limit both rows become one, and the fresher of the two speaks.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, utils

# Above these the rows are merged: two of one producer, or of two producers.
OWN, OTHERS = 90, 83
_NEAR_DEGREES = 0.0004
# With two perfect likenesses, points further apart than this keep the mean under the limit.
_CELL = 0.00105
_FRANCE_SERVICES = {"RFS", "PIMMS"}


@dataclass(frozen=True)
class Pair:
    """Two rows that would become one, and the score between 0 and 100."""

    first: dict
    second: dict
    score: int


def likely(rows: Iterable[dict], others: Iterable[dict] = ()) -> list[Pair]:
    """The pairs among our rows, then those of ours with rows of others; the surest first."""
    cells: dict[tuple, list[tuple[dict, bool]]] = defaultdict(list)
    found = []
    for row, is_other in [*((row, True) for row in others), *((row, False) for row in rows)]:
        place = _cell(row)
        if place is None:
            continue
        if not is_other:
            found += _against(row, place, cells)
        cells[place].append((row, is_other))
    return sorted(found, key=lambda pair: -pair.score)


def _against(row: dict, place: tuple[int, int], cells: dict) -> Iterator[Pair]:
    """Only neighbours are compared: a guide of 20,000 places is not compared pair by pair."""
    across, up = place
    for cell in ((across + dx, up + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
        for other, is_other in cells.get(cell, ()):
            if not _comparable(row, other):
                continue
            result = score(row, other)
            if result > (OTHERS if is_other else OWN):
                yield Pair(row, other, result)


def _cell(row: dict) -> tuple[int, int] | None:
    point = _point(row)
    return point and (math.floor(point[0] / _CELL), math.floor(point[1] / _CELL))


def _point(row: dict) -> tuple[float, float] | None:
    """Without a point there is no score; (0, 0) is how the map writes « unknown »."""
    try:
        point = float(row["latitude"]), float(row["longitude"])
    except (KeyError, TypeError, ValueError):
        return None
    return point if any(point) and all(map(math.isfinite, point)) else None


def _comparable(row: dict, other: dict) -> bool:
    if row.get("code_postal") != other.get("code_postal") or row.get("id") == other.get("id"):
        return False
    if not all(one.get(name) for one in (row, other) for name in ("adresse", "nom")):
        return False
    kinds = [one.get("typologie", "") for one in (row, other)]
    named = all("france service" in one.get("nom", "").lower() for one in (row, other))
    return named or set(kinds) <= _FRANCE_SERVICES or "RFS" not in kinds


def score(row: dict, other: dict) -> int:
    """Of two rows that both have a point."""
    alike = [
        round(fuzz.ratio(row[name], other[name], processor=utils.default_process))
        for name in ("adresse", "nom")
    ]
    apart = math.dist(_point(row), _point(other))
    near = 100 if apart < _NEAR_DEGREES else int(100 / (apart * 1000 + 1))
    return int((sum(alike) + near) / 3)
