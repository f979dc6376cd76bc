"""The order of results, on services made for each rule."""

import pytest

from services.search.documents import Document
from tests.services.search.collection import guide_of

NUMERIQUE = frozenset({"numerique--acceder-a-des-services-en-ligne"})


@pytest.fixture
def search(lexicon):
    def search_in(text, *found):
        rows = [
            Document(key=number, **{"codes": NUMERIQUE, **fields})
            for number, fields in enumerate(found, start=1)
        ]
        return guide_of(rows, lexicon).search(text)

    return search_in


def test_a_word_of_the_title_counts_more_than_one_of_the_text(search):
    found = search(
        "imprimante",
        {"title": "Postes en libre accès", "description": "Avec une imprimante."},
        {"title": "Une imprimante pour tous", "description": "Dans le hall."},
    )
    assert found.keys[0] == 2


def test_everyday_words_find_a_service_that_does_not_say_them(search):
    found = search(
        "je capte rien chez moi",
        {"title": "Atelier tablette", "description": "Les premiers gestes."},
        {"title": "Se faire raccorder à la fibre", "description": "Opérateur et box."},
    )
    assert found.keys[0] == 2


def test_free_comes_first_when_free_is_asked(search):
    found = search(
        "cours de tablette gratuit",
        {"title": "Cours de tablette", "free": False},
        {"title": "Cours de tablette", "free": True},
    )
    assert found.keys[0] == 2


def test_a_service_open_that_day_comes_first(search):
    found = search(
        "imprimer samedi",
        {"title": "Imprimer un document", "days": frozenset({0, 1})},
        {"title": "Imprimer un document", "days": frozenset({5})},
    )
    assert found.keys[0] == 2


def test_the_public_asked_for_comes_first(search):
    found = search(
        "atelier smartphone seniors",
        {"title": "Atelier smartphone", "audiences": frozenset({"jeunes"})},
        {"title": "Atelier smartphone", "audiences": frozenset({"seniors"})},
    )
    assert found.keys[0] == 2


def test_a_deduced_service_ranks_below_a_stated_one(search):
    found = search(
        "wifi", {"title": "Le wifi de la gare", "inferred": True}, {"title": "Le wifi de la place"}
    )
    assert found.keys == [2, 1]


def test_what_is_not_digital_comes_after(search):
    sport = frozenset({"remobilisation--activites-sportives-et-culturelles"})
    found = search(
        "navigation",
        {"title": "Navigation à la voile", "codes": sport},
        {"title": "Navigation sur internet"},
    )
    assert found.keys[0] == 2


def test_equals_keep_the_order_of_their_keys(search):
    assert search("wifi", {"title": "Le wifi"}, {"title": "Le wifi"}).keys == [1, 2]


@pytest.mark.parametrize(
    "text", ["vétérinaire de garde", "qsdfgh", "pizza", "horaires cinéma", "plombier", ""]
)
def test_nothing_is_answered_to_what_the_guide_does_not_do(town_by_meaning, text):
    assert town_by_meaning.search(text).is_empty


def test_an_empty_answer_names_the_nearest_needs(town_by_meaning):
    answer = town_by_meaning.search("dentiste de garde")
    assert answer.is_empty
    assert "sante" in answer.near_needs()


def test_each_result_says_why(town, titles):
    answer = town.search("imprimer gratuit samedi")
    reasons = {(reason.kind, reason.text) for reason in answer.reasons(answer.keys[0])}
    assert ("subject", "Imprimer, photocopier ou scanner un document") in reasons
    assert ("wish", "Ouvert le samedi") in reasons


def test_sure_answers_are_told_from_those_that_may_help(town):
    answer = town.search("généalogie")
    assert 0 < answer.sure < len(answer.keys)


def test_meaning_may_be_switched_off(town, town_by_meaning, titles):
    for guide in (town, town_by_meaning):
        assert any("intelligence artificielle" in one for one in titles(guide.search("chatgpt")))


def test_a_name_finds_its_actor(town, titles):
    assert all("Colibri" in title for title in titles(town.search("le colibri")))


def test_every_service_is_found_by_its_own_title(town_by_meaning):
    from tests.services.search.collection import documents

    for document in documents():
        assert document.key in town_by_meaning.search(document.title).keys[:3], document.title
