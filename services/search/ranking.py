"""One fusion of words, lexicon, meaning and wishes, every part of which can be told."""

from dataclasses import dataclass, field

import numpy as np

from services.search import intents, semantics
from services.search.confidence import LEAST, confidence
from services.search.lexicon import OUTSIDE
from services.search.query import Match, Query, read_query
from services.search.snapshot import Snapshot
from services.search.spelling import Speller

WORDS, LEXICON, MEANING = 1.0, 1.2, 0.35
PAIR = 0.5
PARENT = 0.25
OTHER_SENSE = 0.45
TOGETHER = 0.5
NOT_DIGITAL, INFERRED = 0.8, 0.9
_NEAR, _SAME = 0.42, 0.80  # cosine with an expression: no sign of it, sure sign of it
_FAR, _CLOSE = 0.15, 0.60  # cosine with a service
BY_MEANING = 0.6
WISH_WORD = 0.45
CANDIDATES = 1_000


@dataclass
class Hit:
    """A service found: its key, its score, and what each part gave."""

    key: int
    score: float
    words: float = 0.0
    lexicon: float = 0.0
    meaning: float = 0.0
    wishes: float = 1.0
    cover: float = 0.0


@dataclass
class Ranking:
    query: Query
    hits: list[Hit] = field(default_factory=list)
    confidence: float = 0.0
    signals: dict[str, float] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not self.hits


def rank(
    snapshot: Snapshot,
    text: str,
    *,
    limit: int = CANDIDATES,
    typing: bool = True,
    speller: Speller | None = None,
) -> Ranking:
    """The services that answer `text`, best first; none when the guide has nothing on it."""
    query = read_query(
        text,
        speller or snapshot.speller,
        snapshot.lexicon,
        together=snapshot.together,
        typing=typing,
    )
    ranking = Ranking(query)
    if not query.slots or not snapshot.size:
        return ranking
    vector = semantics.encode_query(_meant_text(query)) if snapshot.phrases is not None else None
    if vector is not None:
        ranking.signals["phrase"] = _meet_by_meaning(query, snapshot, vector)
    wishes = {code: m for code, m in query.matches.items() if _is_wish(snapshot, code)}
    topics = {
        code: match
        for code, match in query.matches.items()
        if snapshot.lexicon.concepts[code].speaks_of_services
    }
    presence = _Presence(snapshot, query, wishes)
    said = _words(snapshot, query, presence)
    meant = _concepts(snapshot, topics, presence)
    cover = presence.cover()
    meaning = np.zeros(snapshot.size, dtype=np.float32)
    if vector is not None:
        raw = snapshot.likeness(vector, np.flatnonzero(said + meant > 0.2)[:400])
        ranking.signals["cosine"] = float(raw.max(initial=0.0))
        meaning = np.clip((raw - _FAR) / (_CLOSE - _FAR), 0, 1)
    surest = max((match.strength for match in topics.values() if match.slots), default=0.0)
    if surest > 0.7:  # a word said in another sense than the one that is meant here
        said *= 1 - OTHER_SENSE * (1 - np.minimum(1.0, 3 * meant))
    scores = WORDS * said + LEXICON * meant + MEANING * meaning
    factors = _wishes(snapshot, wishes)
    scores *= factors * (1 - TOGETHER + TOGETHER * cover)
    scores *= np.where(snapshot.facets.digital, 1.0, NOT_DIGITAL)
    scores *= np.where(snapshot.facets.inferred, INFERRED, 1.0)
    _weigh_signals(ranking, snapshot, topics, presence, scores, cover)
    ranking.confidence = confidence(ranking.signals, by_meaning=vector is not None)
    if ranking.confidence < LEAST:
        return ranking
    order = np.lexsort((snapshot.keys, -scores))[:limit]
    ranking.hits = [
        Hit(
            int(snapshot.keys[i]),
            float(scores[i]),
            float(said[i]),
            float(meant[i]),
            float(meaning[i]),
            float(factors[i]),
            float(cover[i]),
        )
        for i in order
        if scores[i] > 0
    ]
    return ranking


def _weigh_signals(
    ranking: Ranking,
    snapshot: Snapshot,
    topics: dict[str, Match],
    presence: "_Presence",
    scores: np.ndarray,
    cover: np.ndarray,
) -> None:
    """What tells whether the guide has an answer at all."""
    query = ranking.query
    best = np.argpartition(-scores, min(5, len(scores) - 1))[:5]
    whole = sum(presence.weights.values()) or 1.0
    outside = sum(
        weight
        for n, weight in presence.weights.items()
        if n in query.outside and query.slots[n].word not in snapshot.index.title_surfaces
    )
    unread = sum(w for n, w in presence.weights.items() if not query.slots[n].readings)
    ranking.signals.update(
        cover=float(cover[best].max()),
        topic=max((m.strength for m in topics.values() if m.slots), default=0.0),
        outside=outside / whole,
        unread=unread / whole,
        named=_named(snapshot, query, presence, best),
    )


def _named(snapshot: Snapshot, query: Query, presence: "_Presence", best: np.ndarray) -> float:
    """Share of the query that the names of one service hold: its title, its actor, its place."""
    total = np.zeros(len(best), dtype=np.float32)
    for number, weight in presence.weights.items():
        held = np.zeros(len(best), dtype=bool)
        for stem in query.slots[number].stems:
            held |= np.isin(best, snapshot.index.names.get(stem, ()))
        total += weight * held
    return float(total.max() / (sum(presence.weights.values()) or 1.0))


def _meant_text(query: Query) -> str:
    """What is given to the encoder: as typed when every word is known, else as understood."""
    if any(slot.corrected or slot.completed for slot in query.slots):
        return query.readable
    return query.text[:200].strip()


def _is_wish(snapshot: Snapshot, code: str) -> bool:
    filters = snapshot.lexicon.concepts[code].filters
    return bool(filters) and OUTSIDE not in filters


def _meet_by_meaning(query: Query, snapshot: Snapshot, vector: np.ndarray) -> float:
    """Add the concepts whose expressions mean the same; return the best cosine."""
    likeness = snapshot.phrases.vectors @ vector
    surest = max((m.strength for m in query.matches.values() if m.slots), default=0.0)
    top = np.argpartition(likeness, -12)[-12:]
    seen: set[str] = set()
    for number in top[np.argsort(-likeness[top])]:
        strength = float(np.clip((likeness[number] - _NEAR) / (_SAME - _NEAR), 0, 1))
        code = snapshot.phrases.concepts[number]
        if strength <= 0.05:
            break
        if code in seen:
            continue
        seen.add(code)
        known = query.matches.get(code)
        if known is None:
            query.matches[code] = Match(
                code,
                strength * BY_MEANING * max(0.0, 1 - 1.1 * surest),
                frozenset(),
                snapshot.phrases.texts[number],
                "",
                by_meaning=True,
            )
        elif not known.by_meaning:
            known.strength = min(1.0, known.strength + 0.25 * strength)
    return float(likeness[top].max())


class _Presence:
    """Which services answer to each word of the query, by the word or by what it means."""

    def __init__(self, snapshot: Snapshot, query: Query, wishes: dict[str, Match]):
        wished = {place for match in wishes.values() for place in match.slots}
        self.weights = {
            number: slot.weight * (WISH_WORD if number in wished else 1.0)
            for number, slot in enumerate(query.slots)
            if slot.weight
        }
        self.rows = {n: np.zeros(snapshot.size, dtype=np.float32) for n in self.weights}

    def note(self, place: int, documents: np.ndarray, values: np.ndarray) -> None:
        row = self.rows.get(place)
        if row is not None:
            row[documents] = np.maximum(row[documents], np.minimum(1.0, values))

    def cover(self) -> np.ndarray:
        """Share of the query that each service answers to, in [0, 1]."""
        whole = sum(self.weights.values())
        return sum(self.weights[n] * row for n, row in self.rows.items()) / whole


def _words(snapshot: Snapshot, query: Query, presence: _Presence) -> np.ndarray:
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
    subjects = [slot for slot in query.slots if slot.weight]
    for left, right in zip(subjects, subjects[1:], strict=False):
        for a, share_a in left.stems.items():
            for b, share_b in right.stems.items():
                documents, values = index.posting((a, b))
                if len(documents):
                    idf = (index.idf(a) + index.idf(b)) / 2
                    total[documents] += PAIR * share_a * share_b * idf * values
    return total / whole if whole else total


def _concepts(snapshot: Snapshot, topics: dict[str, Match], presence: _Presence) -> np.ndarray:
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
        if parent and parent not in topics:
            documents, values = snapshot.affinity(parent)
            total[documents] += PARENT * match.strength * values
    return total / max(1.0, whole) ** 0.5


def _wishes(snapshot: Snapshot, wishes: dict[str, Match]) -> np.ndarray:
    factors = np.ones(snapshot.size, dtype=np.float32)
    for code, match in wishes.items():
        concept = snapshot.lexicon.concepts[code]
        text = np.zeros(snapshot.size, dtype=np.float32)
        documents, values = snapshot.affinity(code)
        text[documents] = np.minimum(1.0, values * 1.6) * 0.9
        for name, values in concept.filters.items():
            evidence = np.maximum(intents.met(name, values, snapshot.facets), text)
            factors *= intents.factor(name, evidence, min(1.0, match.strength * 1.5))
    return factors
