"""The guide in memory: a snapshot, a small tail of what changed since, and their answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.search.query import Query
from services.search.ranking import CANDIDATES, Ranking, rank
from services.search.reasons import Reason, reasons
from services.search.senses import Senses
from services.search.snapshot import Snapshot


@dataclass(frozen=True)
class Hit:
    """A service found: its key, its score, and what each part gave."""

    key: int
    score: float
    words: float
    lexicon: float
    sense: float
    meaning: float
    wishes: float
    cover: float


class Answer:
    """What a search gives: keys best first, or none, and why.

    The first `sure` keys answer the question; the others « peuvent aussi aider ».
    """

    def __init__(self, rankings: list[Ranking], gone: frozenset[int], limit: int):
        first = rankings[0]
        self.query: Query = first.query
        self.confidence = max(ranking.confidence for ranking in rankings)
        self.signals = first.signals
        self._first = first
        self.speller = rankings[-1].snapshot.speller
        keys = np.concatenate([ranking.keys for ranking in rankings])
        scores = np.concatenate([ranking.scores for ranking in rankings])
        origin = np.concatenate([np.full(len(r.keys), n) for n, r in enumerate(rankings)])
        place = np.concatenate([np.arange(len(ranking.keys)) for ranking in rankings])
        if gone:
            old = (origin == 0) & np.isin(keys, list(gone))
            keys, scores, origin, place = keys[~old], scores[~old], origin[~old], place[~old]
        order = np.lexsort((keys, -scores))[:limit]
        self.keys: list[int] = keys[order].tolist()
        self.sure = int((scores[order] >= max(r.sure for r in rankings)).sum())
        self._where = {
            key: (rankings[origin[n]], int(place[n]))
            for key, n in zip(self.keys, order.tolist(), strict=True)
        }

    @property
    def is_empty(self) -> bool:
        return not self.keys

    @property
    def language(self) -> str:
        return self.query.language

    @property
    def senses(self) -> Senses:
        return self._first.senses

    @property
    def correction(self) -> str:
        """« Vouliez-vous dire … ? »: the query as it was understood, or nothing."""
        return self.query.correction

    @property
    def ranks(self) -> dict[int, int]:
        return {key: rank for rank, key in enumerate(self.keys)}

    def hit(self, key: int) -> Hit:
        ranking, place = self._where[key]
        parts = {name: float(values[place]) for name, values in vars(ranking.parts).items()}
        return Hit(key, float(ranking.scores[place]), **parts)

    def hits(self, limit: int = 20) -> list[Hit]:
        return [self.hit(key) for key in self.keys[:limit]]

    def reasons(self, key: int) -> list[Reason]:
        """Why this service is there, the best reason first."""
        ranking, place = self._where[key]
        return reasons(ranking, int(ranking.rows[place]))

    def near_needs(self, limit: int = 4) -> list[str]:
        """Codes of the needs that are nearest to what was asked, for an empty answer."""
        concepts = self._first.snapshot.lexicon.concepts
        ordered = sorted(self.query.matches.values(), key=lambda m: (-m.strength, m.concept))
        nearest = [*(match.concept for match in ordered), *self.query.near]
        codes = [code for concept in nearest for code in concepts[concept].needs]
        return list(dict.fromkeys(codes))[:limit]

    def marks(self) -> frozenset[str]:
        """Stems to mark in what is shown: those of the query and of its corrections."""
        return frozenset(
            stem
            for slot in self.query.subjects
            for stem, share in slot.stems.items()
            if share >= 0.5
        )


class Guide:
    """What a search asks. `stamps` are those of the base's services, in their order."""

    def __init__(
        self,
        base: Snapshot,
        stamps: Sequence[str],
        tail: Snapshot | None = None,
        gone: Sequence[int] = (),
    ):
        self.base, self.stamps, self.tail = base, stamps, tail
        self._gone = frozenset(gone)

    def search(self, text: str, *, limit: int = CANDIDATES, typing: bool = True) -> Answer:
        """The services that answer `text`, best first; none when the guide has nothing on it.

        `typing`: the last word may be unfinished. Never raises, whatever is typed.
        """
        if self.tail is None:
            return Answer([rank(self.base, text, limit=limit, typing=typing)], self._gone, limit)
        # Words that came since are known to both, or they would be taken for misspellings.
        words = self.tail.speller
        more = limit + len(self._gone)
        rankings = [rank(self.base, text, limit=more, typing=typing, speller=words)]
        if self.tail.size:
            rankings.append(rank(self.tail, text, limit=limit, typing=typing))
        return Answer(rankings, self._gone, limit)
