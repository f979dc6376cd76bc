"""Words of a text that answer a query."""

from hypothesis import given
from hypothesis import strategies as st

from services.search.analysis import stem
from services.search.marking import pieces

STEMS = {stem("imprimer"), stem("impots"), stem("telephone")}


def on(text: str) -> list[str]:
    return [piece for piece, is_marked in pieces(text, STEMS) if is_marked]


def test_a_word_is_marked_whatever_its_accents_its_case_and_its_ending():
    assert on("IMPÔTS, téléphones et imprimés") == ["IMPÔTS", "téléphones", "imprimés"]


def test_an_elision_is_not_part_of_the_word():
    assert on("L’impôt d'avant") == ["impôt"]


@given(st.text())
def test_pieces_joined_are_the_text(text):
    assert "".join(piece for piece, _ in pieces(text, STEMS)) == text
