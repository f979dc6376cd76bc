"""Text into words and stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.analysis import MAX_WORDS, clauses, query_words, stem, stems, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’aide aux impôts", ["l", "aide", "aux", "impots"]),
        ("C.V. et lettre", ["cv", "et", "lettre"]),
        ("cœur à cœur", ["coeur", "a", "coeur"]),
        ("yazıcı", ["yazici"]),
        ("Rendez-vous", ["rendez", "vous"]),
    ],
)
def test_words_lose_accents_elisions_and_dots(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("impôt", "impôts"),
        ("imprimer", "imprimante"),
        ("numériser", "numérisation"),
        ("الضرائب", "ضرائب"),
        ("работу", "работа"),
        ("code", "codes"),
    ],
)
def test_forms_of_one_word_share_a_stem(one, other):
    assert stem(words(one)[0]) == stem(words(other)[0])


@pytest.mark.parametrize(("one", "other"), [("café", "caf"), ("aide", "aidants")])
def test_short_words_are_not_confused(one, other):
    assert stem(words(one)[0]) != stem(words(other)[0])


def test_words_without_subject_are_not_indexed():
    assert stems("Je voudrais imprimer mon CV s’il vous plaît") == ["imprim", "cv"]


def test_a_query_is_read_up_to_its_limits():
    assert len(query_words("mot " * 500)) == MAX_WORDS
    assert len(query_words("a" * 10_000)[0]) == 200


@given(st.text())
def test_any_text_has_words_that_stay_as_they_are(text):
    for word in words(text):
        assert words(word) == [word]


def test_a_long_sentence_is_also_read_part_by_part():
    assert clauses("ma mère ne sort plus et elle a des papiers à remplir") == [
        "ma mère ne sort plus",
        "elle a des papiers à remplir",
    ]
    assert clauses("refaire ma carte vitale") == []
