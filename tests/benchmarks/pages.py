"""Which addresses are measured, and against what."""

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.cache import caches
from django.urls import reverse

from services.models import Service
from tests.benchmarks.asking import ask
from tests.benchmarks.timing import Speed, clock, in_turns

WORDS = (
    *("imprimer", "impots", "ordinateur", "telephone", "emploi", "caf", "internet", "tablette"),
    *("dossier", "atelier", "senior", "retraite", "sante", "logement", "jeux", "securite"),
    *("arnaque", "photos", "mail", "scanner", "wifi", "permis", "passeport", "demarches"),
    *("musique", "robot", "video", "francais", "formation", "cv", "entretien", "banque"),
    *("ecole", "enfants", "budget", "energie", "handicap", "livre", "linux", "entreprise"),
)
LIST, ONE, NOTHING = "/bench/liste", "/bench/une/{pk}", "/bench/rien"
ROTATED = 20


@dataclass(frozen=True)
class Case:
    """A page: its code, its French name, its addresses in rotation, and what it is compared with.

    A `fresh` page is never in the cache.
    """

    code: str
    name: str
    urls: Iterator[str]
    reference: str = LIST
    fresh: bool = False
    etag_of: str = ""


def cases() -> list[Case]:
    """Of the guide in the database at hand."""
    services = list(Service.objects.published().order_by("pk")[:ROTATED])
    pages = [service.get_absolute_url() for service in services]
    row = ONE.format(pk=services[0].pk)
    filters = "&public=seniors&frais=gratuit"
    around = [f"lat=43.58{n:02d}&lon=5.00{n:02d}" for n in range(ROTATED)]
    boxes = [f"bbox=4.99{n:02d},43.57{n:02d},5.00{n:02d},43.58{n:02d}" for n in range(ROTATED)]
    pairs = zip(WORDS[:ROTATED], WORDS[3:], strict=False)
    results = [f"/services/?q={a}+{b}{filters}" for a, b in pairs]
    loop = itertools.cycle
    return [
        Case("home", "accueil", loop(["/"])),
        Case("results", "résultats, texte et deux filtres, gardés", loop(results)),
        Case("results-cold", "résultats, textes tous différents", cold_queries(), fresh=True),
        Case("near", "près de moi, gardé", loop(f"/services/?{one}&rayon=2000" for one in around)),
        Case("near-cold", "près de moi, jamais demandé", cold_places(), fresh=True),
        Case("service", "un service, gardé", loop(pages), reference=row),
        Case("service-cold", "un service, jamais demandé", cold_pages(), row, fresh=True),
        Case("map", "données de la carte, gardées", loop(f"/services.geojson?{b}" for b in boxes)),
        Case("map-cold", "données de la carte, jamais demandées", cold_boxes(), fresh=True),
        Case("api", "API, liste", loop(f"/api/services?page={n}&per_page=20" for n in (1, 2, 3))),
        Case("suggestions", "suggestions", loop(suggestions())),
        Case("unchanged", "rien de changé (304)", loop(results[:1]), NOTHING, etag_of=results[0]),
    ]


def cold_queries() -> Iterator[str]:
    """1,560 distinct queries of two words that the guide knows; then the same with a third."""
    pairs = list(itertools.permutations(WORDS, 2))
    random.Random(1).shuffle(pairs)  # noqa: S311 - the same queries in every run
    for third in ("", *WORDS):
        for first, second in pairs:
            yield f"/services/?q={first}+{second}{third and '+' + third}"


def cold_places() -> Iterator[str]:
    for number in itertools.count():
        yield f"/services/?lat={43.575 + number % 997 / 1e5:.6f}&lon={5 + number / 1e6:.6f}"


def cold_boxes() -> Iterator[str]:
    for number in itertools.count():
        south, west = 43.575 + number % 997 / 1e5, 4.995 + number / 1e6
        east, north = west + 0.005, south + 0.005
        yield f"/services.geojson?bbox={west:.6f},{south:.6f},{east:.6f},{north:.6f}"


def cold_pages() -> Iterator[str]:
    """Each service once; from the first again, with a parameter that changes the address."""
    for turn in itertools.count():
        for service in Service.objects.published().order_by("-pk")[:5_000]:
            yield f"{service.get_absolute_url()}?n={turn}"


def suggestions() -> list[str]:
    """What is asked while « imprimante » and others are typed."""
    return [
        f"{reverse('services:suggestions')}?q={word[:length]}"
        for word in ("imprimante", "ordinateur", "telephone", "retraite")
        for length in range(2, 8)
    ]


def measure(case: Case) -> Speed:
    """Of one page; every address must answer as it should."""
    caches["pages"].clear()
    expected, headers = 200, {}
    if case.etag_of:
        _status, found, _size = ask(case.etag_of)
        expected, headers = 304, {"if_none_match": found["ETag"]}

    def page() -> None:
        status, _found, _size = ask(next(case.urls), **headers)
        if status != expected:
            raise SystemExit(f"{case.name} : réponse {status} au lieu de {expected}")

    if not case.fresh:
        for _turn in range(ROTATED + 4):
            page()
    return in_turns(_asker(case.reference), page, clock())


def _asker(url: str) -> Callable[[], object]:
    return lambda: ask(url)
