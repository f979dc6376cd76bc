"""Open Referral UK: what is written, for any guide; what is unknown is absent."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker

from services.api import queries
from services.api.document import openapi
from services.models import Service, ServiceAtLocation
from services.standards import open_referral
from services.standards.open_referral_hours import schedules, week
from tests.services.standards import strategies
from tests.services.standards.exchange import empty_guide
from tests.services.standards.samples import load_sample

pytestmark = pytest.mark.django_db

SITE = "https://guide.example"
# « null » and empty words say nothing: such a field is left out.
NOTHING = (None, "", [], {})


def judge(name: str) -> Draft202012Validator:
    document = openapi(SITE)
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return Draft202012Validator(schema, format_checker=FormatChecker())


def rendered():
    """Every object of the guide as it stands, under the name of its shape."""
    services = queries.whole(Service.objects.published())
    for service in services:
        yield "service", open_referral.render_service(service, SITE)
        yield "service_in_list", open_referral.render_service_in_list(service, SITE)
    for place in queries.with_service(ServiceAtLocation.objects.published()):
        yield "service_at_location", open_referral.render_place(place, place.service, SITE)
        row = open_referral.render_place_in_list(place, place.service, SITE)
        yield "service_at_location_in_list", row


def leaves(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
        if not value:
            yield value
    else:
        yield value


def ids(value) -> list[str]:
    """Ids of the objects inside one object, terms left out: they are shared."""
    if isinstance(value, list):
        return [found for inner in value for found in ids(inner)]
    if not isinstance(value, dict):
        return []
    own = [value["id"]] if "id" in value else []
    return own + [
        found for name, inner in value.items() if name != "taxonomy_term" for found in ids(inner)
    ]


@given(data=strategies.guides())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_guide_is_written_as_its_description_says(data, db):
    empty_guide()
    load_sample(data)
    for name, row in rendered():
        assert [error.message for error in judge(name).iter_errors(row)] == []
        assert all(leaf not in NOTHING for leaf in leaves(row))
        if name == "service":
            assert len(ids(row)) == len(set(ids(row)))


def test_an_empty_record_promises_nothing(make_service):
    service = make_service(title="Aide")
    found = queries.whole(Service.objects.filter(pk=service.pk)).get()
    data = open_referral.render_service(found, SITE)
    absent = ("fees", "cost_options", "minimum_age", "languages", "schedules", "assured_date")
    assert [name for name in absent if name in data] == []


def test_what_is_known_is_written(make_service, make_location):
    location = make_location(wheelchair="yes", accessibility_url="https://acces.example/1/")
    service = make_service(
        at=location,
        age_min=60,
        verified_on=date(2026, 11, 2),
        terms={"fee": ["gratuit"], "language": ["fr", "ar"]},
    )
    found = queries.whole(Service.objects.filter(pk=service.pk)).get()
    data = open_referral.render_service(found, SITE)
    assert data["cost_options"][0]["amount"] == 0
    assert [row["code"] for row in data["languages"]] == ["fr", "ar"]
    assert (data["minimum_age"], data["assured_date"]) == (60, "2026-11-02")
    [place] = data["service_at_locations"]
    assert place["location"]["accessibility"][0]["description"].startswith("accessible en fauteuil")
    assert place["location"]["addresses"][0]["state_province"] == "Bouches-du-Rhône"
    assert data["attributes"][0]["taxonomy_term"]["name"] == "Numérique nécessité"


def test_an_address_in_doubt_is_not_written(make_service, make_location):
    service = make_service(at=make_location(doubts=["two_addresses"]))
    found = queries.whole(Service.objects.filter(pk=service.pk)).get()
    [place] = open_referral.render_service(found, SITE)["service_at_locations"]
    assert "addresses" not in place["location"] and "latitude" not in place["location"]


PLAIN = {
    "Mo-Fr 09:00-12:00": [("MO,TU,WE,TH,FR", "09:00", "12:00")],
    "Mo,We 14:00-17:00; PH off": [("MO,WE", "14:00", "17:00")],
    "Mo-Tu 09:00-12:00,14:00-17:00": [("MO,TU", "09:00", "12:00"), ("MO,TU", "14:00", "17:00")],
    "Mo-We 09:00-12:00; Tu off": [("MO,WE", "09:00", "12:00")],
    "Mo 09:00-12:00, Mo 14:00-16:00": [("MO", "09:00", "12:00"), ("MO", "14:00", "16:00")],
    "24/7": [("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")],
}


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_week_is_one_row_a_slot(text):
    rows = schedules(text, None, "uid")
    assert [(row["byday"], row["opens_at"], row["closes_at"]) for row in rows] == PLAIN[text]
    assert "appelez avant" in rows[0]["notes"]


@pytest.mark.parametrize(
    "text",
    [
        "SH Mo-Fr 09:00-12:00",
        "Mo[1] 09:00-12:00",
        'We 09:00-12:00 "sur rendez-vous"',
        "Mo 09:00-12:00; 2026 Dec 21-2026 Dec 31 off",
        "Mo 09:00-12:00; Mo 10:00-11:00 off",
    ],
)
def test_hours_that_no_plain_week_tells_are_told_in_words_alone(text):
    assert week(text) is None
    [row] = schedules(text, date(2026, 11, 2), "uid")
    assert "freq" not in row and row["description"]
    assert "2026-11-02" in row["notes"]
