"""The two probes: what is alive, what is ready, and which part is not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from services.models import JobRun, Revision
from services.upkeep.jobs import recorded

pytestmark = pytest.mark.django_db


def ready(client):
    response = client.get("/sante/pret", HTTP_HOST="any.host.example")
    return response.status_code, response.json()


def test_alive_asks_nothing_of_anybody(client):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get("/sante/vivant", HTTP_HOST="any.host.example")
    assert (response.status_code, len(queries)) == (200, 0)
    assert response.headers["Cache-Control"] == "no-store"


def test_all_is_ready(client):
    status, body = ready(client)
    assert (status, body["pret"], body["echecs"]) == (200, True, {})
    assert client.get("/sante/pret").headers["Cache-Control"] == "no-store"


def test_the_semantic_part_switched_off_is_said_and_takes_nothing_down(client, settings):
    assert ready(client)[1]["sens"] == "en marche"
    settings.SEARCH_SEMANTICS = False
    status, body = ready(client)
    assert status == 200 and "arrêté" in body["sens"]


def test_a_failing_part_is_named(client, monkeypatch, settings):
    def broken():
        raise ConnectionError("password=secret")

    monkeypatch.setattr(Revision, "current", broken)
    status, body = ready(client)
    assert status == 503 and body["echecs"]["base"] == "ConnectionError"
    assert "secret" not in str(body)


def test_a_cache_that_forgets_is_named(client, settings):
    settings.CACHES = settings.CACHES | {
        "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    }
    assert ready(client)[1]["echecs"] == {"cache": "muet"}


def test_a_migration_to_apply_is_named(client):
    executor = MigrationExecutor(connection)
    executor.recorder.record_unapplied(*executor.loader.graph.leaf_nodes("services")[0])
    assert ready(client)[1]["echecs"]["migrations"] == "a_appliquer"


def test_a_full_disk_is_named(client, monkeypatch):
    monkeypatch.setattr("miramas_guide.health.LEAST_FREE_BYTES", 10**18)
    assert ready(client)[1]["echecs"]["disque"] == "plein"


def test_the_age_of_the_last_backup_is_told(client):
    assert ready(client)[1]["taches"]["backup"] == {"heures": None, "retard": True}
    with recorded("backup"):
        pass
    assert ready(client)[1]["taches"]["backup"] == {"heures": 0.0, "retard": False}
    JobRun.objects.update(ended_at=timezone.now() - timedelta(hours=40))
    assert ready(client)[1]["taches"]["backup"] == {"heures": 40.0, "retard": True}
