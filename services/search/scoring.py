"""The parts of a score, each over all services at once: words, lexicon, wishes, togetherness."""

import numpy as np

from services.search import intents
from services.search.meeting import Match
from services.search.query import Query
from services.search.senses import Senses
from services.search.snapshot import Snapshot

PAIR = 0.5  # words that follow each other, as in the query
PARENT = 0.3  # the broader subject: « toutes les démarches » for « impôts »
WISH_WORD = 0.45  # « samedi » counts less as a word than as a wish
_WISH_IN_TEXT, _WISH_SURE = 1.6, 0.9


class Presence:
    """Which services answer to each word of the query, by the word or by what it means."""

    def __init__(self, snapshot: Snapshot, query: Query, wishes: dict[str, Match]):
        wished = {place for match in wishes.values() for place in match.slots}
        self.weights = {
            number: slot.weight * (WISH_WORD if number in wished else 1.0)
            for number, slot in enumerate(query.slots)
            if slot.weight
        }
        self.whole = sum(self.weights.values()) or 1.0
        self.rows = {n: np.zeros(snapshot.size, dtype=np.float32) for n in self.weights}

    def note(self, place: int, documents: np.ndarray, values: np.ndarray) -> None:
        row = self.rows.get(place)
        if row is not None:
            row[documents] = np.maximum(row[documents], np.minimum(1.0, values))

    def cover(self) -> np.ndarray:
        """Share of the query that each service answers to, in [0, 1]."""
        return sum(self.weights[n] * row for n, row in self.rows.items()) / self.whole

    def share(self, places: set[int]) -> float:
        return sum(w for n, w in self.weights.items() if n in places) / self.whole


def words(snapshot: Snapshot, query: Query, presence: Presence) -> np.ndarray:
    """BM25 of the words themselves, as a share of what a perfect service would have."""
    index = snapshot.index
    total = np.zeros(snapshot.size, dtype=np.float32)
    whole = 0.0
    for number, weight in presence.weights.items():
        slot = query.slots[number]
        part = np.zeros(snapshot.size, dtype=np.float32)
        rarest = 0.0
        for stem, share in slot.stems.items():
            documents, values = index.posting(stem)
            if not len(documents):
                continue
            idf = index.idf(stem)
            rarest = max(rarest, idf * share)
            part[documents] = np.maximum(part[documents], share * idf * values)
            presence.note(number, documents, share * 1.5 * values)
        total += weight * part
        whole += weight * (rarest or index.highest_idf)
    _add_pairs(total, snapshot, query)
    return total / whole if whole else total


def _add_pairs(total: np.ndarray, snapshot: Snapshot, query: Query) -> None:
    index = snapshot.index
    subjects = query.subjects
    for left, right in zip(subjects, subjects[1:], strict=False):
        for a, share_a in left.stems.items():
            for b, share_b in right.stems.items():
                documents, values = index.posting((a, b))
                if len(documents):
                    idf = (index.idf(a) + index.idf(b)) / 2
                    total[documents] += PAIR * share_a * share_b * idf * values


def concepts(snapshot: Snapshot, topics: dict[str, Match], presence: Presence) -> np.ndarray:
    """How far each service is about the subjects met, and a little about their broader ones."""
    total = np.zeros(snapshot.size, dtype=np.float32)
    whole = sum(match.strength for match in topics.values())
    if not whole:
        return total
    for code, match in topics.items():
        documents, values = snapshot.affinity(code)
        total[documents] += match.strength * values
        for place in match.slots:
            presence.note(place, documents, 2 * match.strength * values)
        parent = snapshot.lexicon.concepts[code].parent
        if parent in snapshot.lexicon.concepts and parent not in topics:
            documents, values = snapshot.affinity(parent)
            total[documents] += PARENT * match.strength * values
    return total / max(1.0, whole) ** 0.5


def sense(snapshot: Snapshot, senses: Senses) -> np.ndarray:
    """How far each service is about the subjects that the query is near to."""
    total = np.zeros(snapshot.size, dtype=np.float32)
    for code, share in senses.shares.items():
        documents, values = snapshot.affinity(code)
        total[documents] += senses.level * share * values
    return total


def evidence(snapshot: Snapshot, code: str) -> dict[str, np.ndarray]:
    """For each wish of a concept, how far each service meets it, by its fields or its words."""
    concept = snapshot.lexicon.concepts[code]
    text = np.zeros(snapshot.size, dtype=np.float32)
    documents, values = snapshot.affinity(code)
    text[documents] = np.minimum(1.0, values * _WISH_IN_TEXT) * _WISH_SURE
    return {
        name: np.maximum(intents.met(name, values, snapshot.facets), text)
        for name, values in concept.filters.items()
    }


def wishes(snapshot: Snapshot, met: dict[str, Match]) -> np.ndarray:
    """The factor that wishes put on each score."""
    factors = np.ones(snapshot.size, dtype=np.float32)
    for code, match in met.items():
        strength = min(1.0, match.strength * 1.5)
        for name, values in evidence(snapshot, code).items():
            factors *= intents.factor(name, values, strength)
    return factors
