"""Open Referral UK: each element of the API, judged by the compiled schemas of the profile."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from services.api.routes import ROUTES
from tests.services.standards import strategies
from tests.services.standards.exchange import empty_guide
from tests.services.standards.samples import load_sample

pytestmark = pytest.mark.django_db

# Route → schema of an element of its list, schema of the object under its id.
SCHEMAS = {
    "services": ("service_list", "service"),
    "service_at_locations": ("service_at_location_list", "service_at_location"),
    "taxonomies": ("taxonomy", "taxonomy"),
    "taxonomy_terms": ("taxonomy_term", "taxonomy_term"),
}


@pytest.fixture
def judges(schemas) -> dict[str, Draft202012Validator]:
    folder = schemas / "open-referral-uk" / "schemas"
    texts = {file.name: json.loads(file.read_text("utf-8")) for file in folder.glob("*.json")}
    # They name each other by file.
    resources = [(name, DRAFT202012.create_resource(text)) for name, text in texts.items()]
    options = {
        "registry": Registry().with_resources(resources),
        "format_checker": FormatChecker(),
    }
    return {
        name: Draft202012Validator(texts[f"{name}.json"], **options)
        for name in {name for pair in SCHEMAS.values() for name in pair}
    }


def faults(client, judges, route: str) -> tuple[int, list[str]]:
    """How many elements were judged, and what was found wrong."""
    of_list, of_one = (judges[name] for name in SCHEMAS[route])
    contents = client.get(f"/api/{route}", {"per_page": 500}).json()["contents"]
    found = []
    for row in contents:
        whole = client.get(f"/api/{route}/{row['id']}").json()
        errors = [*of_list.iter_errors(row), *of_one.iter_errors(whole)]
        found += [f"{row['id']} {error.json_path}: {error.message}" for error in errors]
    return len(contents), found


@pytest.mark.parametrize("route", SCHEMAS)
def test_each_element_of_the_shipped_guide_is_valid(miramas, client, judges, route):
    judged, wrong = faults(client, judges, route)
    assert judged and wrong == []


@given(data=strategies.exportable_guides())
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_element_of_any_guide_is_valid(data, client, judges):
    empty_guide()
    load_sample(data)
    for route in ("services", "service_at_locations"):
        assert faults(client, judges, route)[1] == []


def test_our_routes_and_parameters_are_those_of_the_profile(schemas):
    file = schemas / "open-referral-uk" / "schemas" / "openapi.json"
    theirs = json.loads(file.read_text(encoding="utf-8"))["paths"]
    named = {
        path: [item["$ref"].rpartition("/")[2] for item in methods["get"].get("parameters", [])]
        for path, methods in theirs.items()
    }
    ours = {route.path: [parameter.name for parameter in route.parameters] for route in ROUTES}
    assert ours == named
