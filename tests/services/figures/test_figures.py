"""`/chiffres/`: every number is what an independent count of the tables gives."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection

from tests.factories import words

pytestmark = pytest.mark.django_db
_PUBLIC = """
    FROM services_service s JOIN actors_actor a ON a.id = s.actor_id
    {} WHERE s.state = 'published' AND a.state = 'published' {}
"""


def counted(select: str, join: str = "", where: str = "") -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {select} {_PUBLIC.format(join, where)}")
        return cursor.fetchall()


def chart(response, code: str) -> dict[str, int]:
    found = next(one for one in response.context["charts"] if one["code"] == code)
    return {row.code: row.count for row in found["rows"]}


def test_services_are_counted_by_pillar_theme_audience_and_quarter(completed_miramas, client):
    response = client.get("/chiffres/")
    assert chart(response, "piliers") == Counter(row[0] for row in counted("s.pillar"))
    for code, vocabulary in (("themes", "theme"), ("publics", "audience")):
        join = (
            "JOIN services_service_terms l ON l.service_id = s.id "
            "JOIN actors_term t ON t.id = l.term_id"
        )
        rows = counted("t.code", join, f"AND t.vocabulary = '{vocabulary}'")
        assert chart(response, code) == Counter(row[0] for row in rows)
    join = (
        "JOIN services_serviceatlocation p ON p.service_id = s.id "
        "JOIN actors_location o ON o.id = p.location_id"
    )
    rows = set(counted("s.id, o.quarter", join, "AND o.state = 'published' AND o.quarter <> ''"))
    assert chart(response, "quartiers") == Counter(quarter for _pk, quarter in rows)


def test_what_is_verified_late_or_never_is_told(client, tuesday_morning, make_service):
    make_service(verified_on=date(2026, 11, 1))
    make_service(verified_on=date(2020, 1, 1))
    make_service()
    make_service(state="draft")
    page = words(client.get("/chiffres/"))
    assert "<b>1</b> service vérifié à temps, sur 3." in page
    assert "1 vérifié il y a trop longtemps." in page and "1 jamais vérifié" in page


def test_nothing_verified_is_said_plainly(miramas, client):
    page = words(client.get("/chiffres/"))
    assert "<b>0</b> service" in page and "sur 59." in page


def test_under_five_there_is_no_bar(client, make_service):
    for _number in range(4):
        make_service(pillar="necessite")
    assert "<rect" not in words(client.get("/chiffres/")).split("<main")[1].split("</main>")[0]
    make_service(pillar="necessite")
    assert words(client.get("/chiffres/")).count('bar--necessite" width="100"') == 1


def test_members_are_counted_from_the_day_they_joined(client, make_actor):
    make_actor(network_member_since=date(2023, 9, 1))
    make_actor(network_member_since=date(2025, 3, 1))
    make_actor(cited_by_town=True)
    response = client.get("/chiffres/")
    assert response.context["network"].joined == [(2023, 1), (2025, 2)]
    assert "2 organismes dont la date" in words(response)


def test_figures_cost_the_same_whatever_the_guide_holds(
    client, make_service, django_assert_max_num_queries
):
    for _number in range(6):
        make_service()
    client.get("/chiffres/")
    with django_assert_max_num_queries(20):
        client.get("/chiffres/?x=1")
