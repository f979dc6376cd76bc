"""Words of a query and what each may stand for: corrected, completed, joined or parted."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field

from services.search.analysis import stem
from services.search.common_words import LIGHT_WORDS, STOP_WORDS
from services.search.lexicon import Lexicon
from services.search.spelling import Speller, french_words

WORD, LIGHT, STOP = 1.0, 0.3, 0.0
SURE = 0.72  # a correction as near as this is told to the reader
_PREFIX_OF_KNOWN = 0.45
Followers = Callable[[str], Iterable[str]]


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


def read_slots(
    sequence: list[str], speller: Speller, open_end: bool, next_words: Followers
) -> list[Slot]:
    """The words as slots; `open_end`: the last may be unfinished; `next_words`: what expressions
    say after a stem."""
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
        followed = _followed(slots, word, speller, next_words) if last else []
        if followed:
            readings = dict.fromkeys(followed, 1.0)
            slots.append(Slot(word, readings, french=False, completed=True))
        else:
            slots += _read_word(word, speller, last, alone=len(sequence) == 1)
        place += 1
    return slots


def _followed(slots: list[Slot], word: str, speller: Speller, next_words: Followers) -> list[str]:
    """« carte gr »: the words that begin so and that expressions say after the last subject."""
    if len(word) < 2 or word in speller or word in STOP_WORDS:
        return []
    subject = next((slot for slot in reversed(slots) if slot.weight), None)
    if subject is None or not subject.readings:
        return []
    best = max(subject.readings, key=lambda surface: subject.readings[surface])
    return [other for other in next_words(stem(best)) if other.startswith(word)]


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


def choose(slots: list[Slot], together: Container[tuple[str, str]]) -> None:
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


def fill_keys(slot: Slot, lexicon: Lexicon) -> None:
    for surface, share in slot.readings.items():
        for key in lexicon.keys(surface):
            slot.keys[key] = max(slot.keys.get(key, 0.0), share)
        own = stem(surface)
        slot.stems[own] = max(slot.stems.get(own, 0.0), share)
