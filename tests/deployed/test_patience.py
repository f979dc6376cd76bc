"""A request waits for PostgreSQL so long and no longer; what it does by itself takes its time."""

import threading
import time

import pytest
from django.db import OperationalError, connection

from miramas_guide import patience

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(patience, "PATIENCE_S", 0.5)
    monkeypatch.setattr(patience, "STILL_S", 0.5)


def answered(view) -> list:
    """What the view gave in a thread, and so with a connection, of its own; or its error."""
    told = []

    def ask():
        try:
            told.append(patience.PatienceMiddleware(view)(None))
        except OperationalError as error:
            told.append(type(error))
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return told


def test_a_query_that_never_ends_is_cut():
    start = time.monotonic()
    assert answered(lambda _request: asked("SELECT pg_sleep(60)")) == [OperationalError]
    assert time.monotonic() - start < 50


def test_a_long_computation_between_two_queries_keeps_its_connection():
    """The first search of a process analysed 3,000 services, and its next query failed."""

    def view(_request):
        asked("SELECT 1")
        time.sleep(3.5)
        return asked("SELECT 2")

    assert answered(view) == [(2,)]


def asked(query: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()


def test_one_thread_looks_at_all_requests_however_many_handlers_there_are():
    for _each in range(5):
        patience.PatienceMiddleware(lambda request: None)
    names = [thread.name for thread in threading.enumerate()]
    assert names.count("patience") == 1
