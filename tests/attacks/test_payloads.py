"""Hostile texts in every field: no page breaks, and no machine's format does either."""

import csv
import io
import json
from xml.etree import ElementTree

import html5lib
import pytest
from django.contrib import admin
from icalendar import Calendar

from services.models import Service
from tests.attacks.payloads import MARK, poison
from tests.browser.pages import of_the_site_map, one_of_each_kind
from tests.staff import SUPERUSER, staff_client

pytestmark = pytest.mark.django_db
DANGEROUS = ("onerror", "onload", "onfocus", "srcdoc")


@pytest.fixture
def poisoned(miramas, tuesday_morning):
    kinds = one_of_each_kind()
    assert poison() > 3000
    return kinds


def faults_of(page: bytes) -> list[str]:
    tree = html5lib.parse(page.decode(), namespaceHTMLElements=False)
    found = []
    for element in tree.iter():
        attributes = {str(name).lower(): value for name, value in element.attrib.items()}
        found += [f"{element.tag} {name}" for name in attributes if name in (MARK, *DANGEROUS)]
        for name in ("href", "src", "action", "formaction"):
            address = attributes.get(name, "").strip().lower()
            if address.startswith(("javascript:", "data:text", "//evil", "vbscript:")):
                found.append(f"{element.tag} {name}={address[:40]}")
    return found


def test_no_public_page_lets_a_text_out(poisoned, client):
    paths = [*dict.fromkeys([*poisoned.values(), *of_the_site_map(client)])]
    faults, statuses = {}, {}
    for path in paths:
        answer = client.get(path)
        statuses[path] = answer.status_code
        if found := faults_of(answer.content):
            faults[path] = found[:5]
    assert faults == {}
    assert {path for path, status in statuses.items() if status >= 500} == set()


def test_feeds_and_files_stay_well_formed(poisoned, client):
    for path in ("/sitemap.xml", "/nouveautes.atom"):
        answer = client.get(path)
        assert answer.status_code in (200, 404), path
        if answer.status_code == 200:
            ElementTree.fromstring(answer.content)  # noqa: S314 our own answer
    for path in ("/services.geojson", "/api/services", "/donnees/lieux.json"):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        json.loads(body)
    answer = client.get("/donnees/lieux.csv")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    Calendar.from_ical(client.get("/agenda.ics").content)


def test_linked_data_cannot_be_ended_by_a_text(poisoned, client):
    for service in Service.objects.published()[:10]:
        tree = html5lib.parse(
            client.get(service.get_absolute_url()).content.decode(), namespaceHTMLElements=False
        )
        for script in tree.iter("script"):
            if script.get("type") == "application/ld+json":
                json.loads(script.text)


def test_no_page_of_staff_lets_a_text_out(poisoned):
    client, faults = staff_client(SUPERUSER), {}
    for model in admin.site._registry:
        meta = model._meta
        base = f"/gestion/{meta.app_label}/{meta.model_name}/"
        row = model._base_manager.first()
        paths = [base, *([f"{base}{row.pk}/change/", f"{base}{row.pk}/history/"] if row else [])]
        for path in paths:
            answer = client.get(path)
            if answer.status_code >= 500 or (found := faults_of(answer.content)):
                faults[path] = (answer.status_code, found[:5])
    for path in ("/gestion/", "/gestion/appels/", "/conseiller/"):
        if found := faults_of(client.get(path).content):
            faults[path] = found[:5]
    assert faults == {}
