"""The guide in memory: a snapshot, and a small tail of what changed since."""

from collections.abc import Sequence

from services.search.ranking import CANDIDATES, Ranking, rank
from services.search.snapshot import Snapshot


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

    def search(self, text: str, *, limit: int = CANDIDATES, typing: bool = True) -> Ranking:
        """The services that answer `text`, best first; none when the guide has nothing on it."""
        if self.tail is None:
            return rank(self.base, text, limit=limit, typing=typing)
        # Words that came since are known to both, or they would be taken for misspellings.
        words = self.tail.speller
        more = limit + len(self._gone)
        ranking = rank(self.base, text, limit=more, typing=typing, speller=words)
        ranking.hits = [hit for hit in ranking.hits if hit.key not in self._gone]
        if self.tail.size:
            newer = rank(self.tail, text, limit=limit, typing=typing)
            ranking.confidence = max(ranking.confidence, newer.confidence)
            ranking.hits += newer.hits
            ranking.hits.sort(key=lambda hit: (-hit.score, hit.key))
        ranking.hits = ranking.hits[:limit]
        return ranking
