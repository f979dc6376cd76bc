"""What was typed, read: words, what each may stand for, and what is meant by them together."""

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, field

from services.search.analysis import query_words, script, stem
from services.search.common_words import LIGHT_WORDS, STOP_WORDS
from services.search.lexicon import OUTSIDE, Lexicon
from services.search.spelling import Speller, french_words

WORD, LIGHT, STOP = 1.0, 0.3, 0.0
SURE = 0.72  # a correction as near as this is told to the reader
_PREFIX_OF_KNOWN = 0.45
_AS_LISTED = 0.42  # under it, the word only resembles one that the guide does not answer
_FALSE_FRIEND = 0.35  # a foreign expression in a query all of French words


@dataclass
class Slot:
    """One word of the query and what it may stand for: surface → share in (0, 1]."""

    word: str
    readings: dict[str, float] = field(default_factory=dict)
    weight: float = WORD
    known: bool = True
    french: bool = True
    corrected: str = ""
    completed: bool = False
    keys: dict[str, float] = field(default_factory=dict)
    stems: dict[str, float] = field(default_factory=dict)

    @property
    def best(self) -> str:
        if self.corrected:
            return self.corrected
        return max(self.readings, key=self.readings.get) if self.completed else self.word

    @property
    def own_stems(self) -> frozenset[str]:
        """Stems of what was typed itself, when the guide knows it."""
        return frozenset({stem(self.word)}) if self.word in self.readings else frozenset()

    def reading_of(self, own: str) -> str:
        """The likeliest word of this stem that the slot may stand for."""
        surfaces = [surface for surface in self.readings if stem(surface) == own]
        return max(surfaces, key=lambda surface: self.readings[surface], default=own)


@dataclass
class Match:
    """A concept met in a query, how surely, and through which words."""

    concept: str
    strength: float
    slots: frozenset[int]
    text: str
    language: str
    by_meaning: bool = False


@dataclass
class Query:
    text: str
    slots: list[Slot]
    matches: dict[str, Match] = field(default_factory=dict)
    outside: set[int] = field(default_factory=set)
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
    slots = _slots(sequence, speller, open_end)
    if all(slot.weight == STOP for slot in slots):
        for slot in slots:
            slot.weight = LIGHT
    elif all(slot.weight <= LIGHT for slot in slots):
        for slot in slots:
            slot.weight = WORD if slot.weight else STOP
    _choose(slots, together)
    for slot in slots:
        _fill_keys(slot, lexicon)
    query = Query(text=text, slots=slots, words=" ".join(sequence))
    _meet(query, lexicon)
    query.language = _language(query, lexicon)
    return query


def _slots(sequence: list[str], speller: Speller, open_end: bool) -> list[Slot]:
    slots: list[Slot] = []
    place = 0
    while place < len(sequence):
        joined = _joined(sequence, place, speller)
        if joined:
            word, length, share = joined
            typed = " ".join(sequence[place : place + length])
            slots.append(Slot(typed, {word: share}, known=False, corrected=word))
            place += length
            continue
        word = sequence[place]
        last = open_end and place == len(sequence) - 1
        slots += _read_word(word, speller, last, alone=len(sequence) == 1)
        place += 1
    return slots


def _joined(sequence: list[str], place: int, speller: Speller) -> tuple[str, int, float] | None:
    """« parcour sup », « wi fi »: words written apart that the guide writes as one."""
    for length in (3, 2):
        parts = sequence[place : place + length]
        if len(parts) < length or not all(part.isalpha() for part in parts):
            continue
        whole = "".join(parts)
        stops = sum(part in STOP_WORDS for part in parts)
        strangers = [part for part in parts if part not in speller and part not in STOP_WORDS]
        if len(whole) < (4, 9, 11, 99)[stops]:
            continue
        if whole in speller and (strangers or len(parts[0]) < 4 or len(whole) > 7):
            return whole, length, 1.0
        if strangers and len(whole) >= 8 and (length == 2 or len(parts[1]) <= 2):
            found = speller.correct(whole)
            alone = max((_best(part, speller) for part in strangers), default=0.0)
            if found and found[0][1] >= max(0.85, alone):
                return found[0][0], length, found[0][1]
    return None


def _best(word: str, speller: Speller) -> float:
    found = speller.correct(word)
    return found[0][1] if found else 0.0


def _read_word(word: str, speller: Speller, last: bool, *, alone: bool = False) -> list[Slot]:
    if word in STOP_WORDS and not (last and len(word) > 3):
        return [Slot(word, {word: 1.0}, STOP)]
    weight = LIGHT if word in LIGHT_WORDS else WORD
    completions = dict(speller.complete(word)) if last and len(word) > 1 else {}
    if word in speller:
        share = _PREFIX_OF_KNOWN if alone else _PREFIX_OF_KNOWN / 2
        readings = {other: share * near for other, near in completions.items() if len(word) > 3}
        return [Slot(word, {**readings, word: 1.0}, weight)]
    if word in STOP_WORDS:
        return [Slot(word, {word: 1.0}, STOP)]
    if word.isdigit():
        return [Slot(word, {word: 1.0}, LIGHT, known=False)]
    french = word in french_words()
    if completions and len(word) > 2 and not french:
        return [Slot(word, completions, weight, french=False, completed=True)]
    found = speller.correct(word)
    share = found[0][1] if found else 0.0
    if not french and share < 0.8:
        parts = speller.split(word)
        if parts:
            slots = [slot for part in parts for slot in _read_word(part, speller, False)]
            for slot in slots:
                slot.corrected = slot.word
            return slots
    if french:
        near = {other: 0.6 * value for other, value in found if value > 0.85}
        near.update({other: 0.5 * value for other, value in completions.items()})
        return [Slot(word, near, weight, known=False)]
    readings = {other: value**1.5 for other, value in found if value >= share - 0.2}
    sure = found[0][0] if share >= SURE else ""
    return [Slot(word, readings, weight, known=False, french=False, corrected=sure)]


def _choose(slots: list[Slot], together: Container[tuple[str, str]]) -> None:
    """Between readings, prefer those that make a known pair with a neighbour's."""
    subjects = [slot for slot in slots if slot.weight]
    for left, right in zip(subjects, subjects[1:], strict=False):
        if len(left.readings) < 2 and len(right.readings) < 2:
            continue
        pairs = [
            (a, b) for a in left.readings for b in right.readings if (stem(a), stem(b)) in together
        ]
        if not pairs:
            continue
        for slot, kept in ((left, {a for a, _ in pairs}), (right, {b for _, b in pairs})):
            if slot.word in slot.readings:
                continue
            nearest = max(kept, key=lambda surface: slot.readings[surface])
            slot.readings = {
                surface: max(share, 0.9) if surface in kept else share * 0.4
                for surface, share in slot.readings.items()
            }
            if not slot.completed:
                slot.corrected = nearest


def _fill_keys(slot: Slot, lexicon: Lexicon) -> None:
    for surface, share in slot.readings.items():
        for key in lexicon.keys(surface):
            slot.keys[key] = max(slot.keys.get(key, 0.0), share)
        own = stem(surface)
        slot.stems[own] = max(slot.stems.get(own, 0.0), share)


def _meet(query: Query, lexicon: Lexicon) -> None:
    """Find the expressions of the lexicon that the query says, wholly or nearly."""
    met: dict[int, dict[int, float]] = defaultdict(dict)
    for number, slot in enumerate(query.slots):
        best: dict[int, float] = {}
        for key, share in slot.keys.items():
            weight = share * lexicon.key_weight.get(key, 0.0)
            for expression in lexicon.by_key.get(key, ()):
                best[expression] = max(best.get(expression, 0.0), weight)
        for expression, weight in best.items():
            met[expression][number] = weight
    total = sum(slot.weight for slot in query.slots) or 1.0
    french = all(slot.word in french_words() for slot in query.subjects)
    found: list[Match] = []
    for number, places in met.items():
        expression = lexicon.expressions[number]
        if len(places) > len(expression.keys):
            kept = sorted(places, key=lambda place: -places[place])[: len(expression.keys)]
            places = {place: places[place] for place in kept}
        whole = sum(lexicon.key_weight[key] for key in expression.keys)
        cover = sum(places.values()) / whole
        missing = len(set(expression.keys)) - len(places)
        if missing > (len(expression.keys) > 2) or cover < (0.68 if missing else 0.4):
            continue
        if not any(query.slots[place].weight for place in places) and " " not in expression.bare:
            continue
        if expression.literal and not _says(query, expression.bare):
            continue
        told = sum(query.slots[place].weight for place in places) / total
        strength = expression.weight * min(cover, 1.0) ** (3 if missing else 2)
        if len(expression.keys) == 1:
            strength *= _as_written(query.slots[min(places)], expression.bare)
        strength *= 0.45 + 0.55 * min(told, 1.0)
        if french and expression.language not in ("fr", "ar", "ru"):
            strength *= _FALSE_FRIEND
        found.append(
            Match(
                expression.concept,
                strength,
                frozenset(places),
                expression.text,
                expression.language,
            )
        )
    _settle(query, found, lexicon)


def _as_written(slot: Slot, bare: str) -> float:
    """Is a lone word said as the lexicon has it, but for its ending? « compte » is not « compter »;
    a light word (« aide ») counts only as it is written."""
    ending = "es"
    if any(surface.rstrip(ending) == bare.rstrip(ending) for surface in slot.readings):
        return 1.0 if slot.weight == WORD or slot.word == bare else 0.0
    return 0.6 if slot.weight == WORD else 0.0


def _says(query: Query, text: str) -> bool:
    return f" {text} " in f" {query.words} "


def _settle(query: Query, found: list[Match], lexicon: Lexicon) -> None:
    """Keep the best expression of each concept; « carte grise » silences « carte »."""
    found.sort(key=lambda match: (-len(match.slots), -match.strength))
    strongest = max((match.strength for match in found), default=0.0)
    inside: set[int] = set()
    for match in found:
        concept = lexicon.concepts[match.concept]
        if OUTSIDE in concept.filters:
            if match.strength > _AS_LISTED:
                query.outside |= match.slots
            continue
        larger = any(
            other.slots > match.slots and other.concept != match.concept
            for other in found
            if other.strength >= max(match.strength, 0.5 * strongest)
            and lexicon.concepts[other.concept].is_topic
        )
        if larger and concept.is_topic:
            match.strength *= 0.35
        elif concept.is_topic and len(match.slots) > 1 and match.strength > 0.6:
            inside |= match.slots  # « vendre ma voiture » is a paper to fill in
        kept = query.matches.get(match.concept)
        if kept is None or match.strength > kept.strength:
            query.matches[match.concept] = match
    query.outside -= inside


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
