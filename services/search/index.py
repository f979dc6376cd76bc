"""Postings of a guide: which service says which stem, how much, and where."""

import math
from array import array
from collections.abc import Iterable, Mapping

import numpy as np

from services.search.analysis import stem
from services.search.common_words import STOP_WORDS
from services.search.documents import FIELD_WEIGHTS

K1, B = 1.2, 0.45
TITLE, NAMES = "title", ("title", "actor", "place")
Posting = tuple[np.ndarray, np.ndarray]
EMPTY: Posting = (np.zeros(0, np.int32), np.zeros(0, np.float32))
Pair = tuple[str, str]


class _Field:
    """One field of all services as figures: which service, which word, in order."""

    def __init__(self, services: np.ndarray, words: np.ndarray, stems: np.ndarray, count: int):
        kept = stems >= 0
        self.services, self.words, self.stems = services[kept], words[kept], stems[kept]
        self.lengths = np.bincount(self.services, minlength=count)

    def pairs(self, span: int) -> tuple[np.ndarray, np.ndarray]:
        """(service, code) of each two stems that follow each other."""
        same = self.services[1:] == self.services[:-1]
        codes = self.stems[:-1].astype(np.int64) * span + self.stems[1:]
        return self.services[1:][same], codes[same]


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
        fields = self._read(tokens)
        self._weigh(fields, pairs)
        self.surfaces = self._counted(list(fields.values()))
        self.title_surfaces = self._counted([fields[TITLE]])
        self._name_services(fields)

    def _read(self, tokens: Iterable[Mapping[str, str]]) -> dict[str, _Field]:
        self.size = 0
        numbers: dict[str, int] = {}
        read = {name: (array("i"), array("i")) for name in FIELD_WEIGHTS}
        for document in tokens:
            for name, (services, found) in read.items():
                text = document.get(name)
                if not text:
                    continue
                sequence = text.split()
                for word in sequence:
                    if word not in numbers:
                        numbers[word] = len(numbers)
                found.extend([numbers[word] for word in sequence])
                services.extend([self.size] * len(sequence))
            self.size += 1
        self._words = list(numbers)
        self.stem_ids: dict[str, int] = {}
        stem_of = np.full(len(numbers) + 1, -1, dtype=np.int32)
        for word, number in numbers.items():
            if word not in STOP_WORDS:
                stem_of[number] = self.stem_ids.setdefault(stem(word), len(self.stem_ids))
        self._span = len(self.stem_ids) + 1
        return {
            name: _Field(
                np.array(services, dtype=np.int32),
                np.array(words, dtype=np.int32),
                stem_of[np.array(words, dtype=np.int32)],
                self.size,
            )
            for name, (services, words) in read.items()
        }

    def _weigh(self, fields: dict[str, _Field], pairs: set[Pair]) -> None:
        self.average = self.frame.average if self.frame else {}
        wanted = [
            self.stem_ids[a] * self._span + self.stem_ids[b]
            for a, b in pairs
            if a in self.stem_ids and b in self.stem_ids
        ]
        wanted_codes = np.array(sorted(wanted), dtype=np.int64)
        said: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        in_a_row: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        for name, one in fields.items():
            filled = one.lengths[one.lengths > 0]
            average = self.average.setdefault(name, float(filled.mean()) if len(filled) else 1.0)
            evened = FIELD_WEIGHTS[name] / (1 - B + B * one.lengths / average)
            said.append((one.services, one.stems.astype(np.int64), evened[one.services]))
            services, codes = one.pairs(self._span)
            if name != TITLE:
                kept = np.isin(codes, wanted_codes)
                services, codes = services[kept], codes[kept]
            in_a_row.append((services, codes, evened[services]))
        self._postings = self._gathered(said)
        self._pairs = self._gathered(in_a_row)

    def _gathered(self, parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> dict:
        """Term → posting, from (services, terms, weights) of every field."""
        services, terms, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
        if not len(terms):
            return {}
        order = np.lexsort((services, terms))
        services, terms, weights = services[order], terms[order], weights[order]
        fresh = np.ones(len(terms), dtype=bool)
        fresh[1:] = (terms[1:] != terms[:-1]) | (services[1:] != services[:-1])
        starts = np.flatnonzero(fresh)
        tf = np.add.reduceat(weights, starts)
        values = (tf / (tf + K1)).astype(np.float32)
        services, terms = services[starts].astype(np.int32), terms[starts]
        borders = np.flatnonzero(np.r_[True, terms[1:] != terms[:-1]])
        ends = np.r_[borders[1:], len(terms)]
        return {
            term: (services[start:end], values[start:end])
            for term, start, end in zip(
                terms[borders].tolist(), borders.tolist(), ends.tolist(), strict=True
            )
        }

    def _counted(self, fields: list[_Field]) -> dict[str, int]:
        """Word → in how many services it stands, in any of the fields."""
        span = len(self._words) + 1
        codes = [one.services.astype(np.int64) * span + one.words for one in fields]
        words, times = np.unique(np.unique(np.concatenate(codes)) % span, return_counts=True)
        return {
            self._words[word]: count
            for word, count in zip(words.tolist(), times.tolist(), strict=True)
        }

    def _name_services(self, fields: dict[str, _Field]) -> None:
        """`names`: stem → services whose title, actor or place says it."""
        parts = [fields[name] for name in NAMES]
        found = self._gathered(
            [(p.services, p.stems.astype(np.int64), np.ones(len(p.stems))) for p in parts]
        )
        self._names = {term: services for term, (services, _parts) in found.items()}

    def names(self, term: str) -> np.ndarray:
        """Services whose title, actor or place says this stem."""
        return self._names.get(self.stem_ids.get(term, -1), EMPTY[0])

    def posting(self, term: str | Pair) -> Posting:
        """The services, ascending, and the part of each, for a stem or two in a row."""
        if isinstance(term, str):
            return self._postings.get(self.stem_ids.get(term, -1), EMPTY)
        first, second = self.stem_ids.get(term[0], -1), self.stem_ids.get(term[1], -1)
        if first < 0 or second < 0:
            return EMPTY
        return self._pairs.get(first * self._span + second, EMPTY)

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
        return documents, parts
