"""What is proposed as one types."""

import pytest

from services.search.spelling import Speller
from services.search.suggestions import ACTOR, NEED, SEARCH, SERVICE, Suggester, Suggestion

ALL = [
    Suggestion(SERVICE, "Imprimer un document", "imprimer"),
    Suggestion(SERVICE, "Imprimer en couleur", "couleur"),
    Suggestion(NEED, "Imprimer", "imprimer", "J’ai un papier à imprimer."),
    Suggestion(ACTOR, "Médiathèque", "mediatheque"),
    Suggestion(SEARCH, "Faire une carte grise", "carte grise", "immatriculation"),
]


@pytest.fixture(scope="module")
def suggester():
    return Suggester(ALL, Speller(dict.fromkeys(["imprimer", "carte", "grise"], 1.0)))


def found(suggester, text):
    return [(one.kind, one.target) for one in suggester.suggest(text)]


def test_needs_come_first(suggester):
    assert found(suggester, "impr")[0] == (NEED, "imprimer")


def test_every_word_must_begin_a_word(suggester):
    assert found(suggester, "imp coul") == [(SERVICE, "couleur")]


def test_other_words_of_a_subject_lead_to_it(suggester):
    assert found(suggester, "immat") == [(SEARCH, "carte grise")]


def test_a_misspelt_word_is_corrected(suggester):
    assert (NEED, "imprimer") in found(suggester, "inprimer")


def test_one_sign_is_too_little(suggester):
    assert found(suggester, "i") == []
    assert found(suggester, "") == []


def test_unknown_words_give_nothing(suggester):
    assert found(suggester, "vétérinaire") == []
