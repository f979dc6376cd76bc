"""Every data route costs as many queries for fifty records as for two."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from services.models import Session
from services.standards.views import FILES
from tests.factories import make_location, make_service

ROUTES = [
    *(f"/donnees/{name}" for name in FILES),
    *("/services.geojson", "/agenda.ics", "/nouveautes.atom", "/sitemap.xml", "/opensearch.xml"),
    *("/api/services?per_page=50", "/api/service_at_locations?per_page=50"),
    *("/api/taxonomies", "/api/taxonomy_terms", "/api/openapi.json"),
    *("/embed/liste/", "/embed/carte/"),
]
# The most that any of them may ask.
MOST = 20


def add(count: int) -> None:
    """Records that every route carries: dated, stated, with a theme, a place and a workshop."""
    for _number in range(count):
        location = make_location(source_date="2026-01-02")
        location.actor.source_date = "2026-01-02"
        location.actor.save()
        service = make_service(
            at=location,
            actor=location.actor,
            source_date="2026-01-02",
            description="Une aide pour tous.",
            terms={"theme": ["aide-aux-demarches-administratives"], "fee": ["gratuit"]},
        )
        start = timezone.now() + timezone.timedelta(days=2)
        end = start + timezone.timedelta(hours=1)
        Session.objects.create(service_at_location=service.places.get(), start=start, end=end)


def costs(client) -> dict[str, int]:
    """Queries by route, once the process knows what it remembers of this revision."""
    found = {}
    for url in ROUTES:
        apart = "&" if "?" in url else "?"
        client.get(f"{url}{apart}warm=1").getvalue()
        with CaptureQueriesContext(connection) as asked:
            response = client.get(url)
            content = response.getvalue()
        assert response.status_code == 200 and content, url
        found[url] = len(asked)
    return found


@pytest.mark.django_db
def test_fifty_records_cost_as_much_as_two(client, tuesday_morning):
    add(2)
    few = costs(client)
    add(48)
    assert costs(client) == few
    assert max(few.values()) <= MOST
    rows = client.get("/donnees/services.json").getvalue().count(b'"structure_id"')
    assert rows == client.get("/api/services").json()["total_items"] == 50
