"""Why a service was found, as values that a page can put into words."""

from dataclasses import dataclass

import numpy as np

from services.search import scoring
from services.search.ranking import Ranking

WORD, SUBJECT, WISH, MEANING = "word", "subject", "wish", "meaning"
_ENOUGH = 0.3


@dataclass(frozen=True)
class Reason:
    """`kind` is one of WORD (« contient « imprimante » »), SUBJECT (the label of a concept),
    WISH (the label of a wish: « Gratuit », « Ouvert le samedi ») and MEANING; `strength` sorts;
    `wishes` are the filters of a WISH."""

    kind: str
    text: str
    strength: float
    wishes: tuple[tuple[str, tuple[str, ...]], ...] = ()


def reasons(ranking: Ranking, row: int) -> list[Reason]:
    """The reasons of the service at this row of the ranking's snapshot, the best first."""
    found = [*_words(ranking, row), *_subjects(ranking, row), *_wishes(ranking, row)]
    if not any(reason.kind != WISH for reason in found):
        found.append(Reason(MEANING, "", 0.1))
    return sorted(found, key=lambda reason: -reason.strength)


def _value(posting: tuple[np.ndarray, np.ndarray], row: int) -> float:
    documents, values = posting
    place = int(np.searchsorted(documents, row))
    return float(values[place]) if place < len(documents) and documents[place] == row else 0.0


def _words(ranking: Ranking, row: int) -> list[Reason]:
    index = ranking.snapshot.index
    found = []
    for slot in ranking.query.subjects:
        shares = {
            stem: share * _value(index.posting(stem), row) for stem, share in slot.stems.items()
        }
        stem = max(shares, key=lambda one: shares[one], default="")
        if stem and shares[stem] > 0.1:
            said = slot.word if stem in slot.own_stems else slot.reading_of(stem)
            found.append(Reason(WORD, said, shares[stem] * slot.weight))
    return found


def _subjects(ranking: Ranking, row: int) -> list[Reason]:
    snapshot = ranking.snapshot
    found = []
    senses = ranking.senses
    sure = {code: senses.level * share for code, share in senses.shares.items()}
    sure |= {code: match.strength for code, match in ranking.topics.items()}
    for code, strength in sure.items():
        value = strength * _value(snapshot.affinity(code), row)
        label = snapshot.lexicon.concepts[code].label
        if value > _ENOUGH and label:
            found.append(Reason(SUBJECT, label, value))
    return found


def _wishes(ranking: Ranking, row: int) -> list[Reason]:
    snapshot = ranking.snapshot
    found = []
    for code, match in ranking.wishes.items():
        met = max(float(values[row]) for values in scoring.evidence(snapshot, code).values())
        concept = snapshot.lexicon.concepts[code]
        if met >= 0.8 and concept.label:
            wishes = tuple(concept.filters.items())
            found.append(Reason(WISH, concept.label, match.strength * met * 0.9, wishes))
    return found
