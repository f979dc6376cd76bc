"""A page that fails says in words what stands in the way, to those who can do something."""

import errno

import pytest
from django.contrib import admin
from django.db import OperationalError

from services.models import Revision
from tests.factories import words

pytestmark = pytest.mark.django_db
FAULTS = (
    (OperationalError("database or disk is full"), "Le disque du serveur est plein."),
    (OSError(errno.ENOSPC, "No space left on device"), "Le disque du serveur est plein."),
    (OperationalError("database is locked"), "Le guide est très occupé."),
    (OperationalError("connection refused"), "La base de données ne répond pas."),
)


@pytest.fixture
def failing(client, monkeypatch):
    """Give a function that asks for a page while everything fails with this error."""
    client.raise_request_exception = False

    def ask(path: str, error: Exception):
        def fail(*_args):
            raise error

        monkeypatch.setattr(Revision, "current", fail)
        monkeypatch.setattr(admin.AdminSite, "has_permission", fail)
        return client.get(path, follow=True)

    return ask


@pytest.mark.parametrize(("error", "sentence"), FAULTS)
def test_staff_read_what_fails_and_that_nothing_was_kept(failing, error, sentence):
    page = failing("/gestion/", error)
    assert page.status_code == 503
    assert sentence in words(page) and "n’est pas enregistrée" in words(page)


@pytest.mark.parametrize(("error", "sentence"), FAULTS)
def test_visitors_read_whom_to_call(failing, error, sentence):
    page = failing("/", error)
    assert page.status_code == 503
    assert sentence not in words(page) and "0 800 013 140" in words(page).replace("\xa0", " ")


def test_an_error_of_the_guide_itself_names_no_machine(failing):
    page = failing("/gestion/", ValueError("disk full"))
    assert page.status_code == 500 and "disque" not in words(page)
