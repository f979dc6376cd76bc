"""Speeds taken in turns with a reference, so that a bad moment of the machine falls on both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

# Each turn asks the reference, then the page, this long; the ratio kept is the median of turns.
TURN_S = 0.1
TURNS = 12
_LEAST_TURNS = 4


@dataclass(frozen=True)
class Speed:
    """Requests a second, their 50th and 95th percentile in ms, and the ratio to the reference."""

    per_second: float
    p50: float
    p95: float
    ratio: float


def clock() -> Callable[[], float]:
    """With SQLite all the work is this process's: its own time, which neighbours do not lengthen.
    With PostgreSQL half of it is elsewhere: the time on the wall."""
    from django.db import connection

    return time.process_time if connection.vendor == "sqlite" else time.perf_counter


def in_turns(
    reference: Callable[[], object],
    page: Callable[[], object],
    now: Callable[[], float] = time.perf_counter,
) -> Speed:
    """Both are asked once before, unmeasured; `page` may be slow: fewer turns are then taken."""
    reference()
    start = now()
    page()
    turns = TURNS if now() - start < 2 * TURN_S else _LEAST_TURNS
    taken: list[float] = []
    ratios = []
    for _turn in range(turns):
        told = statistics.fmean(_durations(reference, now))
        own = _durations(page, now)
        taken += own
        ratios.append(told / statistics.fmean(own))
    taken.sort()
    return Speed(
        per_second=len(taken) / sum(taken),
        p50=1000 * taken[len(taken) // 2],
        p95=1000 * taken[min(len(taken) - 1, int(0.95 * len(taken)))],
        ratio=statistics.median(ratios),
    )


def _durations(ask: Callable[[], object], now: Callable[[], float]) -> list[float]:
    found = []
    end = now() + TURN_S
    while not found or now() < end:
        start = now()
        ask()
        found.append(now() - start)
    return found
