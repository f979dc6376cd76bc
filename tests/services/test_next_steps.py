"""« Et ensuite ? » with its reason, and a way on from a door that is shut."""

from datetime import date

import pytest
from html5lib import parse

from services.models import Closure, Pathway

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]

# The clock says Tuesday at 10.
OPEN_NOW = "Tu 09:00-12:00"
SHUT_NOW = "Tu 14:00-17:00"
PHONE = "+33490500000"


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).replace("\u00a0", " ").split())


def section(client, service, words: str) -> str:
    """The text of the part of the service's page under a heading, or an empty string."""
    answer = client.get(service.get_absolute_url())
    assert answer.status_code == 200
    document = parse(answer.content.decode(), namespaceHTMLElements=False)
    for part in document.iter("section"):
        title = part.find("h2")
        if title is not None and text_of(title).startswith(words):
            return text_of(part)
    return ""


@pytest.fixture(autouse=True)
def without_pathways(db):
    Pathway.objects.all().delete()


@pytest.fixture
def make_reachable(make_service, make_actor):
    def make(**fields):
        fields.setdefault("actor", make_actor(phone=PHONE))
        return make_service(**fields)

    return make


# What comes next.


def test_help_leads_to_learning_then_to_leisure(client, make_reachable):
    service = make_reachable(title="Être aidé", pillar="necessite")
    make_reachable(title="Apprendre", pillar="accomplissement")
    make_reachable(title="Jouer", pillar="loisir")
    text = section(client, service, "Et ensuite")
    assert text.index("Apprendre") < text.index("Jouer")
    assert "Pour le faire seul la prochaine fois" in text
    assert "Pour découvrir et partager" in text


def test_the_same_place_comes_first_and_says_so(client, make_reachable, make_location, make_place):
    here, away = make_location(), make_location(latitude=None, longitude=None)
    service = make_reachable(at=here, pillar="necessite")
    for title, location in (("A ailleurs", away), ("B ici", here)):
        make_place(service=make_reachable(title=title, pillar="accomplissement"), location=location)
    text = section(client, service, "Et ensuite")
    assert "B ici" in text and "A ailleurs" not in text
    assert "au même endroit" in text


def test_the_same_public_comes_before_the_nearest(
    client, make_reachable, make_location, make_place
):
    here = make_location()
    seniors = {"audience": ["seniors"]}
    service = make_reachable(at=here, pillar="necessite", terms=seniors)
    make_place(service=make_reachable(title="Proche", pillar="accomplissement"), location=here)
    make_reachable(title="Pour eux", pillar="accomplissement", terms=seniors)
    text = section(client, service, "Et ensuite")
    assert "pour le même public : Personnes âgées" in text
    assert "Pour eux" in text and "Proche" not in text


def test_a_level_up_in_the_same_pillar_is_a_step(client, make_reachable):
    service = make_reachable(pillar="accomplissement", terms={"level": ["je-debute"]})
    make_reachable(
        title="Avancé", pillar="accomplissement", terms={"level": ["je-veux-progresser"]}
    )
    make_reachable(title="Suite", pillar="accomplissement", terms={"level": ["je-me-debrouille"]})
    text = section(client, service, "Et ensuite")
    assert "Pour continuer" in text and "niveau « Je me débrouille »" in text
    assert "Suite" in text and "Avancé" not in text


def test_after_leisure_there_is_more_to_discover(client, make_reachable):
    service = make_reachable(pillar="loisir")
    make_reachable(title="Un autre jeu", pillar="loisir")
    text = section(client, service, "Et ensuite")
    assert "Un autre jeu" in text and "Pour découvrir autre chose" in text


def test_stated_services_that_one_can_ask_come_first(client, make_reachable, make_service):
    service = make_reachable(pillar="necessite")
    make_reachable(title="A déduit", pillar="accomplissement", inferred=True)
    make_service(title="B sans contact", pillar="accomplissement")
    make_reachable(title="C sûr", pillar="accomplissement")
    text = section(client, service, "Et ensuite")
    assert "C sûr" in text and "A déduit" not in text and "B sans contact" not in text


# A way on from a shut door.

ELSEWHERE = "La même aide, ailleurs"


@pytest.fixture
def shut(make_reachable, make_location):
    def make(hours: str = SHUT_NOW, verified: bool = True, **fields):
        place = make_location(
            opening_hours=hours, hours_verified_on=date(2026, 11, 1) if verified else None
        )
        return make_reachable(at=place, needs=["imprimer"], **fields)

    return make


@pytest.fixture
def open_elsewhere(make_reachable, make_location):
    def make(title: str = "Ouvert ailleurs", **fields):
        fields.setdefault("needs", ["imprimer"])
        place = make_location(opening_hours=OPEN_NOW, latitude="43.585822", phone=PHONE)
        return make_reachable(title=title, at=place, **fields)

    return make


def test_a_shut_service_names_the_nearest_open_one_and_how_far(client, shut, open_elsewhere):
    open_elsewhere()
    service = shut()
    text = section(client, service, ELSEWHERE)
    assert text.startswith("La même aide, ailleurs, en ce moment C’est fermé en ce moment.")
    assert "Ouvert ailleurs" in text and "à 400 m à vol d’oiseau" in text
    assert "Horaires annoncés : 9 h à 12 h" in text and "04 90 50 00 00" in text
    page = client.get(service.get_absolute_url()).content.decode().replace("\u00a0", " ")
    assert "Fermé, ouvre à 14 h" in page


def test_closed_is_said_as_announced_while_nobody_verified_it(client, shut, open_elsewhere):
    open_elsewhere()
    text = section(client, shut(verified=False), ELSEWHERE)
    assert "D’après les horaires annoncés, c’est fermé en ce moment." in text


def test_an_open_service_needs_no_other(client, shut, open_elsewhere):
    open_elsewhere()
    assert section(client, shut(OPEN_NOW), ELSEWHERE) == ""


def test_unknown_hours_are_a_question_not_a_shut_door(client, shut, open_elsewhere):
    open_elsewhere()
    assert section(client, shut(""), ELSEWHERE) == ""


def test_a_service_with_one_door_open_is_open(client, shut, open_elsewhere, make_place):
    service = shut()
    open_elsewhere()
    make_place(service=service, opening_hours=OPEN_NOW)
    assert section(client, service, ELSEWHERE) == ""


def test_at_night_the_next_opening_is_enough(client, shut, open_elsewhere, tuesday_morning):
    open_elsewhere()
    tuesday_morning.shift(12 * 3600)
    assert section(client, shut(), ELSEWHERE) == ""


def test_a_place_closed_for_days_leads_to_others_even_when_they_are_shut(client, shut):
    shut(title="Fermé ce matin")
    service = shut(OPEN_NOW, verified=False)
    Closure.objects.create(
        location=service.places.get().location,
        starts_on=date(2026, 11, 24),
        ends_on=date(2026, 12, 4),
    )
    text = section(client, service, ELSEWHERE)
    assert "Prochaine ouverture annoncée : mardi 8 décembre à 9 h. Appelez avant." in text
    assert "Fermé ce matin" in text and "appelez-les" in text


def test_another_service_behind_the_same_door_is_no_way_on(
    client, shut, make_reachable, make_place
):
    service = shut()
    other = make_reachable(title="Même porte", needs=["imprimer"])
    make_place(service=other, location=service.places.get().location, opening_hours=OPEN_NOW)
    assert section(client, service, ELSEWHERE) == ""


def test_a_full_service_says_until_when_and_where_else(client, shut, open_elsewhere):
    open_elsewhere()
    open_elsewhere("Complet aussi", accepts_new="full")
    service = shut(OPEN_NOW, accepts_new="full", full_until=date(2027, 1, 4))
    text = section(client, service, ELSEWHERE)
    assert "C’est complet jusqu’au 4 janvier." in text
    assert "Ouvert ailleurs" in text and "Complet aussi" not in text
    free = shut(OPEN_NOW, accepts_new="full", full_until=date(2026, 11, 23))
    assert section(client, free, ELSEWHERE) == ""


def test_a_service_nobody_answers_for_leads_to_one_that_does(client, make_service, open_elsewhere):
    open_elsewhere()
    text = section(client, make_service(needs=["imprimer"]), ELSEWHERE)
    assert "Nous n’avons ni numéro ni e-mail pour cette aide." in text
    assert "Ouvert ailleurs" in text


def test_the_same_need_comes_before_the_same_theme(client, shut, open_elsewhere):
    theme = {"theme": ["acces-internet-et-materiel-informatique"]}
    open_elsewhere("A même thème", needs=[], terms=theme)
    open_elsewhere("B même besoin")
    open_elsewhere("C autre chose", needs=["impots"])
    text = section(client, shut(terms=theme), ELSEWHERE)
    assert text.index("B même besoin") < text.index("A même thème")
    assert "C autre chose" not in text


def test_a_service_page_takes_twelve_queries_at_most(
    client, shut, open_elsewhere, make_reachable, make_place, django_assert_max_num_queries
):
    from tests.services.agenda.conftest import paris

    for number in range(3):
        open_elsewhere(f"Ouvert {number}")
        make_reachable(pillar="accomplissement")
        make_reachable(pillar="loisir")
    service = shut(terms={"audience": ["seniors"]})
    service.places.get().sessions.create(
        start=paris("2026-12-01T14:00"), end=paris("2026-12-01T16:00")
    )
    client.get(service.get_absolute_url() + "?une-fois")
    with django_assert_max_num_queries(12):
        text = client.get(service.get_absolute_url()).content.decode()
    assert ELSEWHERE in text and "Et ensuite" in text and "Prochains ateliers" in text
