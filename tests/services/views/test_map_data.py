"""The map's data: the same results as the list, by place."""

import pytest

pytestmark = pytest.mark.django_db


def test_one_feature_per_place_lists_its_services_with_the_numbers_of_the_list(
    client, make_service, make_location
):
    shared = make_location(name="Maison des services")
    make_service(title="Beta", at=shared)
    make_service(title="Alpha", at=shared)
    make_service(title="Gamma", at=make_location(name="Autre lieu"))
    data = client.get("/services.geojson").json()
    found = {
        feature["properties"]["name"]: [
            (row["number"], row["title"]) for row in feature["properties"]["services"]
        ]
        for feature in data["features"]
    }
    assert found == {
        "Maison des services": [(1, "Alpha"), (2, "Beta")],
        "Autre lieu": [(3, "Gamma")],
    }


def test_coordinates_are_longitude_then_latitude(client, make_service, make_location):
    make_service(at=make_location(latitude="43.58", longitude="5.01"))
    feature = client.get("/services.geojson").json()["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [5.01, 43.58]}


def test_an_uncertain_address_has_no_pin_and_is_told_in_words(client, make_service, make_location):
    make_service(at=make_location(doubts=["two_addresses"]))
    data = client.get("/services.geojson").json()
    assert data["features"] == []
    assert data["outside"].startswith("1 aide n’a pas d’adresse connue")


def test_filters_of_the_list_apply(client, make_service, make_location):
    make_service(at=make_location(), pillar="loisir")
    make_service(at=make_location(), pillar="necessite")
    assert len(client.get("/services.geojson?pilier=loisir").json()["features"]) == 1


def test_past_a_thousand_services_the_map_says_it_is_truncated(
    client, make_actor, make_location, monkeypatch
):
    from services import mapping
    from tests.factories import make_service

    monkeypatch.setattr(mapping, "MAX_ON_MAP", 2)
    place = make_location()
    for _each in range(3):
        make_service(at=place)
    assert client.get("/services.geojson").json()["truncated"] is True
    assert "truncated" not in client.get("/services.geojson?bbox=4,43,6,44").json()
