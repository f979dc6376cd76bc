"""What the logs say, and what they must never say."""

import json
import logging
import sys

import pytest
from django.db import IntegrityError

from actors.models import AuditEntry
from miramas_guide.logs import JsonFormatter

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(monkeypatch):
    """The lines that the site writes while the test runs."""
    written = []

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(json.loads(self.format(record)))

    handler = Kept()
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def test_a_line_carries_the_id_that_the_answer_says(client, lines):
    response = client.get("/nulle-part/", headers={"X-Request-ID": "0123456789abcdef"})
    assert response.headers["X-Request-ID"] == "0123456789abcdef"
    [line] = lines
    assert (line["request"], line["status"], line["level"]) == ("0123456789abcdef", 404, "WARNING")


@pytest.mark.parametrize("given", ["", "court", "x" * 32, "a" * 65, '0123456789abcdef"\r\nX: y'])
def test_an_id_that_no_proxy_makes_is_not_taken(client, given):
    number = client.get("/nulle-part/", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert number != given and len(number) == 32


def test_no_line_holds_an_address_or_a_word_searched(client, lines):
    client.get("/nulle-part/?q=violence+conjugale", REMOTE_ADDR="203.0.113.77")
    client.get("/services/?q=violence+conjugale&page=999999", REMOTE_ADDR="203.0.113.77")
    client.post("/signaler/", {"message": "Mme Durand"}, REMOTE_ADDR="203.0.113.77")
    said = json.dumps(lines, ensure_ascii=False)
    assert lines
    for secret in ("violence", "conjugale", "203.0.113", "Durand"):
        assert secret not in said


def test_a_database_error_is_told_without_the_values_it_repeats():
    try:
        raise IntegrityError("Key (email)=(quelquun@example.org) already exists.")
    except IntegrityError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "Failed", (), sys.exc_info())
    line = json.loads(JsonFormatter().format(record))
    assert line["error"] == "IntegrityError" and "quelquun" not in json.dumps(line)
    assert "test_logs.py" in line["trace"][-1]


def test_an_error_is_told_without_the_words_it_repeats():
    for error in (ValueError("quelquun@example.org"), OSError(28, "No space", "quelquun.pdf")):
        record = logging.LogRecord(
            "x", logging.ERROR, "", 0, "Failed", (), (type(error), error, None)
        )
        assert "quelquun" not in JsonFormatter().format(record)


def test_the_audit_trail_names_the_request(client):
    number = "0123456789abcdef"
    client.post(
        "/gestion/login/", {"username": "a@b.fr", "password": "x"}, headers={"X-Request-ID": number}
    )
    assert AuditEntry.objects.last().details["request"] == number
