"""A page over a kept connection to PostgreSQL: nothing is asked only to see whether it lives."""

from threading import Thread

import pytest
from django.db import connection, connections
from django.test import Client

pytestmark = pytest.mark.django_db


def status_over_a_kept_connection(address: str, before=lambda _pid: None) -> list[int]:
    """Of a page, in a thread that has used its connection and begins another request."""
    told = []

    def ask():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                before(cursor.fetchone()[0])
            connection.close_if_unusable_or_obsolete()
            told.append(Client(raise_request_exception=False).get(address).status_code)
        finally:
            connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    return told


@pytest.fixture
def lost():
    """Ends that connection from another one, as a restart of PostgreSQL does."""
    connection.ensure_connection()
    held = connection.connection

    def end(pid: int) -> None:
        held.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    return end


@pytest.mark.parametrize(
    "address", ["/", "/services/", "/services/suggestions?q=impr", "/acteurs/"]
)
def test_a_page_outlives_the_loss_of_its_kept_connection(address, lost):
    assert status_over_a_kept_connection(address, lost) == [200]


def test_a_page_sends_no_question_only_to_check_its_connection(monkeypatch):
    asked = []
    wrapper = type(connections["default"])
    monkeypatch.setattr(wrapper, "is_usable", lambda _self: asked.append(1) or True)
    assert status_over_a_kept_connection("/") == [200]
    assert asked == []
