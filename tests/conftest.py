"""Fixtures that every test may ask for."""

from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests import factories
from tests.mailbox import dead_mail, inbox, no_mail, refusing_mail

__all__ = ["dead_mail", "inbox", "no_mail", "refusing_mail"]

PARIS = ZoneInfo("Europe/Paris")
# The instant of the acceptance scenes: a Tuesday morning, no holiday.
TUESDAY_MORNING = "2026-11-24T10:00:00+01:00"


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Each test has a database of its own: what a process remembers of another one goes."""
    from django.conf import settings
    from django.core.cache import caches
    from django.utils import translation

    from services import matching
    from services.web import revision

    def forget():
        revision.forget()
        matching.forget()
        for cache in caches.all(initialized_only=True):
            cache.clear()

    forget()
    yield
    forget()
    # A page asked for in another language leaves its thread speaking it.
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session", autouse=True)
def nobody_else_in_the_database(django_db_setup, django_db_blocker):
    """Close what a server of a browser test left open, or PostgreSQL would keep the database."""
    yield
    from django.db import connection

    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session", autouse=True)
def trail_emptied_with_the_database():
    """A test with real transactions empties every table at its end; the trail refuses that."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from actors.audit import triggers

    flush = BaseDatabaseOperations.execute_sql_flush

    def lifted(operations, sql_list):
        with triggers.lifted(operations.connection):
            flush(operations, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", lifted)
        yield


@pytest.fixture
def tuesday_morning():
    """The clock stopped on Tuesday 24 November 2026 at 10:00, Europe/Paris."""
    with time_machine.travel(TUESDAY_MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def make_actor(db):
    return factories.make_actor


@pytest.fixture
def make_location(db):
    return factories.make_location


@pytest.fixture
def make_service(db):
    return factories.make_service


@pytest.fixture
def make_place(db):
    return factories.make_place


@pytest.fixture
def miramas(db):
    """The guide as it is shipped."""
    from django.core.management import call_command

    call_command("load_guide", verbosity=0)


@pytest.fixture
def completed_miramas(miramas):
    """The guide as shipped, completed and verified by invented facts."""
    from tests import completed

    completed.complete()
