"""The site map for search engines: every public record, with the day it was last confirmed."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.conf import settings
from html5lib import parse

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


def alternates(page: str) -> dict[str, str]:
    """Language → address, of the links in the head of a page."""
    links = parse(page, namespaceHTMLElements=False).iterfind("head/link[@rel='alternate']")
    return {link.get("hreflang"): link.get("href") for link in links if link.get("hreflang")}


def test_each_page_stands_in_every_language_beside_its_other_versions(client, make_service):
    path = make_service().get_absolute_url()
    assert {path, f"/en{path}", f"/ar{path}"} <= days(client).keys()
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  our own file
    for node in tree.iter(f"{SPACE}url"):
        if node.findtext(f"{SPACE}loc").endswith(path):
            told = {link.get("hreflang"): link.get("href") for link in node if link.get("hreflang")}
            assert told.keys() == {*settings.LANGUAGES_READY, "x-default"}
            assert told["x-default"] == told["fr"] and told["fr"].endswith(path)


def test_a_page_names_its_other_versions_unless_it_is_not_to_be_found(client, make_service):
    path = make_service().get_absolute_url()
    for shown in (path, f"/tr{path}"):
        told = alternates(client.get(shown).content.decode())
        assert told.keys() == {*settings.LANGUAGES_READY, "x-default"}
        assert told["fr"] == told["x-default"] == settings.SITE_URL + path
        assert told["ar"] == f"{settings.SITE_URL}/ar{path}"
    for hidden in ("/services/?q=imprimer", "/nulle-part/"):
        assert alternates(client.get(hidden).content.decode()) == {}
