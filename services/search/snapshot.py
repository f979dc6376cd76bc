"""Everything a process needs to answer a search, for one revision of the guide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from services.search import semantics
from services.search.documents import Document
from services.search.index import EMPTY, Index, Posting
from services.search.intents import Facets
from services.search.lexicon import Concept, Lexicon
from services.search.senses import Sayings
from services.search.spelling import Speller

# Past this many services the whole vectors are read only for those that shorter ones choose.
WHOLE_VECTORS = 4_000
SHORT, NEAREST = 96, 300
_FLOOR = 0.9  # an affinity below this share of what a good service reaches is not stretched to 1
_KEPT = 2_000
_CODE_WORTH = 0.12


@dataclass(frozen=True)
class Entry:
    """A service as stored: what it is, its folded words by field, its packed vector."""

    document: Document
    tokens: Mapping[str, str]
    vector: np.ndarray | None = None


class Snapshot:
    """Postings, meanings, facets and vocabulary; never changed once made."""

    def __init__(
        self,
        entries: Iterable[Entry],
        lexicon: Lexicon,
        *,
        sayings: Sayings | None = None,
        whole: "Snapshot | None" = None,
    ):
        """`whole`: the guide that these few entries, changed since, are to be ranked beside."""
        entries = list(entries)
        self.whole = whole
        self.lexicon = lexicon
        self.sayings = sayings
        self.keys = np.array([entry.document.key for entry in entries], dtype=np.int64)
        self.index = Index(
            (entry.tokens for entry in entries),
            lexicon.pairs(),
            frame=whole.index if whole else None,
        )
        self.facets = Facets.of([entry.document for entry in entries])
        self.codes = _codes(entries)
        self._place_vectors(entries)
        self.speller = Speller(self._vocabulary())
        self.together = _Together(lexicon.said_together(), self.index)
        self._affinities: dict[str, Posting] = {}
        self._scales: dict[str, float] = {}

    @property
    def size(self) -> int:
        return len(self.keys)

    def _vocabulary(self) -> dict[str, float]:
        """Folded words of services and lexicon, and what each is worth in a doubt."""
        worth: dict[str, float] = {}
        for word, times in self.index.surfaces.items():
            title = self.index.title_surfaces.get(word, 0)
            worth[word] = 1.0 + min(times, 50) ** 0.5 + 1.5 * min(title, 30) ** 0.5
        for word, times in self.lexicon.surfaces.items():
            worth[word] = worth.get(word, 0.0) + 1.0 + min(times, 20) ** 0.5
        found = {word: value for word, value in worth.items() if not word.isdigit()}
        return {**self.whole.speller.worth, **found} if self.whole else found

    def _place_vectors(self, entries: list[Entry]) -> None:
        self.vectors = self.short = self.axes = None
        if self.sayings is None or not entries:
            return
        blank = np.zeros(semantics.DIMENSIONS, dtype=np.int8)
        packed = np.stack([blank if e.vector is None else e.vector for e in entries])
        if len(entries) <= WHOLE_VECTORS:
            self.vectors = semantics.unpack(packed)
            return
        self.packed = packed
        self.axes = np.ascontiguousarray(self.sayings.axes[:, -SHORT:])
        self.short = np.concatenate(
            [semantics.unpack(part) @ self.axes for part in np.array_split(packed, 16)]
        )

    def likeness(self, vector: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """Cosine of a query with every service; with many services, only for those that short
        vectors find nearest and for those of the best `scores` so far."""
        if self.vectors is not None:
            return self.vectors @ vector
        result = np.zeros(self.size, dtype=np.float32)
        if self.short is None:
            return result
        rough = self.short @ (vector @ self.axes)
        chosen = np.union1d(best_of(rough, NEAREST), best_of(scores, NEAREST))
        result[chosen] = semantics.unpack(self.packed[chosen]) @ vector
        return result

    def affinity(self, code: str) -> Posting:
        """Services that a concept is about, with how much, in [0, 1]."""
        if code not in self._affinities:
            self._affinities[code] = self._weigh(self.lexicon.concepts[code])
        return self._affinities[code]

    def _scale(self, code: str, highest: float) -> float:
        """What an affinity of 1 is worth: what the best service of the whole guide reaches."""
        if self.whole is not None:
            self.whole.affinity(code)
            return self.whole._scales.get(code) or max(highest, _FLOOR)
        self._scales[code] = max(highest, _FLOOR)
        return self._scales[code]

    def _weigh(self, concept: Concept) -> Posting:
        total = np.zeros(self.size, dtype=np.float32)
        best = 0.0
        highest = self.index.highest_idf
        for term in concept.terms:
            if term.code:
                total[self.codes.get(term.code, EMPTY[0])] += _CODE_WORTH * term.weight
                continue
            documents, parts = self.index.sequence(term.stems)
            if not len(documents):
                continue
            rarity = max(self.index.idf(stem) for stem in term.stems) / highest
            worth = term.weight * rarity**0.5
            total[documents] += worth * parts
            best = max(best, worth)
        documents = np.flatnonzero(total > 0.05)
        if not len(documents) or best <= 0:
            return EMPTY
        values = total[documents] / self._scale(concept.code, float(total.max()))
        np.minimum(values, 1.0, out=values)
        if len(documents) > _KEPT:
            kept = np.argpartition(values, -_KEPT)[-_KEPT:]
            documents, values = documents[kept], values[kept]
        return documents.astype(np.int32), values.astype(np.float32)


def best_of(values: np.ndarray, count: int) -> np.ndarray:
    """Rows of the highest values above 0, some `count` of them.

    Choosing among the few near the top is ten times faster than among all.
    """
    highest = float(values.max(initial=0.0))
    rows = np.zeros(0, dtype=np.int64)
    for share in (0.8, 0.6, 0.4, 0.2, 0.0):
        rows = np.flatnonzero(values > share * highest)
        if len(rows) >= count:
            break
    if len(rows) <= count:
        return rows
    return rows[np.argsort(-values[rows], kind="stable")[:count]]


class _Together:
    """Pairs of stems that the lexicon says or that a title says."""

    def __init__(self, said: set[tuple[str, str]], index: Index):
        self._said, self._index = said, index

    def __contains__(self, pair: object) -> bool:
        return pair in self._said or len(self._index.posting(pair)[0]) > 0


def _codes(entries: list[Entry]) -> dict[str, np.ndarray]:
    """Theme → services; « numerique--acquerir-… » also answers to what follows the dashes."""
    found: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        codes = entry.document.codes | entry.document.audiences
        codes |= {code.split("--", 1)[-1] for code in codes}
        for code in codes:
            found.setdefault(code, []).append(number)
    return {code: np.array(numbers, dtype=np.int32) for code, numbers in found.items()}
