"""Corrections, completions, words glued together."""

import pytest

from services.search.phonetics import sound
from services.search.spelling import Speller, french_words, mistakes

WORDS = """
impots imprimante tablette retraite mot passe pronote logement harcelement ameli caf
emploi motivation ordinateur telephone cyberharcelement
"""
KNOWN = dict.fromkeys(WORDS.split(), 4.0)


@pytest.fixture(scope="module")
def speller():
    return Speller(KNOWN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("inpots", "impots"),
        ("inprimante", "imprimante"),
        ("tablete", "tablette"),
        ("retrete", "retraite"),
        ("logemant", "logement"),
        ("arselement", "harcelement"),
        ("amelie", "ameli"),
        ("kaf", "caf"),
        ("enploi", "emploi"),
        ("motivasion", "motivation"),
        ("ordinateure", "ordinateur"),
        ("telefone", "telephone"),
    ],
)
def test_a_misspelt_word_finds_the_word_of_the_guide(speller, typed, meant):
    assert speller.correct(typed)[0][0] == meant


def test_a_word_far_from_all_is_left_alone(speller):
    assert speller.correct("veterinaire") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("foto", "photo"), ("deklaration", "declaration"), ("sosiale", "sociale")],
)
def test_words_that_sound_alike_share_a_key(one, other):
    assert sound(one) == sound(other)


def test_a_slip_to_a_neighbouring_key_counts_half():
    assert mistakes("iprimante", "imprimante") == 1
    assert mistakes("imprimaste", "imprimante") == 1
    assert mistakes("impeimante", "imprimante") == 0.5


def test_a_beginning_is_completed(speller):
    assert [word for word, _ in speller.complete("impri")] == ["imprimante"]


def test_words_glued_together_are_parted(speller):
    assert speller.split("motdepasse") == ["mot", "de", "passe"]
    assert speller.split("azeqsd") == []


def test_french_words_are_known():
    assert "veterinaire" in french_words()
    assert "inpots" not in french_words()
