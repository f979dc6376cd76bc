"""The API does what its own OpenAPI document says, whatever is sent.

`API_CASES=2000` asks for that many cases in all; without it, enough for a run of the whole suite.
"""

import contextlib
import os

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from services.api.document import openapi
from services.api.routes import ROUTES

pytestmark = pytest.mark.django_db

MODES = schemathesis.GenerationMode
# Where nothing is asked for but an id, which may be any text, nothing sent is wrong.
ROUNDS = [(route, MODES.POSITIVE) for route in ROUTES] + [
    (route, MODES.NEGATIVE) for route in ROUTES if route.parameters
]
# The root answers one question in one way: it needs no share.
CASES = -(-int(os.environ.get("API_CASES", "270")) // (len(ROUNDS) - 1))
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
# The client of the tests reads no compressed answer.
HEADERS = {"Accept-Encoding": "identity"}


def ids_of(client, route) -> list[str]:
    """True ids for a route that takes one: a generated id finds nothing."""
    if not route.has_id:
        return []
    contents = client.get(f"/api{route.path.removesuffix('/{id}')}").json()["contents"]
    return [row["id"] for row in contents]


@contextlib.contextmanager
def kept_connection():
    """Django's own client lets no request close the connection of the test; nor do we."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    ("route", "mode"), ROUNDS, ids=lambda value: getattr(value, "name", value).lower()
)
def test_the_api_keeps_its_own_contract(miramas, client, route, mode, record_property):
    schema = schemathesis.openapi.from_dict(openapi("http://testserver"))
    schema.app = WSGIHandler()
    ids = st.sampled_from([None, *ids_of(client, route)])
    statuses = []

    @given(case=schema[route.path]["GET"].as_strategy(generation_mode=mode), id=ids)
    @settings(
        max_examples=CASES,
        phases=[Phase.generate],  # many distinct cases, rather than the smallest wrong one
        suppress_health_check=list(HealthCheck),
    )
    def ask(case, id):
        if id:
            case.path_parameters["id"] = id
        statuses.append(case.call_and_validate(checks=CHECKS, headers=HEADERS).status_code)

    with kept_connection():
        ask()
    assert set(statuses) <= {200, 400, 404}
    record_property("statuses", {status: statuses.count(status) for status in set(statuses)})
