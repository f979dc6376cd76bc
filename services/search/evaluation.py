"""How good the search is, on queries with graded judgments."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DEPTH, CUT, WIDE = 10, 3, 20
ALL = "TOTAL"
NO_ANSWER = "sans-reponse"


@dataclass(frozen=True)
class Judged:
    """A query, its kind, and the services that answer it with their grade of 1 to 3."""

    id: str
    query: str
    kind: str
    relevant: Mapping[str, int]


@dataclass(frozen=True)
class Figures:
    """Means over a kind of queries; None where it has nothing to find."""

    count: int
    ndcg: float | None
    success: float | None
    recall: float | None
    empty: float


def ndcg(results: list[str], relevant: Mapping[str, int]) -> float:
    """Gain 2^grade − 1, discount log2, over the first ten."""
    gained = sum(
        (2 ** relevant.get(key, 0) - 1) / math.log2(place + 2)
        for place, key in enumerate(results[:DEPTH])
    )
    ideal = sum(
        (2**grade - 1) / math.log2(place + 2)
        for place, grade in enumerate(sorted(relevant.values(), reverse=True)[:DEPTH])
    )
    return gained / ideal if ideal else 0.0


def success(results: list[str], relevant: Mapping[str, int]) -> float:
    """1 when a service of grade 2 or 3 is among the first three."""
    return float(any(relevant.get(key, 0) >= 2 for key in results[:CUT]))


def recall(results: list[str], relevant: Mapping[str, int]) -> float:
    return sum(key in relevant for key in results[:WIDE]) / len(relevant)


def evaluate(judged: Iterable[Judged], answers: Mapping[str, list[str]]) -> dict[str, Figures]:
    """Figures by kind, then over all queries that have something to find."""
    groups: dict[str, list[tuple[Judged, list[str]]]] = defaultdict(list)
    for one in judged:
        results = list(dict.fromkeys(answers.get(one.id, [])))
        groups[one.kind].append((one, results))
        if one.relevant:
            groups[ALL].append((one, results))
    total = groups.pop(ALL, [])
    table = {kind: _figures(group) for kind, group in groups.items()}
    if total:
        table[ALL] = _figures(total)
    return table


def _figures(group: list[tuple[Judged, list[str]]]) -> Figures:
    asked = [(one, results) for one, results in group if one.relevant]

    def mean(measure) -> float | None:
        if len(asked) != len(group):
            return None
        return sum(measure(results, one.relevant) for one, results in asked) / len(asked)

    return Figures(
        count=len(group),
        ndcg=mean(ndcg),
        success=mean(success),
        recall=mean(recall),
        empty=sum(not results for _, results in group) / len(group),
    )
