"""What a text is told once it is saved: remarks, each with a rule and what to write instead."""

import pytest

from actors import glossary
from actors.readability import PLAIN_WORDS, remarks


def rules(text: str, **options) -> list[str]:
    return [remark.rule for remark in remarks(text, **options)]


def test_a_plain_text_has_no_remark():
    assert remarks("On vous aide à remplir vos papiers. C’est gratuit.") == []


def test_a_long_sentence_is_counted_with_its_elisions():
    text = "L’aide " + "mot " * 13 + "fin."
    assert rules(text, most_words=PLAIN_WORDS) == ["16 mots dans une phrase, 15 au plus."]
    assert rules(text) == []


def test_an_acronym_is_explained_by_the_glossary_where_it_knows_it():
    [remark] = remarks("Venez pour la CAF.")
    assert remark.excerpt == "CAF"
    assert "aides aux familles" in remark.advice
    [unknown] = remarks("Venez pour la ZXQ.")
    assert "toutes lettres" in unknown.advice


@pytest.mark.parametrize(
    "text", ["La CAF (aides aux familles).", "La maison des jeunes (MJC).", "Un CV par SMS."]
)
def test_an_acronym_explained_beside_or_known_to_all_is_left(text):
    assert remarks(text) == []


def test_capitals_are_told_once_and_not_as_an_acronym():
    assert rules("VENEZ NOMBREUX demain.") == ["Les majuscules se lisent mal."]


@pytest.mark.parametrize("words", ["Cliquez ici", "ci-dessous"])
def test_words_that_point_are_told(words):
    assert "Ces mots ne disent rien" in rules(f"{words} pour voir.")[0]


def test_a_hard_word_comes_with_an_easy_one():
    [remark] = remarks("Une démarche dématérialisée.")
    assert remark.excerpt == "dématérialisée"
    assert "en ligne" in remark.advice


def test_every_meaning_of_the_glossary_is_itself_plain():
    for entry in glossary.ENTRIES:
        assert remarks(str(entry.meaning), most_words=PLAIN_WORDS) == [], entry.word


def test_words_of_the_glossary_are_found_whole():
    assert [entry.word for entry in glossary.found_in("La CAF et un scanner")] == [
        "CAF",
        "Numériser",
    ]
    assert glossary.found_in("un café, des pixels, la capacité") == []
