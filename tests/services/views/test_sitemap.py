"""The site map for search engines: every public record, with the day it was last confirmed."""

from datetime import date
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.django_db
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def days(client) -> dict[str, str | None]:
    """Path → last change."""
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  our own file
    return {
        "/" + node.findtext(f"{SPACE}loc").split("/", 3)[3]: node.findtext(f"{SPACE}lastmod")
        for node in tree.iter(f"{SPACE}url")
    }


def test_records_stand_with_their_dates(client, make_service, make_location):
    location = make_location(verified_on=date(2026, 11, 2), source_date=date(2024, 1, 1))
    service = make_service(at=location, source_date=date(2025, 5, 6))
    found = days(client)
    assert found[location.get_absolute_url()] == "2026-11-02"
    assert found[service.get_absolute_url()] == "2025-05-06"


def test_what_is_not_public_is_not_told(client, make_service):
    service = make_service(state="draft")
    assert service.get_absolute_url() not in days(client)


def test_pages_of_the_site_are_there(client):
    assert {"/", "/services/", "/donnees/", "/embed/"} <= days(client).keys()
