"""Searches are counted without any person, and without a write per page."""

import json
from datetime import date

import pytest

from services.models import SearchCount
from services.search import counts
from services.search.names import names_in
from services.search.spelling import Speller

DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def noted() -> list[list]:
    if not counts.file().exists():
        return []
    return [json.loads(line) for line in counts.file().read_text().splitlines()]


def note(town, text):
    counts.note(text, town.search(text), language="fr", day=DAY)


def test_a_search_is_noted_by_its_words_its_language_and_its_day(town):
    note(town, "Imprimer un CV")
    [[day, words, language, results]] = noted()
    assert (day, words, language) == ("2026-11-24", "imprimer un cv", "fr")
    assert results > 0


@pytest.mark.parametrize(
    "text",
    [
        "jean.dupont@exemple.fr",
        "06 12 34 56 78",
        "1 85 05 78 006 084",
        "4970 1012 3456 7890",
        "Kowalczyk Przemyslaw",
        "mme Bensaïd",
        "https://exemple.fr",
        "",
    ],
)
def test_what_may_tell_of_a_person_is_never_noted(town, text):
    note(town, text)
    assert noted() == []


def test_an_unknown_word_is_left_out(town):
    note(town, "impots przemyslaw")
    assert noted()[0][1] == "impots"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Impôts Pierre Martin", "impots"),
        ("impots pierre martin", "impots"),
        ("imprimer Charretier", "imprimer"),
        ("imprimer chez claire", "imprimer chez"),
        ("Martin impots", "impots"),
        ("Rose", ""),
        ("claire", ""),
    ],
)
def test_a_name_that_is_a_french_word_is_left_out(town, text, kept):
    note(town, text)
    assert (noted() or [["", ""]])[0][1] == kept


def test_a_name_that_the_guide_knows_is_kept_alone_and_not_beside_another():
    speller = Speller({"pierre": 1.0, "impots": 1.0, "martin": 1.0})
    assert names_in("Impôts place Pierre", speller) == set()
    assert names_in("impots pierre martin", speller) == {"pierre", "martin"}


def test_a_search_that_found_nothing_is_noted(town):
    note(town, "vétérinaire chien")
    assert noted()[0][1:] == ["veterinaire chien", "fr", 0]


@pytest.mark.parametrize("text", ["bateau", "ophtalmologue", "chameau bateau"])
def test_a_need_that_the_guide_has_no_word_for_is_noted(town, text):
    note(town, text)
    assert noted()[0][1] == text


@pytest.mark.django_db
def test_notes_are_folded_into_the_table_once(town):
    note(town, "imprimer")
    note(town, "imprimer")
    note(town, "wifi")
    with counts.file().open("a") as stream:
        stream.write('["2026-11-24", "coupé')
    assert counts.fold_in() == 3
    assert counts.fold_in() == 0
    assert dict(SearchCount.objects.values_list("words", "count")) == {"imprimer": 2, "wifi": 1}


@pytest.mark.django_db
def test_a_night_cut_short_is_taken_up_again(town):
    note(town, "imprimer")
    counts.file().rename(counts.file().with_suffix(".folding"))
    assert counts.fold_in() == 1
