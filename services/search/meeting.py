"""Which subjects and wishes of the lexicon a query speaks of."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from services.search.lexicon import OUTSIDE, Expression, Lexicon
from services.search.slots import WORD, Slot
from services.search.spelling import french_words

_AS_LISTED = 0.42  # under it, the word only resembles one that the guide does not answer
_FALSE_FRIEND = 0.35  # a foreign expression in a query all of French words
_NEARLY, _LEAST = 0.68, 0.4  # share of an expression said, with a word missing and without
_SILENCED = 0.35
# « Mon mari fait tout et moi je suis perdue » does not say « perdu mon mari ».
_APART, _SCATTERED = 2, 0.4
_TOO_SHORT = 4  # « papiers » is no « papi », « courant » no « cours », though their stems agree


@dataclass
class Match:
    """A concept met in a query, how surely, and through which words."""

    concept: str
    strength: float
    slots: frozenset[int]
    text: str
    language: str


@dataclass
class Met:
    """The best match of each concept, the words the guide does not answer, and their concepts."""

    matches: dict[str, Match]
    outside: set[int]
    aside: list[str]


def meet(slots: Sequence[Slot], words: str, lexicon: Lexicon) -> Met:
    """Find the expressions of the lexicon that the query says, wholly or nearly.

    `words`: those of the query, whoever speaks.
    """
    total = sum(slot.weight for slot in slots) or 1.0
    french = all(slot.word in french_words() for slot in slots if slot.weight)
    found = []
    for number, said in _said(slots, lexicon).items():
        expression = lexicon.expressions[number]
        strength = _strength(expression, said, lexicon)
        places = frozenset(place for place, _weight in said.values())
        if not strength or (expression.literal and f" {expression.said} " not in f" {words} "):
            continue
        if " " not in expression.bare and not any(slots[place].weight for place in places):
            continue
        if len(expression.keys) == 1:
            strength *= _as_written(slots[min(places)], expression.bare)
        elif max(places) - min(places) > len(expression.bare.split()) + _APART:
            strength *= _SCATTERED
        told = sum(slots[place].weight for place in places) / total
        strength *= 0.45 + 0.55 * min(told, 1.0)
        if french and expression.language not in ("fr", "ar", "ru"):
            strength *= _FALSE_FRIEND
        if strength:
            found.append(
                Match(expression.concept, strength, places, expression.text, expression.language)
            )
    return _settled(found, lexicon)


def _said(slots: Sequence[Slot], lexicon: Lexicon) -> dict[int, dict[str, tuple[int, float]]]:
    """Expression → its keys that the query says, each with the place that says it best."""
    said: dict[int, dict[str, tuple[int, float]]] = defaultdict(dict)
    for place, slot in enumerate(slots):
        for key, share in slot.keys.items():
            numbers = lexicon.by_key.get(key)
            if not numbers:
                continue
            weight = share * lexicon.key_weight[key]
            for number in numbers:
                keys = said[number]
                if key not in keys or keys[key][1] < weight:
                    keys[key] = (place, weight)
    return said


def _strength(
    expression: Expression, said: dict[str, tuple[int, float]], lexicon: Lexicon
) -> float:
    """How far the expression is said, 0 when too little of it is."""
    wanted = set(expression.keys)
    missing = len(wanted) - len(said)
    cover = sum(weight for _place, weight in said.values()) / sum(
        lexicon.key_weight[key] for key in wanted
    )
    if missing > (len(wanted) > 2) or cover < (_NEARLY if missing else _LEAST):
        return 0.0
    return expression.weight * min(cover, 1.0) ** (3 if missing else 2)


def _as_written(slot: Slot, bare: str) -> float:
    """Is a lone word said as the lexicon has it, but for its ending? « compte » is not
    « compter »; a light word (« aide ») counts only as it is written."""
    ending = "es"
    if any(surface.rstrip(ending) == bare.rstrip(ending) for surface in slot.readings):
        return 1.0 if slot.weight == WORD or slot.word == bare else 0.0
    if slot.weight != WORD or len(bare.rstrip(ending)) <= _TOO_SHORT:
        return 0.0
    return 0.6


def _settled(found: list[Match], lexicon: Lexicon) -> Met:
    """Keep the best expression of each concept; « carte grise » silences « carte »."""
    found.sort(key=lambda match: (-len(match.slots), -match.strength))
    strongest = max((match.strength for match in found), default=0.0)
    met = Met({}, set(), [])
    inside: set[int] = set()
    for match in found:
        concept = lexicon.concepts[match.concept]
        if OUTSIDE in concept.filters:
            if match.strength > _AS_LISTED:
                met.outside |= match.slots
                met.aside.append(match.concept)
            continue
        if concept.is_topic and _is_silenced(match, found, strongest, lexicon):
            match.strength *= _SILENCED
        elif concept.is_topic and len(match.slots) > 1 and match.strength > 0.6:
            inside |= match.slots  # « vendre ma voiture » is a paper to fill in
        kept = met.matches.get(match.concept)
        if kept is None or match.strength > kept.strength:
            met.matches[match.concept] = match
    met.outside -= inside
    return met


def _is_silenced(match: Match, found: list[Match], strongest: float, lexicon: Lexicon) -> bool:
    """Does a longer expression of another subject hold all the words of this one?"""
    least = max(match.strength, 0.5 * strongest)
    return any(
        other.slots > match.slots
        and other.concept != match.concept
        and other.strength >= least
        and lexicon.concepts[other.concept].is_topic
        for other in found
    )
