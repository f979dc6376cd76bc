"""Speeds taken in turns with a reference, so that a bad moment of the machine falls on both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

# Each turn asks the reference, then the page, this long; the ratio kept is the median of turns.
TURN_S = 0.15
TURNS = 12
_LEAST_TURNS = 4


@dataclass(frozen=True)
class Speed:
    """Requests a second, their 50th and 95th percentile in ms, and the ratio to the reference."""

    per_second: float
    p50: float
    p95: float
    ratio: float


def in_turns(reference: Callable[[], object], page: Callable[[], object]) -> Speed:
    """Both are asked once before, unmeasured; `page` may be slow: fewer turns are then taken."""
    reference()
    start = time.perf_counter()
    page()
    turns = TURNS if time.perf_counter() - start < 2 * TURN_S else _LEAST_TURNS
    taken: list[float] = []
    ratios = []
    for _turn in range(turns):
        told = statistics.fmean(_durations(reference))
        own = _durations(page)
        taken += own
        ratios.append(told / statistics.fmean(own))
    taken.sort()
    return Speed(
        per_second=len(taken) / sum(taken),
        p50=1000 * taken[len(taken) // 2],
        p95=1000 * taken[min(len(taken) - 1, int(0.95 * len(taken)))],
        ratio=statistics.median(ratios),
    )


def _durations(ask: Callable[[], object]) -> list[float]:
    found = []
    end = time.perf_counter() + TURN_S
    while not found or time.perf_counter() < end:
        start = time.perf_counter()
        ask()
        found.append(time.perf_counter() - start)
    return found
