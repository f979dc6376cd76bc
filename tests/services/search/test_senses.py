"""Whole sentences of residents, understood by what others say of the same subject."""

import numpy as np
import pytest

from services.models import LexiconEntry
from services.search import semantics
from services.search.lexicon import Lexicon, Row
from services.search.senses import Sayings

ROWS = (
    Row("manger", "fr", "Aide alimentaire", ("colis",), ("le frigo est vide", "j'ai faim")),
    Row("imprimer", "fr", "Imprimer", ("imprimante",), ("sortir une feuille de mon téléphone",)),
    Row("pizza", "fr", "", ("pizza", "restaurant"), filters="hors-guide"),
)


@pytest.fixture(scope="module")
def sayings():
    return Sayings(Lexicon(ROWS))


def senses(sayings, text):
    return sayings.senses([semantics.encode_query(text)])


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("plus rien à manger à la maison", "manger"),
        ("there is no food left in my fridge", "manger"),
        ("mettre ce papier du portable sur une feuille", "imprimer"),
    ],
)
def test_a_sentence_without_a_word_of_the_lexicon_finds_its_subject(sayings, text, subject):
    assert next(iter(senses(sayings, text).shares)) == subject


def test_shares_sum_to_one_at_most_and_the_likeliest_comes_first(sayings):
    shares = list(senses(sayings, "j'ai faim").shares.values())
    assert shares == sorted(shares, reverse=True) and sum(shares) <= 1.0001


def test_what_the_guide_does_not_answer_is_known_too(sayings):
    ordered = senses(sayings, "une pizza au restaurant")
    assert ordered.outside > ordered.near


def test_sentences_are_read_by_meaning_alone():
    lexicon = Lexicon(ROWS)
    assert "frigo" not in lexicon.surfaces and "colis" in lexicon.surfaces


def test_a_change_encodes_only_what_is_new(sayings, monkeypatch):
    encoded = []
    real = semantics.encode
    monkeypatch.setattr(semantics, "encode", lambda texts: encoded.extend(texts) or real(texts))
    more = (*ROWS, Row("wifi", "fr", "Wifi", ("capter internet",)))
    again = Sayings(Lexicon(more), sayings)
    assert encoded == ["Wifi", "capter internet"]
    assert len(again.texts) == len(sayings.texts) + 2


def test_processes_share_one_file_and_drop_the_former_one(tmp_path, monkeypatch):
    monkeypatch.setattr(semantics, "folder", lambda: tmp_path)
    first = Sayings(Lexicon(ROWS))
    monkeypatch.setattr(semantics, "encode", None)  # not asked again
    second = Sayings(Lexicon(ROWS))
    assert np.allclose(first.vectors, second.vectors)
    monkeypatch.undo()
    monkeypatch.setattr(semantics, "folder", lambda: tmp_path)
    Sayings(Lexicon(ROWS[:1]))
    assert len(list(tmp_path.glob("*.npy"))) == 1


def test_a_broken_file_is_made_again(tmp_path, monkeypatch):
    monkeypatch.setattr(semantics, "folder", lambda: tmp_path)
    first = Sayings(Lexicon(ROWS))
    next(tmp_path.glob("*.npy")).write_bytes(b"half")
    assert np.allclose(Sayings(Lexicon(ROWS)).vectors, first.vectors)


@pytest.mark.django_db
def test_a_row_shipped_before_there_were_sentences_is_still_known_as_shipped():
    row = Row("essai", "fr", "Essai", ("mot",))
    assert LexiconEntry.of_row(row).shipped == "f1ddb6c59fd539cae0e7fbb06d35a993"
