"""`/chiffres/`: every number is what an independent count of the tables gives."""

import re
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
    response = client.get("/chiffres/")
    page = words(response)
    assert "<b>1</b> service vérifié à temps, sur 3." in page
    states = {row.code: row.count for row in response.context["states"]}
    assert states == {"fresh": 1, "late": 1, "never": 1}
    # The same three, counted in SQL alone: six months without a word make it late.
    fresh = counted("COUNT(*)", where="AND s.verified_on >= '2026-05-26'")
    late = counted("COUNT(*)", where="AND s.verified_on < '2026-05-26'")
    never = counted("COUNT(*)", where="AND s.verified_on IS NULL")
    assert [fresh, late, never] == [[(1,)], [(1,)], [(1,)]]
    assert "Rien n’est encore vérifié" not in page


def test_nothing_verified_is_said_plainly(miramas, client):
    response = client.get("/chiffres/")
    page = words(response)
    assert "<b>0</b> service" in page and "sur 59." in page
    assert "Rien n’est encore vérifié : appelez avant de venir." in page
    assert [row.count for row in response.context["states"]] == [0, 0, 59]


def test_under_five_there_is_no_bar(client, make_service):
    for _number in range(4):
        make_service(pillar="necessite")
    assert "<rect" not in words(client.get("/chiffres/")).split("<main")[1].split("</main>")[0]
    make_service(pillar="necessite")
    assert words(client.get("/chiffres/")).count('bar--necessite" width="100"') == 1


def test_members_are_counted_from_the_day_they_joined(client, make_actor, tuesday_morning):
    make_actor(network_member_since=date(2023, 9, 1))
    make_actor(network_member_since=date(2025, 3, 1))
    make_actor(network_member_since=date(2025, 4, 1), state="draft")
    make_actor(cited_by_town=True)
    response = client.get("/chiffres/")
    assert [(row.label, row.count) for row in response.context["network"].joined] == [
        ("1er septembre 2023", 1),
        ("31 décembre 2023", 1),
        ("31 décembre 2024", 1),
        ("31 décembre 2025", 2),
        ("24 novembre 2026", 2),
    ]
    page = words(response)
    assert "2 organismes dont la date" in page
    assert "plus de 30 organismes ont signé" in page and "communiqué de la Ville" in page


def test_growth_is_not_drawn_under_five_nor_without_a_date(client, make_actor, tuesday_morning):
    assert "au fil du temps" not in words(client.get("/chiffres/"))
    for _number in range(5):
        make_actor(network_member_since=date(2025, 3, 1))
    response = client.get("/chiffres/")
    rows = response.context["network"].joined
    assert [row.has_bar for row in rows] == [False, False, False, True, True]


def test_every_number_stands_in_a_table_beside_its_bar(miramas, client):
    main = words(client.get("/chiffres/")).split("<main", 1)[1]
    assert main.count("<rect") == main.count('<svg viewBox="0 0 100 8" aria-hidden="true"')
    rows = re.findall(r"<tr><th scope=\"row\">.+?</th><td>(\d+)</td>(.*?)</tr>", main)
    assert len(rows) > 10
    assert all((int(count) >= 5) == ("<rect" in bar) for count, bar in rows)


def test_figures_cost_the_same_whatever_the_guide_holds(
    client, make_service, django_assert_max_num_queries
):
    for _number in range(6):
        make_service()
    client.get("/chiffres/")
    with django_assert_max_num_queries(20):
        client.get("/chiffres/?x=1")
