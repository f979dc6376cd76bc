"""The lexicon: what is written in the file, and what it means."""

import json
from pathlib import Path

import pytest

from services.search.intents import AUDIENCES
from services.search.lexicon import (
    COLUMNS,
    LEXICON_FILE,
    Lexicon,
    Row,
    read,
    read_filters,
    read_term,
)

NEEDS_FILE = Path(LEXICON_FILE).with_name("needs.json")
HEADER = ",".join(COLUMNS)


def rows() -> list[Row]:
    return read(LEXICON_FILE.read_text(encoding="utf-8"))


def test_the_file_names_only_needs_of_the_guide():
    known = {need["code"] for need in json.loads(NEEDS_FILE.read_text(encoding="utf-8"))["needs"]}
    assert {need for row in rows() for need in row.needs} <= known


def test_every_need_is_said_in_everyday_words():
    known = {need["code"] for need in json.loads(NEEDS_FILE.read_text(encoding="utf-8"))["needs"]}
    assert known <= {need for row in rows() for need in row.needs}


def test_a_broader_subject_exists():
    found = rows()
    concepts = {row.concept for row in found}
    assert {row.parent for row in found if row.parent} <= concepts


def test_a_subject_stands_once_in_each_language():
    pairs = [(row.concept, row.language) for row in rows()]
    assert len(pairs) == len(set(pairs))


def test_wishes_for_a_public_name_known_publics():
    wished = {value for row in rows() for value in read_filters(row.filters).get("public", ())}
    assert wished <= set(AUDIENCES)


def test_a_term_may_weigh_speak_against_or_name_a_theme():
    assert read_term("imprimante*3").weight == 3
    assert read_term("-imprimante 3d").weight == -1
    assert read_term("@numerique").code == "numerique"


@pytest.mark.parametrize(
    "text",
    ["autre,colonne\n", f"{HEADER}\nimpots,fr\n", f"{HEADER}\nimpots,fr,,,,,,\n"],
)
def test_an_unreadable_file_names_its_line(text):
    with pytest.raises(ValueError, match="ligne"):
        read(text)


def test_synonyms_stand_for_each_other_beside_other_words_only():
    lexicon = Lexicon(
        [
            Row("enfant", "fr", expressions=("enfant", "gosse"), filters="synonymes"),
            Row("notes", "fr", "Notes", ("notes de mon enfant",), ("notes",)),
            Row("seul", "fr", "Enfants", ("enfant",), ("enfants",)),
        ]
    )
    assert "=enfant" in lexicon.keys("gosse")
    assert lexicon.expressions[0].keys == ("note", "=enfant")
    assert lexicon.expressions[1].keys == ("enfant",)
