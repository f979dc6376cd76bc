"""Any text in any public parameter of any public page: an answer, never a fault of ours."""

import re
import time
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.filters import ServiceFilter
from tests.attacks.payloads import LONG, SHORT
from tests.factories import make_location, make_service
from tests.test_house import project_files

pytestmark = pytest.mark.django_db
PAGES = (
    *("/", "/services/", "/carte/", "/services/suggestions", "/services.geojson", "/aide/"),
    *("/agenda/", "/agenda.ics", "/acteurs/", "/lieux/", "/parcours/", "/ma-liste/", "/fiche/"),
    *("/conseiller/", "/signaler/", "/chiffres/", "/donnees/", "/guide-papier/"),
    *("/api/services", "/api/taxonomies", "/api/taxonomy_terms", "/api/service_at_locations"),
    *("/donnees/lieux.csv", "/donnees/lieux.json", "/partenaire/entrer/", "/l/abc/"),
    *("/proconnect/retour/", "/gestion/login/", "/embed/liste/"),
)
# What the pages read, whatever their file; the test below finds the ones that are missing here.
PARAMETERS = (
    *("q", "pilier", "besoin", "theme", "public", "acteur", "quartier", "acces", "frais"),
    *("niveau", "ouvert", "pres", "lat", "lon", "rayon", "bbox", "tri", "page", "s", "langue"),
    *("monter", "descendre", "retirer", "fiche", "jeton", "aide", "dit", "next", "state", "code"),
    *("per_page", "taxonomy_id", "modified_after", "minimal", "full", "error", "mois", "jour"),
    *("annee", "edition", "format", "p", "preuve", "voir"),
    *("campagne", "note", "trouve"),
)
NUMERIC = ("lat", "lon", "rayon", "bbox", "page", "s", "niveau")
NUMBERS = ("-1", "0", "999999", "1e999", "nan", "inf", "1" * 400, "٣", "1,5", "0x10", "--1")
BOXES = ("1,2,3", "180,90,-180,-90", ",,,", "nan,nan,nan,nan", "4.9,43.5,5.1,43.7,9", "a,b,c,d")
HOSTILE = (
    *(LONG, *SHORT, *NUMBERS, *BOXES, "\x00", "%00", "%", "_" * 200, "%" * 100, "'", '"', "\\"),
    *("' OR 1=1--", "1;DROP TABLE x", "a" * 200, "\u202e", "\ud83d"),
    *("{{7*7}}", "${7*7}", "../../etc/passwd", "\r\nX: y", "[]", "{}", "null", "true", "🧨" * 50),
)


@pytest.fixture(scope="module")
def guide(django_db_setup, django_db_blocker):
    """Kept for the module: hypothesis asks hundreds of pages of it."""
    with django_db_blocker.unblock():
        service = make_service(title="Aide aux impôts", at=make_location())
        yield service
        location = service.places.get().location
        for record in (*service.places.all(), service, location, service.actor):
            record.delete()


def asked(path: str, query: str):
    return Client(raise_request_exception=False).get(f"{path}?{query}")


def encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))


def test_each_hostile_text_in_each_parameter_of_each_page(guide):
    """One request a page and a text, in every parameter at once; each page has every fifth text."""
    faults = []
    for number, path in enumerate(PAGES):
        for text in HOSTILE[number % 5 :: 5]:
            short = encoded(text[:200])
            answer = asked(path, "&".join(f"{name}={short}" for name in PARAMETERS))
            if answer.status_code >= 500:
                faults.append((path, text[:40]))
    assert faults == []


def test_long_texts_in_the_search_take_no_longer_than_others(guide):
    for path in ("/services/", "/services/suggestions", "/conseiller/", "/carte/", "/acteurs/"):
        for text in ("a" * 10_000, "é" * 5_000, "(" * 2_000, "%" * 3_000, "_" * 3_000):
            start = time.process_time()
            assert asked(path, f"q={encoded(text)}").status_code < 500
            # Seconds of the processor, far from what a quadratic pattern would take.
            assert time.process_time() - start < 2


def test_each_parameter_alone_takes_what_breaks_numbers_and_places(guide):
    faults = [
        (name, text)
        for name in NUMERIC
        for text in (*NUMBERS, *BOXES, "\x00", "%")
        if asked("/services/", f"{name}={encoded(text)}").status_code >= 500
    ]
    assert faults == []


TEXTS = st.one_of(st.text(max_size=60), st.sampled_from(HOSTILE), st.integers().map(str))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(PAGES),
    st.lists(st.tuples(st.sampled_from(PARAMETERS), TEXTS), max_size=5),
)
def test_any_text_in_any_parameters(guide, path, pairs):
    query = "&".join(f"{name}={encoded(text)}" for name, text in pairs)
    answer = asked(path, query)
    assert answer.status_code < 500, (path, query)
    assert answer.status_code in (200, 301, 302, 304, 400, 403, 404, 410, 422, 429)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80))
def test_any_bytes_after_the_question_mark(guide, raw):
    for path in ("/services/", "/api/services", "/agenda/"):
        query = raw.decode("latin-1").replace("#", "")
        request = Client(raise_request_exception=False)
        assert request.get(path, QUERY_STRING=query).status_code < 500


def test_every_parameter_that_pages_read_is_tried_here():
    read = set(ServiceFilter.base_filters)
    for path in project_files(".py"):
        if "services" in path.parts and "tests" not in path.parts and "admin" not in path.parts:
            text = path.read_text(encoding="utf-8")
            read |= set(re.findall(r"request\.GET(?:\.get\(|\.getlist\(|\[)\"(\w+)\"", text))
    assert read - set(PARAMETERS) == set()
