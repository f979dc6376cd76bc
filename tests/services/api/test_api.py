"""Open Referral UK at /api/: its routes, parameters, pages and refusals."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext

from actors.models import State
from services.models import Closure, Service
from services.standards.open_referral_terms import taxonomy_id, term_id

pytestmark = pytest.mark.django_db

PAGE_FIELDS = [
    *("total_items", "total_pages", "page_number", "size", "first_page", "last_page"),
    *("empty", "contents"),
]


def names(client, route: str = "services", **query) -> list[str]:
    response = client.get(f"/api/{route}", query)
    assert response.status_code == 200, response.content
    contents = response.json()["contents"]
    return [row["name"] if route == "services" else row["service"]["name"] for row in contents]


def test_the_root_says_its_version_and_where_its_description_is(client):
    data = client.get("/api/").json()
    assert data["version"] == "HSDS-UK-3.0"
    assert data["openapi_url"] == "http://testserver/api/openapi.json"
    assert client.get("/api/openapi.json").json()["openapi"] == "3.0.3"


LISTS = ("services", "service_at_locations", "taxonomies", "taxonomy_terms")


@pytest.mark.parametrize("route", LISTS)
def test_a_page_has_exactly_the_fields_of_the_profile(miramas, client, route):
    data = client.get(f"/api/{route}", {"per_page": 2}).json()
    assert list(data) == PAGE_FIELDS
    assert data["size"] == len(data["contents"]) == min(2, data["total_items"])
    assert data["first_page"] is True and data["empty"] is False


@pytest.mark.parametrize("route", LISTS)
def test_each_element_of_a_list_answers_under_its_id(miramas, client, route):
    for row in client.get(f"/api/{route}", {"per_page": 3}).json()["contents"]:
        assert client.get(f"/api/{route}/{row['id']}").json()["id"] == row["id"]


def test_the_pages_together_are_the_whole_list_without_repeats(miramas, client):
    total = client.get("/api/services").json()["total_pages"]
    pages = [client.get("/api/services", {"page": n + 1}).json() for n in range(total)]
    ids = [row["id"] for page in pages for row in page["contents"]]
    expected = {str(uid) for uid in Service.objects.published().values_list("uid", flat=True)}
    assert set(ids) == expected and len(ids) == len(expected)
    assert [page["last_page"] for page in pages] == [False] * (total - 1) + [True]


def test_past_the_last_page_is_an_empty_page(miramas, client):
    data = client.get("/api/services", {"page": 999}).json()
    assert data["empty"] is True and data["contents"] == [] and data["size"] == 0


def test_only_what_is_published_is_served(client, make_service, make_location, make_place):
    draft = make_service(state=State.DRAFT)
    hidden = make_place(location=make_location(state=State.DRAFT))
    assert names(client) == [hidden.service.title]
    assert client.get(f"/api/services/{draft.uid}").status_code == 404
    assert client.get(f"/api/service_at_locations/{hidden.uid}").status_code == 404
    assert (
        client.get(f"/api/services/{hidden.service.uid}").json().get("service_at_locations") is None
    )


WRONG = [
    *(("page", value) for value in ("0", "-1", "x", "1.5", "²", "9" * 5000)),
    *(("per_page", value) for value in ("0", "501", "x")),
    *(("taxonomy_id", value) for value in ("x", "\x00")),
    *(("minimum_age", value) for value in ("x", "nan", "inf", "-1", "151")),
    *(("start_time", value) for value in ("25:00", "9", "09:60", "x")),
    *(("day", value) for value in ("lundi", "mo", "XX")),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_parameter_is_named_in_the_refusal(client, name, value):
    response = client.get("/api/services", {name: value})
    assert response.status_code == 400
    assert list(response.json()["errors"]) == [name]
    assert response.json()["errors"][name].startswith("Expected")


def test_a_distance_needs_the_postcode_it_is_counted_from(client):
    response = client.get("/api/service_at_locations", {"proximity": "500"})
    assert response.status_code == 400 and "proximity" in response.json()["errors"]


@pytest.mark.parametrize("route", LISTS)
@pytest.mark.parametrize("id", ["x", "00000000-0000-0000-0000-000000000000", "%00"])
def test_an_unknown_id_is_not_found_in_json(client, route, id):
    response = client.get(f"/api/{route}/{id}")
    assert response.status_code == 404 and response.json()["message"]


def test_an_unknown_route_is_not_found_in_json(client):
    response = client.get("/api/organisations/1")
    assert response.status_code == 404 and response.json()["message"]


def test_services_are_found_by_pillar_and_by_theme(client, make_service):
    make_service(title="Démarches", pillar="necessite")
    theme = "loisirs-et-creations-numeriques"
    make_service(title="Jeux", pillar="loisir", terms={"theme": [theme]})
    assert names(client, taxonomy_term_id=term_id("pillar", "loisir")) == ["Jeux"]
    assert names(client, taxonomy_term_id=term_id("theme", theme)) == ["Jeux"]
    assert names(client, taxonomy_id=taxonomy_id("theme")) == ["Jeux"]
    assert len(names(client, taxonomy_id=taxonomy_id("pillar"))) == 2
    assert names(client, taxonomy_id="00000000-0000-0000-0000-000000000000") == []


def test_services_are_found_by_age(client, make_service):
    make_service(title="Seniors", age_min=60)
    make_service(title="Jeunes", age_min=12, age_max=25)
    make_service(title="Tous")
    assert names(client, minimum_age="18") == ["Seniors"]
    assert names(client, maximum_age="25.5") == ["Jeunes"]


def test_services_are_found_by_the_hours_that_are_shown(client, make_location, make_service):
    morning = make_location(opening_hours="Mo-Tu 09:00-12:00; PH off")
    evening = make_location(opening_hours="Tu 18:00-20:00")
    make_service(title="Matin", at=morning)
    make_service(title="Soir", at=evening)
    make_service(title="Sans heure")
    assert names(client, day="MO") == ["Matin"]
    assert sorted(names(client, day="TU")) == ["Matin", "Soir"]
    assert names(client, start_time="13:00") == ["Soir"]
    assert names(client, "service_at_locations", end_time="12:00:00") == ["Matin"]


def test_a_place_has_its_own_hours_before_those_of_the_building(client, make_location, make_place):
    place = make_place(
        location=make_location(opening_hours="Mo-Fr 09:00-12:00"), opening_hours="We 14:00-16:00"
    )
    assert names(client, day="MO") == []
    data = client.get(f"/api/services/{place.service.uid}").json()
    [schedule] = data["schedules"]
    assert schedule["byday"] == "WE" and schedule["opens_at"] == "14:00"
    [held] = data["service_at_locations"]
    assert held["location"]["schedules"][0]["byday"] == "MO,TU,WE,TH,FR"


def test_places_are_found_by_postcode_and_by_distance(client, make_location, make_service):
    make_service(title="Ici", at=make_location())
    make_service(title="Là", at=make_location(latitude="43.62", longitude="5.001944"))
    make_service(title="Ailleurs", at=make_location(postcode="13800"))
    found = names(client, "service_at_locations", postcode="13140")
    assert sorted(found) == ["Ici", "Là"]
    assert names(client, "service_at_locations", postcode="13800", proximity="50") != []
    assert names(client, "service_at_locations", postcode="75001", proximity="50") == []


def test_words_find_the_best_service_first(miramas, client):
    first, *_others = names(client, search="imprimer un document")
    assert "mprim" in first.lower()
    assert names(client, search="zzzzzzzz qqqqqqq") == []


def test_a_service_is_temporarily_closed_while_all_its_places_are(
    tuesday_morning, client, make_location, make_service
):
    location = make_location()
    service = make_service(at=location)
    url = f"/api/services/{service.uid}"
    assert client.get(url).json()["status"] == "active"
    today = date(2026, 11, 24)
    Closure.objects.create(location=location, starts_on=today, ends_on=today)
    assert client.get(url).json()["status"] == "temporarily closed"
    tuesday_morning.shift(24 * 3600)
    assert client.get(url).json()["status"] == "active"


@pytest.mark.parametrize("route", ["services", "service_at_locations"])
def test_a_page_of_fifty_costs_as_many_queries_as_a_page_of_two(
    miramas, client, django_assert_num_queries, route
):
    from django.db import connection

    client.get(f"/api/{route}", {"per_page": 1})
    with CaptureQueriesContext(connection) as few:
        client.get(f"/api/{route}", {"per_page": 2})
    with django_assert_num_queries(len(few)):
        assert len(client.get(f"/api/{route}", {"per_page": 50}).json()["contents"]) == 50
    assert len(few) <= 10


def test_what_has_not_changed_is_not_sent_again(client, make_service):
    service = make_service()
    etag = client.get("/api/services").headers["ETag"]
    headers = {"If-None-Match": etag}
    unchanged = client.get("/api/services", headers=headers)
    assert unchanged.status_code == 304
    assert unchanged.headers["Access-Control-Allow-Origin"] == "*"
    Service.objects.filter(pk=service.pk).update(summary="Nouveau")
    assert client.get("/api/services", headers=headers).status_code == 200


@pytest.mark.parametrize("url", ["/api/", "/api/services", "/api/nothing", "/api/services?page=x"])
def test_any_page_of_any_origin_may_read(client, url):
    response = client.get(url, headers={"Origin": "https://elsewhere.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Type"] == "application/json"
    assert client.options(url).status_code == 204


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_changed_through_the_api(client, method):
    response = getattr(client, method)("/api/services")
    assert response.status_code == 405 and response.json()["message"]
