"""`/donnees/`: each file with its facts, what is left out and why, every column explained."""

import hashlib
import re

import html5lib
import pytest

from services.standards import dictionary
from services.standards.inclusion_rows import SERVICE_COLUMNS, STRUCTURE_COLUMNS
from services.standards.lieux_cells import COLUMNS
from services.standards.views import FILES
from tests.factories import words

pytestmark = pytest.mark.django_db


def test_each_file_stands_with_its_true_size_and_checksum(miramas, client):
    page = words(client.get("/donnees/"))
    for name in FILES:
        content = b"".join(client.get(f"/donnees/{name}").streaming_content)
        assert f'href="/donnees/{name}"' in page
        assert hashlib.sha256(content).hexdigest() in page


def test_what_is_left_out_is_counted_with_its_reason(miramas, client):
    response = client.get("/donnees/")
    page = words(response)
    rows = client.get("/donnees/services.json").getvalue()
    shown = next(one for one in response.context["exported"] if one.kind == "services")
    assert rows.count(b'"structure_id"') == shown.count > 0
    assert "Déduit, lu dans aucune source locale." in page
    assert f"({dict(shown.reasons)['Déduit, lu dans aucune source locale.']})" in page


def test_every_column_of_every_file_is_explained(client):
    for names in (COLUMNS, STRUCTURE_COLUMNS, SERVICE_COLUMNS):
        assert set(names) <= dictionary.MEANINGS.keys()
    page = words(client.get("/donnees/"))
    assert "<code>dispositif_programmes_nationaux</code>" in page
    assert "Gratuit sous condition" in page


def test_the_licence_and_an_example_are_given(client):
    page = words(client.get("/donnees/"))
    assert "Licence Ouverte 2.0" in page and "curl -O" in page


def test_each_example_of_the_page_answers(miramas, client, settings):
    tree = html5lib.parse(client.get("/donnees/").content, namespaceHTMLElements=False)
    [examples] = ["".join(block.itertext()) for block in tree.iter("pre")]
    urls = re.findall(rf"{settings.SITE_URL}([^\s']+)", examples)
    assert len(urls) == len(examples.splitlines()) >= 4
    for url in urls:
        assert client.get(url).status_code == 200


def test_the_page_leads_to_the_api_and_its_description(client):
    page = words(client.get("/donnees/"))
    for url in ("/api/", "/api/openapi.json", "/services.geojson", "/agenda.ics", "/embed/"):
        assert f'href="{url}"' in page and client.get(url).status_code == 200


def test_the_facts_are_read_once_a_revision(miramas, client, django_assert_max_num_queries):
    client.get("/donnees/")
    with django_assert_max_num_queries(8):
        client.get("/donnees/?again")


def test_the_menu_leads_to_the_data(client):
    assert 'href="/donnees/"' in words(client.get("/"))


def test_the_workbook_of_an_unchanged_guide_is_the_same_a_day_later(
    miramas, client, tuesday_morning
):
    first = client.get("/donnees/data-inclusion.xlsx").getvalue()
    tuesday_morning.shift(86_400)
    assert client.get("/donnees/data-inclusion.xlsx").getvalue() == first
