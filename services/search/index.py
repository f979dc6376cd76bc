"""Postings of a guide: which service says which stem, how much, and where."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from services.search.analysis import stem
from services.search.common_words import STOP_WORDS
from services.search.documents import FIELD_WEIGHTS

K1, B = 1.2, 0.45
NAMES = ("title", "actor", "place")
Posting = tuple[np.ndarray, np.ndarray]
EMPTY: Posting = (np.zeros(0, np.int32), np.zeros(0, np.float32))
Pair = tuple[str, str]


class Index:
    """BM25F postings: for each stem, the services and the part of each in [0, 1).

    A part is tf / (tf + K1), tf summed over fields with their weights and lengths; a score is
    the sum of idf × part. Pairs of adjacent stems are kept for titles and for `pairs`.
    """

    def __init__(
        self,
        tokens: Iterable[Mapping[str, str]],
        pairs: set[Pair] = frozenset(),
        *,
        frame: "Index | None" = None,
    ):
        """`frame`: the index of the whole guide, whose rarities and lengths a small part takes."""
        self.frame = frame
        fields = list(FIELD_WEIGHTS)
        lengths: dict[str, list[int]] = {name: [] for name in fields}
        counts: list[dict[str, Counter]] = []
        self.surfaces: Counter[str] = Counter()
        self.title_surfaces: Counter[str] = Counter()
        self.size = 0
        names: dict[str, list[int]] = defaultdict(list)
        stem_of: dict[str, str] = {}
        for document in tokens:
            self.size += 1
            seen: set[str] = set()
            entry: dict[str, Counter] = {}
            for name in fields:
                sequence = document.get(name, "").split()
                stems = []
                for word in sequence:
                    if word in STOP_WORDS:
                        continue
                    seen.add(word)
                    if word not in stem_of:
                        stem_of[word] = stem(word)
                    stems.append(stem_of[word])
                lengths[name].append(len(stems))
                if not stems:
                    continue
                found: Counter = Counter(stems)
                for pair in zip(stems, stems[1:], strict=False):
                    if name == "title" or pair in pairs:
                        found[pair] += 1
                entry[name] = found
                if name in NAMES:
                    for term in set(stems):
                        names[term].append(self.size - 1)
                if name == "title":
                    self.title_surfaces.update(set(sequence) - STOP_WORDS)
            self.surfaces.update(seen)
            counts.append(entry)
        self.names = {term: np.unique(np.array(n, np.int32)) for term, n in names.items()}
        self._build(counts, lengths)

    def _build(self, counts: list[dict[str, Counter]], lengths: dict[str, list[int]]) -> None:
        evened = {}
        self.average = self.frame.average if self.frame else {}
        for name, values in lengths.items():
            filled = [value for value in values if value]
            average = self.average.setdefault(name, sum(filled) / len(filled) if filled else 1.0)
            evened[name] = [FIELD_WEIGHTS[name] / (1 - B + B * n / average) for n in values]
        gathered: dict[str | Pair, list[tuple[int, float]]] = defaultdict(list)
        for number, entry in enumerate(counts):
            total: dict[str | Pair, float] = defaultdict(float)
            for name, found in entry.items():
                weight = evened[name][number]
                for term, times in found.items():
                    total[term] += weight * times
            for term, tf in total.items():
                gathered[term].append((number, tf / (tf + K1)))
            entry.clear()
        self.postings: dict[str | Pair, Posting] = {}
        for term, pairs in gathered.items():
            documents, parts = zip(*pairs, strict=True)
            self.postings[term] = (
                np.array(documents, dtype=np.int32),
                np.array(parts, dtype=np.float32),
            )

    def posting(self, term: str | Pair) -> Posting:
        return self.postings.get(term, EMPTY)

    def idf(self, term: str | Pair) -> float:
        if self.frame is not None:
            return self.frame.idf(term)
        found = len(self.posting(term)[0])
        return math.log(1 + (self.size - found + 0.5) / (found + 0.5))

    @property
    def highest_idf(self) -> float:
        if self.frame is not None:
            return self.frame.highest_idf
        return math.log(1 + (self.size + 0.5) / 0.5)

    def sequence(self, stems: tuple[str, ...]) -> Posting:
        """Services that say all these stems in a row (in twos), with the weakest part."""
        if len(stems) == 1:
            return self.posting(stems[0])
        documents, parts = self.posting((stems[0], stems[1]))
        for pair in zip(stems[1:], stems[2:], strict=False):
            others, values = self.posting(pair)
            documents, left, right = np.intersect1d(
                documents, others, assume_unique=True, return_indices=True
            )
            parts = np.minimum(parts[left], values[right])
        return documents.astype(np.int32), parts
