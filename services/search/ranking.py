"""One fusion of words, lexicon, senses, meaning and wishes, every part of which can be told."""

from dataclasses import dataclass, field

import numpy as np

from services.search import scoring, semantics
from services.search.analysis import clauses
from services.search.confidence import LEAST, confidence
from services.search.lexicon import OUTSIDE
from services.search.meeting import Match
from services.search.query import Query, read_query
from services.search.senses import Senses
from services.search.snapshot import Snapshot, best_of
from services.search.spelling import Speller

WORDS, LEXICON, SENSE, MEANING = 0.7, 1.2, 3.0, 0.5
UNEXPLAINED = 0.4  # more for the meaning of what no expression of the lexicon accounts for
EXPLAINED = 0.5  # less for the sense of what one accounts for
LITERAL, _QUOTED = 0.7, 0.75  # less still when the words quote a service
OTHER_SENSE = 0.6  # taken from a word said in another sense than the one that is meant
TOGETHER = 0.3  # kept by a service that answers to nothing of the query but its meaning
SENSE_COVERS, _COVERED = 1.8, 0.9  # how much of a query the sense alone may answer to
NOT_DIGITAL, INFERRED = 0.8, 0.9
_FAR, _CLOSE = 0.15, 0.60  # cosine with a service
# Under the first share of the best score, a service only « peut aussi aider »; of those no more
# than a page is kept, and none under the second share.
SURE, LEAST_SHARE, PAGE = 0.2, 0.04, 20
CANDIDATES = 1_000
_CLEAR, _WISHED = 0.7, 0.4  # strengths of a subject and of a wish that leave no doubt
# What so many services say in their names (that of the town) names none of them.
EVERYWHERE, FEW = 0.3, 50


@dataclass
class Parts:
    """What each part gave to each service found, in the order of the keys."""

    words: np.ndarray
    lexicon: np.ndarray
    sense: np.ndarray
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
    senses: Senses = field(default_factory=Senses)
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
    _sort_matches(ranking)
    vectors = _vectors(ranking)
    if vectors:
        ranking.senses = snapshot.sayings.senses(vectors)
        query.near += ranking.senses.shares
    presence = scoring.Presence(snapshot, query, ranking.wishes)
    parts = _parts(ranking, presence, vectors)
    scores = _fused(ranking, parts)
    _weigh_signals(ranking, presence, scores, parts.cover)
    ranking.confidence = confidence(ranking.signals, by_meaning=bool(vectors))
    if ranking.signals["named"] > 0.99 and not ranking.signals["outside"]:
        ranking.confidence = max(ranking.confidence, LEAST)  # a name, wholly said
    if ranking.confidence >= LEAST:
        _keep(ranking, scores, parts, limit)
    return ranking


def _parts(ranking: Ranking, presence: scoring.Presence, vectors: list[np.ndarray]) -> Parts:
    """What each part gives to every service of the snapshot."""
    snapshot, query = ranking.snapshot, ranking.query
    said = scoring.words(snapshot, query, presence)
    meant = scoring.concepts(snapshot, ranking.topics, presence)
    sense = scoring.sense(snapshot, ranking.senses) * (1 - EXPLAINED * query.explained)
    sense *= 1 - LITERAL * float(np.clip((said.max() - _QUOTED) / (1 - _QUOTED), 0, 1))
    meaning = np.zeros(snapshot.size, dtype=np.float32)
    if vectors:
        raw = snapshot.likeness(vectors[0], said + meant + sense)
        ranking.signals["cosine"] = float(raw.max(initial=0.0))
        meaning = np.clip((raw - _FAR) / (_CLOSE - _FAR), 0, 1)
    if max((match.strength for match in ranking.topics.values()), default=0.0) > _CLEAR:
        said *= 1 - OTHER_SENSE * (1 - np.minimum(1.0, 3 * meant))
    factors = scoring.wishes(snapshot, ranking.wishes)
    factors *= np.where(snapshot.facets.digital, 1.0, NOT_DIGITAL)
    factors *= np.where(snapshot.facets.inferred, INFERRED, 1.0)
    # A service of a subject that is surely meant answers to words that it does not say.
    answered = np.maximum(presence.cover(), np.minimum(_COVERED, SENSE_COVERS * sense))
    return Parts(said, meant, sense, meaning, factors, answered)


def _fused(ranking: Ranking, parts: Parts) -> np.ndarray:
    """The one sum of all parts, weighed by the wishes met and by how much is answered to."""
    meaning = MEANING + UNEXPLAINED * (1 - ranking.query.explained)
    total = WORDS * parts.words + LEXICON * parts.lexicon
    total += SENSE * parts.sense + meaning * parts.meaning
    return total * parts.wishes * (1 - TOGETHER + TOGETHER * parts.cover)


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
    unfinished = any(slot.completed for slot in query.slots)  # no sense to be read yet
    topic = max((match.strength for match in ranking.topics.values()), default=0.0)
    ranking.signals.update(
        cover=float(cover[best].max()),
        topic=topic,
        near=ranking.senses.near,
        phrase=ranking.senses.nearest,
        aside=0.0 if unfinished else ranking.senses.outside,
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


def _vectors(ranking: Ranking) -> list[np.ndarray]:
    """The meaning of the whole query, then of its parts; nothing when the meaning is off.

    The whole is taken as typed when every word is known, else as understood.
    """
    query = ranking.query
    if ranking.snapshot.sayings is None:
        return []
    understood = any(slot.corrected or slot.completed for slot in query.slots)
    whole = query.readable if understood else query.text[:200].strip()
    texts = [whole, *clauses(query.text), _without_wishes(ranking)]
    return [semantics.encode_query(text) for text in texts if text]


def _without_wishes(ranking: Ranking) -> str:
    """« cours de tablette » of « cours de tablette gratuit le samedi »; "" when no wish is told."""
    query = ranking.query
    wished = {
        place
        for code, match in ranking.wishes.items()
        if code not in ranking.topics and match.strength > _WISHED
        for place in match.slots
    }
    left = [slot for place, slot in enumerate(query.slots) if place not in wished]
    if not wished or not any(slot.weight for slot in left):
        return ""
    return " ".join(slot.best for slot in left)
