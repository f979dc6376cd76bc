"""`/sante/vivant` and `/sante/pret`: for whatever watches the site, at any Host, never cached.

Nothing secret is said: names of parts, a reason code, ages in hours.
"""

import shutil
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from services.models import JobRun, Revision
from services.search import store

LEAST_FREE_BYTES = 100 * 1024 * 1024
# Jobs whose age is told; being late is a warning, which takes no site down.
JOBS = {"backup": timedelta(hours=36), "inspect_guide": timedelta(days=8)}


class HealthMiddleware:
    """Answers before anything that checks the host, reads a session or asks for https."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.answers = {"/sante/vivant": alive, "/sante/pret": ready}

    def __call__(self, request):
        answer = self.answers.get(request.path_info)
        if answer is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        response = answer()
        response.headers["Cache-Control"] = "no-store"
        return response


def alive() -> HttpResponse:
    """The process answers: no database, no cache, no file."""
    return HttpResponse("vivant\n", content_type="text/plain; charset=utf-8")


def ready() -> JsonResponse:
    """200 when pages can be served, else 503 with the parts that fail and why."""
    checks: dict[str, Callable[[], str]] = {
        "base": _database,
        "migrations": _migrations,
        "cache": _cache,
        "disque": _disk,
        "recherche": _search,
    }
    failures = {name: reason for name, check in checks.items() if (reason := _tried(check))}
    body = {
        "pret": not failures,
        "echecs": failures,
        "sens": "en marche" if store.uses_meaning() else "arrêté : recherche par mots seuls",
        "taches": {} if "base" in failures else _jobs(),
    }
    return JsonResponse(
        body, status=503 if failures else 200, json_dumps_params={"ensure_ascii": False}
    )


def _tried(check: Callable[[], str]) -> str:
    """The reason code of a failing check; "" when all is well."""
    try:
        return check()
    except Exception as error:  # whatever breaks, the probe answers
        return type(error).__name__


def _database() -> str:
    Revision.current()
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "a_appliquer" if waiting else ""


def _cache() -> str:
    cache.set("sante", 1, 10)
    return "" if cache.get("sante") == 1 else "muet"


def _disk() -> str:
    return "plein" if shutil.disk_usage(settings.VAR_DIR).free < LEAST_FREE_BYTES else ""


def _search() -> str:
    store.current()
    return ""


def _jobs() -> dict[str, dict]:
    """Each watched job: hours since it last succeeded, or null, and whether that is late."""
    runs = {run.name: run for run in JobRun.objects.filter(name__in=JOBS)}
    now = timezone.now()
    found = {}
    for name, most in JOBS.items():
        run = runs.get(name)
        age = now - run.ended_at if run and run.ok and run.ended_at else None
        hours = None if age is None else round(age.total_seconds() / 3600, 1)
        found[name] = {"heures": hours, "retard": age is None or age > most}
    return found
