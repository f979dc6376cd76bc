"""One fusion of words, lexicon, meaning and wishes, every part of which can be told."""

from dataclasses import dataclass, field

import numpy as np

from services.search import scoring, semantics
from services.search.analysis import clauses
from services.search.confidence import LEAST, confidence
from services.search.lexicon import OUTSIDE
from services.search.meeting import Match
from services.search.query import Query, read_query
from services.search.snapshot import Snapshot, best_of
from services.search.spelling import Speller

WORDS, LEXICON, MEANING = 1.0, 1.2, 0.35
OTHER_SENSE = 0.45  # taken from a word said in another sense than the one that is meant
TOGETHER = 0.5  # kept by a service that answers to nothing of the query but its meaning
NOT_DIGITAL, INFERRED = 0.8, 0.9
_NEAR, _SAME = 0.40, 0.85  # cosine with an expression: no sign of it, sure sign of it
_FAR, _CLOSE = 0.15, 0.60  # cosine with a service
BY_MEANING = 0.9
IN_PART = 0.92  # an expression that a clause says, the whole sentence says a little less
CONFIRMED = 0.25
# Under the first share of the best score, a service only « peut aussi aider »; of those no more
# than a page is kept, and none under the second share.
SURE, LEAST_SHARE, PAGE = 0.2, 0.04, 20
CANDIDATES = 1_000
# What so many services say in their names (that of the town) names none of them.
EVERYWHERE, FEW = 0.3, 50


@dataclass
class Parts:
    """What each part gave to each service found, in the order of the keys."""

    words: np.ndarray
    lexicon: np.ndarray
    meaning: np.ndarray
    wishes: np.ndarray
    cover: np.ndarray


@dataclass
class Ranking:
    """Keys of the services found in one snapshot, best first, and how they came there."""

    snapshot: Snapshot
    query: Query
    keys: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    scores: np.ndarray = field(default_factory=lambda: np.zeros(0, np.float32))
    rows: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    parts: Parts | None = None
    topics: dict[str, Match] = field(default_factory=dict)
    wishes: dict[str, Match] = field(default_factory=dict)
    sure: float = 0.0
    confidence: float = 0.0
    signals: dict[str, float] = field(default_factory=dict)


def rank(
    snapshot: Snapshot,
    text: str,
    *,
    limit: int = CANDIDATES,
    typing: bool = True,
    speller: Speller | None = None,
) -> Ranking:
    """The services that answer `text`; none when the guide has nothing on it."""
    query = read_query(
        text,
        speller or snapshot.speller,
        snapshot.lexicon,
        together=snapshot.together,
        typing=typing,
    )
    ranking = Ranking(snapshot, query)
    if not query.slots or not snapshot.size:
        return ranking
    vector = semantics.encode_query(_meant_text(query)) if snapshot.phrases is not None else None
    if vector is not None:
        ranking.signals["phrase"] = _meet_by_meaning(query, snapshot, vector)
    _sort_matches(ranking)
    presence = scoring.Presence(snapshot, query, ranking.wishes)
    said = scoring.words(snapshot, query, presence)
    meant = scoring.concepts(snapshot, ranking.topics, presence)
    meaning = np.zeros(snapshot.size, dtype=np.float32)
    if vector is not None:
        raw = snapshot.likeness(vector, said + meant)
        ranking.signals["cosine"] = float(raw.max(initial=0.0))
        meaning = np.clip((raw - _FAR) / (_CLOSE - _FAR), 0, 1)
    if max((m.strength for m in ranking.topics.values() if m.slots), default=0.0) > 0.7:
        said *= 1 - OTHER_SENSE * (1 - np.minimum(1.0, 3 * meant))
    cover = presence.cover()
    factors = scoring.wishes(snapshot, ranking.wishes)
    factors *= np.where(snapshot.facets.digital, 1.0, NOT_DIGITAL)
    factors *= np.where(snapshot.facets.inferred, INFERRED, 1.0)
    scores = WORDS * said + LEXICON * meant + MEANING * meaning
    scores *= factors * (1 - TOGETHER + TOGETHER * cover)
    _weigh_signals(ranking, presence, scores, cover)
    ranking.confidence = confidence(ranking.signals, by_meaning=vector is not None)
    if ranking.signals["named"] > 0.99 and not ranking.signals["outside"]:
        ranking.confidence = max(ranking.confidence, LEAST)  # a name, wholly said
    if ranking.confidence >= LEAST:
        _keep(ranking, scores, Parts(said, meant, meaning, factors, cover), limit)
    return ranking


def _keep(ranking: Ranking, scores: np.ndarray, parts: Parts, limit: int) -> None:
    """The best, ties in the order of the keys so that every database agrees."""
    best = float(scores.max())
    ranking.sure = SURE * best
    kept = int((scores >= ranking.sure).sum())
    limit = min(limit, max(kept, PAGE))
    rows = np.flatnonzero(scores > max(LEAST_SHARE * best, 1e-6))
    if len(rows) > limit:
        rows = best_of(scores, limit)
    rows = rows[np.lexsort((ranking.snapshot.keys[rows], -scores[rows]))]
    ranking.rows, ranking.keys = rows, ranking.snapshot.keys[rows]
    ranking.scores = scores[rows]
    ranking.parts = Parts(**{name: values[rows] for name, values in vars(parts).items()})


def _sort_matches(ranking: Ranking) -> None:
    """Part the concepts met into subjects and wishes; some are both."""
    for code, match in ranking.query.matches.items():
        concept = ranking.snapshot.lexicon.concepts[code]
        if concept.filters and OUTSIDE not in concept.filters:
            ranking.wishes[code] = match
        if concept.speaks_of_services:
            ranking.topics[code] = match


def _weigh_signals(
    ranking: Ranking, presence: scoring.Presence, scores: np.ndarray, cover: np.ndarray
) -> None:
    """What tells whether the guide has an answer at all."""
    query, index = ranking.query, ranking.snapshot.index
    best = best_of(scores, 5)
    if not len(best):
        best = np.zeros(1, dtype=np.int64)
    foreign = {n for n in query.outside if query.slots[n].word not in index.title_surfaces}
    unread = {n for n, slot in enumerate(query.slots) if not slot.readings}
    topic = max((m.strength for m in ranking.topics.values() if m.slots), default=0.0)
    ranking.signals.update(
        cover=float(cover[best].max()),
        topic=topic,
        meant=max((m.strength for m in ranking.topics.values() if m.by_meaning), default=0.0),
        words=min(len(query.subjects), 6) / 6,
        outside=presence.share(foreign),
        unread=presence.share({n for n in unread if not query.slots[n].french}),
        unheard=presence.share({n for n in unread if query.slots[n].french}),
        named=_named(ranking.snapshot, query, presence, best),
    )


def _named(snapshot: Snapshot, query: Query, presence: scoring.Presence, best: np.ndarray) -> float:
    """Share of the query that the names of one service hold: its title, its actor, its place."""
    index = snapshot.index
    total = np.zeros(len(best), dtype=np.float32)
    whole = 0.0
    for number, weight in presence.weights.items():
        stems = [stem for stem, share in query.slots[number].stems.items() if share >= 0.9]
        named = [index.names(stem) for stem in stems]
        if any(len(rows) > EVERYWHERE * max(snapshot.size, FEW) for rows in named):
            continue
        whole += weight
        held = np.zeros(len(best), dtype=bool)
        for rows in named:
            if len(rows):
                held |= rows[np.minimum(np.searchsorted(rows, best), len(rows) - 1)] == best
        total += weight * held
    return float(total.max()) / whole if whole else 0.0


def _meant_text(query: Query) -> str:
    """What is given to the encoder: as typed when every word is known, else as understood."""
    if any(slot.corrected or slot.completed for slot in query.slots):
        return query.readable
    return query.text[:200].strip()


def _meet_by_meaning(query: Query, snapshot: Snapshot, vector: np.ndarray) -> float:
    """Add the concepts whose expressions mean the same; return the best cosine."""
    likeness = snapshot.phrases.vectors @ vector
    for clause in clauses(query.text):
        part = snapshot.phrases.vectors @ semantics.encode_query(clause)
        likeness = np.maximum(likeness, IN_PART * part)
    explained = query.explained
    top = best_of(likeness, 12)
    top = top[np.argsort(-likeness[top])]
    query.near += [snapshot.phrases.concepts[number] for number in top.tolist()]
    seen: set[str] = set()
    for number in top:
        strength = float((likeness[number] - _NEAR) / (_SAME - _NEAR))
        strength = min(1.0, strength)
        if strength <= 0.05:
            break
        code = snapshot.phrases.concepts[number]
        if code in seen:
            continue
        seen.add(code)
        known = query.matches.get(code)
        if known is not None:
            known.strength = min(1.0, known.strength + CONFIRMED * strength)
            continue
        query.matches[code] = Match(
            code,
            strength * BY_MEANING * max(0.0, 1 - 1.1 * explained),
            frozenset(),
            snapshot.phrases.texts[number],
            "",
            by_meaning=True,
        )
    return float(likeness[top].max(initial=0.0))
