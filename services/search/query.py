"""What was typed, read: words, what each may stand for, and what is meant by them together."""

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, field

from services.search.analysis import impersonal, query_words, script
from services.search.lexicon import Lexicon
from services.search.meeting import Match, meet
from services.search.slots import LIGHT, STOP, WORD, Slot, choose, fill_keys, read_slots
from services.search.spelling import Speller


@dataclass
class Query:
    """A query as read; `near` are concepts to go to when it has no answer."""

    text: str
    slots: list[Slot]
    matches: dict[str, Match] = field(default_factory=dict)
    outside: set[int] = field(default_factory=set)
    near: list[str] = field(default_factory=list)
    language: str = "fr"
    words: str = ""

    @property
    def explained(self) -> float:
        """How much of the query the surest subject accounts for, in [0, 1]."""
        whole = sum(slot.weight for slot in self.slots) or 1.0
        return max(
            (
                match.strength * sum(self.slots[place].weight for place in match.slots) / whole
                for match in self.matches.values()
            ),
            default=0.0,
        )

    @property
    def readable(self) -> str:
        """The query with its corrections and its last word completed: what is understood."""
        return " ".join(slot.best for slot in self.slots)

    @property
    def correction(self) -> str:
        """The corrected query when a correction is sure enough to be told, else nothing."""
        return self.readable if any(slot.corrected for slot in self.slots) else ""

    @property
    def subjects(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.weight > STOP]


def read_query(
    text: str,
    speller: Speller,
    lexicon: Lexicon,
    *,
    together: Container[tuple[str, str]] = frozenset(),
    typing: bool = True,
) -> Query:
    """Read a query; `together`: stems known to follow each other, to choose between readings.

    `typing`: the last word may be unfinished, unless a space follows it.
    """
    sequence = query_words(text)
    open_end = typing and not text[:200].endswith((" ", "?", "!", "."))
    slots = read_slots(sequence, speller, open_end, lexicon.next_words)
    if all(slot.weight == STOP for slot in slots):
        for slot in slots:
            slot.weight = LIGHT
    elif all(slot.weight <= LIGHT for slot in slots):
        for slot in slots:
            slot.weight = WORD if slot.weight else STOP
    choose(slots, together)
    for slot in slots:
        fill_keys(slot, lexicon)
    query = Query(text=text, slots=slots, words=" ".join(sequence))
    met = meet(slots, impersonal(sequence), lexicon)
    query.matches, query.outside, query.near = met.matches, met.outside, met.aside
    query.language = _language(query, lexicon)
    return query


def _language(query: Query, lexicon: Lexicon) -> str:
    """The language that the query seems to be in: its script, else its expressions."""
    scripts = [stem_language for slot in query.slots if (stem_language := _script(slot.word))]
    if scripts:
        return scripts[0]
    votes: dict[str, float] = defaultdict(float)
    for match in query.matches.values():
        votes[match.language] += match.strength * len(match.slots)
    best = max(votes, key=lambda code: (votes[code], code == "fr"), default="fr")
    return best if votes.get(best, 0) > votes.get("fr", 0.0) else "fr"


def _script(word: str) -> str:
    language = script(word)
    return language if language in ("ar", "ru") else ""
