"""Pages against the reference, in one process and one run: only their ratios mean anything."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import path

from miramas_guide.urls import handler404, urlpatterns  # noqa: F401  handler404 is read by Django
from services.models import Service
from tests.benchmarks.reference import bare_list, one_row

WORDS = (
    *("imprimer", "impots", "ordinateur", "telephone", "emploi", "caf", "internet", "tablette"),
    *("dossier", "atelier", "senior", "retraite", "sante", "logement", "jeux", "securite"),
)
# At least this long for each measure: a ratio of short ones says nothing.
SECONDS = 2.0

urlpatterns = [*urlpatterns, path("bench/liste", bare_list), path("bench/une", one_row)]


@dataclass(frozen=True)
class Speed:
    """Requests a second, and how that stands against the reference of the same run."""

    name: str
    per_second: float
    ratio: float
    goal: float | None = None

    def __str__(self) -> str:
        goal = f" (but : {self.goal})" if self.goal is not None else ""
        return f"{self.name:44} {self.per_second:8.0f}/s   rapport {self.ratio:5.2f}{goal}"


def cold_queries() -> Iterator[str]:
    """Distinct two- and three-word queries, none asked twice."""
    number = 0
    while True:
        first, second = WORDS[number % 16], WORDS[(number // 16 + number * 7 + 3) % 16]
        yield f"/services/?q={first}+{second}+n{number}"
        number += 1


def rate(ask: Callable[[], object], seconds: float = SECONDS) -> float:
    """Requests a second of a function that makes one."""
    ask()
    done, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        ask()
        done += 1
    return done / spent


def measure(size: int) -> Iterator[Speed]:
    """Speeds on a synthetic guide of `size` services, in the database at hand."""
    call_command("flush", interactive=False, verbosity=0)
    call_command("generate_guide", services=size, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a guide in use has been: plans follow what tables hold
    with override_settings(ROOT_URLCONF="tests.benchmarks.pages", ALLOWED_HOSTS=["*"]):
        yield from _speeds(size)


def _speeds(size: int) -> Iterator[Speed]:
    client = Client()
    page = Service.objects.published().order_by("pk").first().get_absolute_url()
    goals = {300: (0.5, 0.25), 3000: (0.4, 0.15)}.get(size, (0.25, 0.08))
    reference = rate(lambda: client.get("/bench/liste"))
    single = rate(lambda: client.get("/bench/une"))
    yield Speed(f"référence, {size} services", reference, 1.0)
    warm = "/services/?q=imprimer&public=seniors&frais=gratuit"
    yield _against(reference, "résultats, texte et deux filtres, gardés", client, warm, goals[0])
    cold = cold_queries()
    yield _ratio(
        "résultats, textes tous différents", client, lambda: next(cold), reference, goals[1]
    )
    yield _against(reference, "suggestions", client, "/services/suggestions?q=impr", 0.5)
    near = "/services/?lat=43.58&lon=5.0&rayon=2000"
    yield _against(reference, "près de moi, gardé", client, near, 0.4)
    yield _against(reference, "données de la carte, gardées", client, "/services.geojson", 0.4)
    yield _against(single, "un service, gardé (contre une seule carte)", client, page, 0.5)


def _against(reference: float, name: str, client: Client, url: str, goal: float) -> Speed:
    return _ratio(name, client, lambda: url, reference, goal)


def _ratio(name, client, url_of, reference: float, goal: float) -> Speed:
    caches["pages"].clear()
    per_second = rate(lambda: client.get(url_of(), headers={"Accept-Encoding": "gzip"}))
    return Speed(name, per_second, per_second / reference, goal)
