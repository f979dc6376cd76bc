"""What to propose while somebody types: needs, services, actors, and common searches."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from services.search.analysis import query_words, words
from services.search.common_words import STOP_WORDS
from services.search.spelling import Speller

NEED, SERVICE, ACTOR, SEARCH = "need", "service", "actor", "search"
_ORDER = {NEED: 0, SEARCH: 1, SERVICE: 2, ACTOR: 3}
_SHARE = {NEED: 2, SEARCH: 3, SERVICE: 4, ACTOR: 2}
LIMIT = 8


@dataclass(frozen=True)
class Suggestion:
    """`target` is the code of a need, the slug of a service or an actor, or words to search.

    `told`: the text in other languages, as pairs; its words are found too.
    """

    kind: str
    text: str
    target: str
    also: str = ""
    told: tuple[tuple[str, str], ...] = ()

    def text_in(self, language: str) -> tuple[str, str]:
        """The text for a page in this language, and the language that it is in.

        "" for the name of an actor, which is of none.
        """
        known = dict(self.told)
        if language in known:
            return known[language], language
        return self.text, "" if self.kind == ACTOR else "fr"

    @property
    def every_word(self) -> list[str]:
        texts = [self.text, self.also, *(text for _language, text in self.told)]
        return list(dict.fromkeys(words(" ".join(texts))))


class Suggester:
    """Suggestions by the beginnings of their words."""

    def __init__(self, suggestions: Iterable[Suggestion], speller: Speller):
        self.all = sorted(suggestions, key=lambda one: (_ORDER[one.kind], len(one.text), one.text))
        self.speller = speller
        found: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.all):
            for word in one.every_word:
                found[word].append(number)
        self.words = sorted(found)
        self._numbers = [np.array(found[word], dtype=np.int32) for word in self.words]

    def suggest(self, text: str, limit: int = LIMIT) -> list[Suggestion]:
        """Up to `limit` suggestions for what is being typed; none under two signs."""
        typed = query_words(text)
        if not typed or len("".join(typed)) < 2:
            return []
        subjects = [word for word in typed[:-1] if word not in STOP_WORDS] + typed[-1:]
        kept = self._all_of(subjects)
        if not len(kept):
            kept = self._all_of([self._corrected(word) for word in subjects])
        return self._spread(kept, limit)

    def _corrected(self, word: str) -> str:
        if word in self.speller or self.speller.complete(word, 1):
            return word
        found = self.speller.correct(word)
        return found[0][0] if found else word

    def _all_of(self, beginnings: list[str]) -> np.ndarray:
        kept: np.ndarray | None = None
        for beginning in beginnings:
            numbers = self._beginning(beginning)
            kept = numbers if kept is None else np.intersect1d(kept, numbers, assume_unique=True)
            if not len(kept):
                break
        return np.zeros(0, np.int32) if kept is None else kept

    def _beginning(self, start: str) -> np.ndarray:
        first = bisect_left(self.words, start)
        last = bisect_left(self.words, start + "\U0010ffff")
        if first == last:
            return np.zeros(0, np.int32)
        return np.unique(np.concatenate(self._numbers[first:last]))

    def _spread(self, numbers: np.ndarray, limit: int) -> list[Suggestion]:
        """Some of each kind; what one kind leaves goes to the others."""
        by_kind: dict[str, list[Suggestion]] = defaultdict(list)
        for number in numbers.tolist():
            one = self.all[number]
            if len(by_kind[one.kind]) < limit:
                by_kind[one.kind].append(one)
        chosen = [one for kind, found in by_kind.items() for one in found[: _SHARE[kind]]]
        rest = [one for kind, found in by_kind.items() for one in found[_SHARE[kind] :]]
        chosen = (chosen + rest)[:limit]
        return sorted(chosen, key=lambda one: (_ORDER[one.kind], len(one.text), one.text))
