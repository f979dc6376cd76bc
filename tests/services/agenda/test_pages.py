"""The agenda people read: by day, what is left, how to book, and nothing that is over."""

from datetime import date, datetime, timedelta

import pytest
from html5lib import parse

from services.models import Closure
from tests.factories import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).replace("\u00a0", " ").split())


def page(client, url: str = "/agenda/"):
    answer = client.get(url)
    assert answer.status_code == 200
    return parse(answer.content.decode(), namespaceHTMLElements=False)


def day_titles(client, url: str = "/agenda/") -> list[str]:
    return [text_of(s.find("h2")) for s in page(client, url).iter("section") if is_day(s)]


def is_day(section) -> bool:
    return "day" in section.get("class", "").split()


def session_texts(client, url: str = "/agenda/") -> list[str]:
    return [
        text_of(article)
        for article in page(client, url).iter("article")
        if "session" in article.get("class", "").split()
    ]


def test_sessions_stand_under_their_day(client, make_session):
    make_session("2026-12-01T14:00")
    make_session("2026-11-25T09:00")
    make_session("2026-11-25T14:00")
    make_session("2027-01-05T14:00")
    assert day_titles(client) == [
        "Mercredi 25 novembre",
        "Mardi 1er décembre",
        "Mardi 5 janvier 2027",
    ]


def test_a_session_says_when_what_where_places_level_price_and_whom_to_call(
    client, make_session, make_service, make_location, make_place
):
    place = make_location(name="MJC", address="11 boulevard Aristide Briand", phone="+33490500000")
    service = make_service(title="Découvrir la tablette", at=place)
    make_session(
        "2026-12-01T14:30",
        service_at_location=service.places.get(),
        capacity=8,
        places_left=3,
        level="je-debute",
        price="2 €",
    )
    [text] = session_texts(client)
    for part in (
        "14 h 30 à 16 h 30",
        "Découvrir la tablette",
        "MJC, 11 boulevard Aristide Briand",
        "Il reste 3 places",
        "Je débute",
        "2 €",
        "04 90 50 00 00",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"capacity": 8, "places_left": 0}, "Complet"),
        ({"capacity": 8, "places_left": 1}, "Il reste 1 place"),
        ({"capacity": 8}, "8 places en tout"),
        ({"cancelled": True}, "Annulé"),
    ],
)
def test_places_are_said_as_they_are_known(client, make_session, fields, words):
    make_session("2026-12-01T14:00", **fields)
    assert words in session_texts(client)[0]


def test_nothing_is_promised_without_its_field(client, make_session):
    make_session("2026-12-01T14:00")
    [text] = session_texts(client)
    assert not any(word in text for word in ("place", "Complet", "Gratuit", "€"))


def test_a_full_service_fills_its_sessions_until_that_day(client, make_session, make_service):
    service = make_service(accepts_new="full", full_until=date(2026, 12, 1))
    from tests.factories import make_place

    place = make_place(service=service)
    make_session("2026-12-01T14:00", service_at_location=place)
    make_session("2026-12-08T14:00", service_at_location=place)
    first, second = session_texts(client)
    assert "Complet" in first
    assert "Complet" not in second


def test_a_session_of_a_closed_place_is_said_cancelled(client, make_session):
    session = make_session("2026-12-01T14:00")
    Closure.objects.create(
        location=session.service_at_location.location,
        starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 4),
    )
    assert "Annulé : le lieu est fermé ce jour-là" in session_texts(client)[0]


def test_on_a_public_holiday_people_are_told_to_call(client, make_session):
    make_session("2026-12-25T14:00")
    assert "Jour férié : appelez avant" in session_texts(client)[0]


def test_past_sessions_go_by_themselves(client, make_session, tuesday_morning):
    make_session("2026-11-24T09:00", price="Le premier")
    make_session("2026-11-24T14:00", price="Le second")
    assert len(session_texts(client)) == 2
    tuesday_morning.move_to(datetime.fromisoformat("2026-11-24T11:00:00+01:00"))
    [text] = session_texts(client)
    assert "Le second" in text
    tuesday_morning.move_to(datetime.fromisoformat("2026-11-24T16:00:00+01:00"))
    assert session_texts(client) == []


def test_the_agenda_is_in_the_menu_only_while_it_has_something(
    client, make_session, tuesday_morning
):
    assert 'href="/agenda/"' not in client.get("/").content.decode()
    make_session("2026-11-24T14:00")
    assert 'href="/agenda/"' in client.get("/").content.decode()
    tuesday_morning.move_to(datetime.fromisoformat("2026-11-24T16:00:00+01:00"))
    assert 'href="/agenda/"' not in client.get("/").content.decode()


def test_the_empty_agenda_leads_on(client):
    text = text_of(page(client))
    assert "Aucun atelier n’est annoncé pour le moment." in text


def test_drafts_do_not_show(client, make_session, make_service, make_location, make_actor):
    from tests.factories import make_place

    for place in (
        make_place(service=make_service(state="draft")),
        make_place(service=make_service(actor=make_actor(state="draft"))),
        make_place(location=make_location(state="archived")),
    ):
        make_session("2026-12-01T14:00", service_at_location=place)
    assert session_texts(client) == []


def test_filters_narrow_and_unknown_values_are_forgiven(
    client, make_session, make_service, make_location
):
    mjc = make_location(name="MJC", slug="mjc")
    robot = make_service(
        title="Robots", at=mjc, terms={"theme": ["loisirs-et-creations-numeriques"]}
    )
    other = make_service(
        title="Tablette",
        at=make_location(),
        terms={"theme": ["maitrise-des-outils-numeriques-du-quotidien"]},
    )
    make_session("2026-11-25T14:00", service_at_location=robot.places.get(), level="je-debute")
    make_session("2026-12-01T14:00", service_at_location=other.places.get())
    for query in (
        "theme=loisirs-et-creations-numeriques",
        "niveau=je-debute",
        "lieu=mjc",
        "semaine=2026-W48",
        "lieu=mjc&semaine=2026-W48&theme=inconnu",
    ):
        [text] = session_texts(client, f"/agenda/?{query}")
        assert "Robots" in text
    for query in ("theme=x", "semaine=2026-W99", "page=999999", "page=x", "lieu=" + "a" * 5000):
        assert len(session_texts(client, f"/agenda/?{query}")) == 2


def test_filters_offer_only_what_the_agenda_has(client, make_session):
    make_session("2026-11-25T14:00", level="je-debute")
    make_session("2026-12-01T14:00")
    values = {box.get("value") for box in page(client).iter("input")}
    assert {"2026-W48", "2026-W49"} <= values
    assert "je-me-debrouille" not in values


def test_long_agendas_are_read_page_by_page(client, make_series, make_place):
    make_series(ends_on=date(2027, 11, 23))
    assert len(session_texts(client)) == 30
    assert "page 2 sur 2" in text_of(page(client, "/agenda/?page=2").find("head/title"))


def test_the_number_of_queries_does_not_grow_with_the_agenda(
    client, make_series, make_place, django_assert_max_num_queries
):
    for _number in range(4):
        make_series(service_at_location=make_place())
    client.get("/agenda/?page=1")
    with django_assert_max_num_queries(5):
        client.get("/agenda/?page=2")
    for _number in range(4):
        make_series(service_at_location=make_place(), ends_on=date(2027, 10, 1))
    client.get("/agenda/?page=1")
    with django_assert_max_num_queries(5):
        client.get("/agenda/?page=2")


def test_the_menu_costs_no_query(client, make_series, django_assert_num_queries):
    make_series()
    client.get("/mentions-legales/")
    with django_assert_num_queries(1):
        client.get("/mentions-legales/?encore")


def test_the_poster_shows_one_month(client, make_session):
    make_session("2026-11-25T14:00", price="novembre")
    make_session("2026-12-01T14:00", price="décembre")
    text = text_of(page(client, "/agenda/affiche/").find(".//article"))
    assert "novembre 2026" in text and "Mercredi 25 novembre" in text
    assert "Mardi 1er décembre" not in text
    later = text_of(page(client, "/agenda/affiche/?mois=2026-12").find(".//article"))
    assert "Mardi 1er décembre" in later and "Mercredi 25" not in later
    for wrong in ("2026-13", "x", "1999-01"):
        assert "novembre 2026" in text_of(page(client, f"/agenda/affiche/?mois={wrong}"))


def test_the_pages_of_a_service_and_a_place_announce_their_next_workshops(
    client, make_series, make_place
):
    place = make_place()
    make_series(service_at_location=place, ends_on=date(2027, 3, 1))
    for url in (place.service.get_absolute_url(), place.location.get_absolute_url()):
        text = text_of(page(client, url))
        assert "Prochains ateliers" in text
        assert "mardi 24 novembre 2026" in text and "mardi 8 décembre 2026" in text
        assert "mardi 15 décembre 2026" not in text


def test_a_kept_page_of_the_agenda_drops_a_session_as_soon_as_it_is_over(
    client, make_session, tuesday_morning
):
    make_session("2026-11-24T09:00")
    make_session("2026-11-24T14:00")
    first = client.get("/agenda/")
    tuesday_morning.shift(timedelta(minutes=59))
    assert client.get("/agenda/")["ETag"] == first["ETag"]
    tuesday_morning.shift(timedelta(minutes=1))
    assert client.get("/agenda/")["ETag"] != first["ETag"]


def test_a_card_says_when_the_next_workshop_is(client, tuesday_morning, make_session, make_service):
    place = make_session("2026-11-24 09:00").service_at_location
    make_session("2026-11-26 14:00", service_at_location=place, cancelled=True)
    make_session("2026-12-01 14:30", service_at_location=place)
    results = words(client.get("/services/"))
    assert "Prochain atelier : <b>mardi 1er décembre à 14 h 30</b>" in results


def test_a_card_without_a_workshop_says_nothing_of_it(client, tuesday_morning, make_session):
    make_session("2026-11-24 09:00")
    assert "Prochain atelier" not in words(client.get("/services/"))
