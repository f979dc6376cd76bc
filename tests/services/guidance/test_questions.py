"""Three questions: one a page, always a way on, and an honest list at the end."""

import pytest
from html5lib import parse
from hypothesis import given
from hypothesis import strategies as st

from services.guidance.questions import PARAMETERS, QUESTIONS, to_ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


def page(client, url: str = "/aide/"):
    answer = client.get(url)
    assert answer.status_code == 200, answer
    return parse(answer.content.decode(), namespaceHTMLElements=False)


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).replace("\u00a0", " ").split())


def links(document) -> dict[str, str]:
    """Addresses by the words of their link, in the page's own part."""
    main = document.find(".//main")
    return {text_of(link): link.get("href") for link in main.iter("a")}


def heading(document) -> str:
    return text_of(document.find(".//h1"))


@pytest.fixture
def guide(make_service, make_location):
    centre = make_location(
        name="Maison", address="1 place", opening_hours="Tu 09:00-12:00", quarter="centre"
    )
    far = make_location(name="Lointain", latitude=None, longitude=None, quarter="la-rousse")
    make_service(
        title="Imprimer au centre", at=centre, needs=["imprimer"], terms={"audience": ["seniors"]}
    )
    make_service(title="Imprimer loin", at=far, needs=["imprimer"])
    make_service(title="Créer un jeu", at=far, needs=["jouer-creer"], pillar="loisir")


def test_one_question_a_page_until_the_results(client, guide):
    first = page(client)
    assert heading(first) == "Pour quoi faire ?"
    second = page(client, links(first)["Imprimer un document"])
    assert heading(second) == "Pour qui ?"
    third = page(client, links(second)["Personnes âgées 1 aide"])
    assert heading(third) == "Où et quand ?"
    form = third.find(".//main//form")
    values = [(box.get("name"), box.get("value")) for box in form.iter("input")]
    assert ("besoin", "imprimer") in values and ("public", "seniors") in values
    assert {value for name, value in values if name == "quartier"} == {"", "centre"}
    answer = client.get(form.get("action"), {**dict(values), "quartier": "centre", "ouvert": ""})
    assert answer["Location"] == "/services/?besoin=imprimer&public=seniors&quartier=centre&aide=1"


def test_only_options_that_lead_somewhere_are_offered(client, guide):
    words = links(page(client))
    assert "Imprimer un document" in words and "Jouer, créer, découvrir" in words
    assert "Les impôts" not in words
    assert "Jeunes" not in str(links(page(client, "/aide/?besoin=imprimer")))


def test_i_do_not_know_is_always_an_answer(client, guide):
    second = page(client, links(page(client))["Je ne sais pas"])
    assert heading(second) == "Pour qui ?"
    third = page(client, links(second)["Je ne sais pas ou pour tout le monde"])
    assert heading(third) == "Où et quand ?"
    checked = [box for box in third.iter("input") if "checked" in box.attrib]
    assert {box.get("value") for box in checked} == {""}
    answer = client.get("/aide/?besoin=&public=&quartier=&ouvert=")
    assert answer["Location"] == "/services/?aide=1"


def test_a_question_without_any_option_is_not_asked(client, guide):
    assert heading(page(client, "/aide/?besoin=jouer-creer")) == "Où et quand ?"


def test_the_way_back_keeps_the_answers(client, guide):
    third = page(client, "/aide/?besoin=imprimer&public=seniors")
    back = links(third)["Question précédente"]
    second = page(client, back)
    assert heading(second) == "Pour qui ?"
    first = page(client, links(second)["Question précédente"])
    assert heading(first) == "Pour quoi faire ?"
    assert links(first)["Imprimer un document"] == "/aide/?public=seniors&besoin=imprimer"


def test_answers_stand_above_the_results_and_can_be_changed(client, guide):
    results = page(client, "/services/?besoin=imprimer&aide=1")
    given = next(s for s in results.iter("section") if "given" in s.get("class", ""))
    assert text_of(given).startswith(
        "Vos réponses Pour quoi faire ?Imprimer un document Modifier : Pour quoi faire ?"
        "Pour qui ?Je ne sais pas"
    )
    again = [link.get("href") for link in given.iter("a")]
    assert heading(page(client, again[0])) == "Pour quoi faire ?"
    assert heading(page(client, again[1])) == "Pour qui ?"
    assert heading(page(client, again[2])) == "Où et quand ?"
    # The other answers hold when one changes.
    assert client.get(again[0].split("&question")[0])["Location"].endswith("imprimer&aide=1")


def test_an_ordinary_search_shows_no_answers(client, guide):
    assert b"Vos r\xc3\xa9ponses" not in client.get("/services/?besoin=imprimer").content


def test_answers_that_leave_nothing_together_offer_a_way_out(client, guide):
    document = page(client, "/aide/?besoin=imprimer&public=&quartier=la-rousse&ouvert=aujourdhui")
    assert heading(document) == "Aucune aide ne répond à tout cela"
    ways = links(document)
    way = ways["Imprimer un document, La Rousse"]
    assert client.get(way)["Location"] == "/services/?besoin=imprimer&quartier=la-rousse&aide=1"


def test_what_is_open_is_offered_only_when_something_is(client, guide, tuesday_morning):
    values = {box.get("value") for box in page(client, "/aide/?besoin=&public=").iter("input")}
    assert {"maintenant", "aujourdhui"} <= values
    tuesday_morning.shift(3 * 3600)
    values = {box.get("value") for box in page(client, "/aide/?besoin=&public=").iter("input")}
    assert not values & {"maintenant", "aujourdhui"}


def test_nothing_is_stored(client, guide):
    client.get("/aide/?besoin=imprimer&public=seniors")
    assert not client.cookies


@pytest.mark.parametrize(
    "query",
    [
        "besoin=inconnu",
        "besoin=imprimer&besoin=x",
        "question=x",
        "public=%00&quartier=" + "a" * 900,
    ],
)
def test_any_address_is_answered_kindly(client, guide, query):
    assert client.get(f"/aide/?{query}").status_code in (200, 302)


def test_an_empty_guide_still_leads_to_the_results(client):
    assert client.get("/aide/").status_code in (200, 302)


def test_the_paper_asks_the_same_questions(client, guide):
    text = text_of(page(client, "/aide/papier/").find(".//article"))
    for words in ("Imprimer un document", "Personnes âgées", "Centre", "Je ne sais pas"):
        assert words in text
    assert all(str(question.title).replace("\u00a0", " ") in text for question in QUESTIONS)
    assert "http://testserver/aide/" in text


def test_each_question_takes_few_queries(client, guide, django_assert_max_num_queries):
    client.get("/aide/")
    for url in ("/aide/?besoin=imprimer", "/aide/?besoin=imprimer&public="):
        client.get(url + "&tri=nom")
        with django_assert_max_num_queries(4):
            client.get(url)


ANSWERS = st.dictionaries(
    st.sampled_from([*PARAMETERS, "question", "tri"]),
    st.sampled_from(["", "imprimer", "pour-quoi", "pour-qui", "ou-quand", "centre"]),
)


@given(ANSWERS, st.sets(st.sampled_from([question.code for question in QUESTIONS])))
def test_the_path_always_ends(given_answers, possible):
    """Answering « je ne sais pas » to whatever is asked reaches the results in three steps."""
    answers = dict(given_answers)
    for _question in QUESTIONS:
        asked = to_ask(answers, lambda question: question.code in possible)
        if asked:
            assert asked.code in possible
            answers = {**answers, **dict.fromkeys(asked.parameters, "")}
            answers.pop("question", None)
    assert to_ask(answers, lambda question: question.code in possible) is None
