"""Spelling: what a word that the guide does not know may stand for."""

import gzip
import re
import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from actors.text import fold
from services.search.common_words import STOP_WORDS
from services.search.phonetics import sound

# Neighbours on the French keyboard: a slip of the finger costs half a mistake.
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_SLIP, _SAME_SOUND = 0.5, 0.92
_WORD = re.compile(r'"([^"]+)":')
Guess = tuple[str, float]


def _neighbours() -> frozenset[str]:
    found = set()
    for row, letters in enumerate(_ROWS):
        for column, letter in enumerate(letters):
            near = [(row, column + 1), (row + 1, column), (row + 1, column - 1)]
            for r, c in near:
                if r < len(_ROWS) and 0 <= c < len(_ROWS[r]):
                    found |= {letter + _ROWS[r][c], _ROWS[r][c] + letter}
    return frozenset(found)


_NEIGHBOURS = _neighbours()


_PART = 50_000


def _sums_of(text: str) -> np.ndarray:
    words = fold(" ".join(_WORD.findall(text))).split()
    return np.fromiter((zlib.crc32(word.encode()) for word in words), np.uint32)


class FrenchWords:
    """The 140,000 French words of `pyspellchecker`, as sorted checksums (half a megabyte).

    A word that is French yet unknown to the guide is hardly a misspelling.
    """

    def __init__(self):
        path = files("spellchecker") / "resources" / "fr.json.gz"
        found: list[np.ndarray] = []
        # Part by part: the whole list of words would leave 20 MB to a process that never ends.
        with path.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as file:
            rest = ""
            while part := file.read(_PART):
                part, _, rest = (rest + part).rpartition(",")
                found.append(_sums_of(part))
            found.append(_sums_of(rest))
        self._sums = np.unique(np.concatenate(found))

    def __contains__(self, word: str) -> bool:
        value = np.uint32(zlib.crc32(word.encode()))
        place = int(np.searchsorted(self._sums, value))
        return place < len(self._sums) and self._sums[place] == value


@lru_cache(maxsize=1)
def french_words() -> FrenchWords:
    return FrenchWords()


def mistakes(word: str, other: str) -> float:
    """Letters wrong, missing, too many or swapped; a slip to a neighbouring key counts half."""
    distance = float(OSA.distance(word, other))
    if len(word) == len(other) and distance:
        wrong = [a + b for a, b in zip(word, other, strict=True) if a != b]
        if len(wrong) <= distance:
            distance -= (1 - _SLIP) * sum(pair in _NEIGHBOURS for pair in wrong)
    return distance


def allowed(word: str) -> int:
    """How many mistakes may be made in a word of this length."""
    return (0, 0, 0, 1, 1, 1, 2, 2, 2)[len(word)] if len(word) < 9 else 3


class Speller:
    """Corrections and completions towards the words of a guide and of its lexicon."""

    def __init__(self, known: Mapping[str, float]):
        """`known`: folded word → how much it is worth, above 0."""
        self.worth = dict(known)
        self.sorted = sorted(word for word in self.worth if len(word) > 2)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self.sorted:
            self._by_length[len(word)].append(word)
            key = sound(word)
            if len(key) > 1:
                self._by_sound[key].append(word)
        self._highest = max(self.worth.values(), default=1.0)
        self.correct = lru_cache(maxsize=4_096)(self._correct)

    def __contains__(self, word: str) -> bool:
        return word in self.worth

    def complete(self, start: str, limit: int = 16) -> list[Guess]:
        """Known words that begin so, the shortest and most used first, share of each."""
        place = bisect_left(self.sorted, start)
        found = []
        while place < len(self.sorted) and self.sorted[place].startswith(start):
            word = self.sorted[place]
            if word != start:
                found.append((word, self.worth[word] / (1 + 0.15 * (len(word) - len(start)))))
            place += 1
        found.sort(key=lambda guess: (-guess[1], guess[0]))
        top = found[0][1] if found else 1.0
        return [(word, (value / top) ** 0.5) for word, value in found[:limit]]

    def _correct(self, word: str, limit: int = 5) -> tuple[Guess, ...]:
        """Known words this may stand for, with a likeness in (0, 1], best first."""
        most = allowed(word)
        found: dict[str, float] = {}
        key = sound(word)
        if len(key) > 1:
            for other in self._by_sound.get(key, ()):
                if other != word and abs(len(other) - len(word)) <= 4:
                    found[other] = _SAME_SOUND
        if most:
            for length in range(len(word) - most, len(word) + most + 1):
                choices = self._by_length.get(length)
                if not choices:
                    continue
                for other, _, _ in extract(
                    word, choices, scorer=OSA.distance, score_cutoff=most, limit=20
                ):
                    if other != word:
                        found[other] = max(found.get(other, 0.0), self._likeness(word, other, key))
        ranked = sorted(
            ((other, self._blend(other, value)) for other, value in found.items() if value > 0.5),
            key=lambda guess: (-guess[1], guess[0]),
        )
        return tuple(ranked[:limit])

    def _likeness(self, word: str, other: str, key: str) -> float:
        value = 1 - mistakes(word, other) / max(len(word), len(other))
        if word[0] != other[0]:
            value -= 0.08 if len(word) > 4 else 0.5
        other_key = sound(other)
        if key and other_key:
            heard = 1 - OSA.distance(key, other_key) / max(len(key), len(other_key))
            value = max(value, 0.5 * value + 0.5 * heard)
        return value

    def _blend(self, other: str, value: float) -> float:
        """Between words as near, the one the guide uses more."""
        return value * (0.9 + 0.1 * (self.worth[other] / self._highest) ** 0.5)

    def split(self, word: str) -> list[str]:
        """A word made of known words glued together, as these words; else nothing."""
        if not 5 <= len(word) <= 30 or not word.isalpha():
            return []
        best: list[tuple[float, list[str]] | None] = [None] * (len(word) + 1)
        best[0] = (0.0, [])
        for end in range(2, len(word) + 1):
            for start in range(max(0, end - 16), end - 1):
                before, part = best[start], word[start:end]
                if before is None or not (part in self.worth or part in STOP_WORDS):
                    continue
                is_link = part in STOP_WORDS
                if is_link and (not before[1] or before[1][-1] in STOP_WORDS):
                    continue  # « mot de pas se »
                cost = before[0] + (0.25 if is_link else 3.0 / self.worth[part])
                if best[end] is None or cost < best[end][0]:
                    best[end] = (cost, [*before[1], part])
        last = best[len(word)]
        if last is None or not 2 <= len(last[1]) <= 5:
            return []
        long_enough = sum(len(part) for part in last[1] if part not in STOP_WORDS and len(part) > 3)
        return last[1] if long_enough >= 4 else []
