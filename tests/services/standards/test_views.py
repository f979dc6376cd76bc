"""The open data files, as anyone downloads them."""

import json
import re
import zipfile
from io import BytesIO

import pytest

from actors.models import Location
from services.models import Service
from services.standards.exports import lieux_rows
from services.standards.views import FILES

pytestmark = pytest.mark.django_db


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_served(miramas, client, name):
    response = client.get(f"/donnees/{name}")
    assert response.status_code == 200
    assert len(body(response)) > 1000
    assert name in response.headers["Content-Disposition"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_an_unknown_file_is_not_found(client):
    assert client.get("/donnees/lieux.exe").status_code == 404


def test_a_file_that_has_not_changed_is_not_sent_again(miramas, client):
    first = client.get("/donnees/lieux.csv")
    etag, day = first.headers["ETag"], first.headers["Last-Modified"]
    assert client.get("/donnees/lieux.csv", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/donnees/lieux.csv", headers={"If-Modified-Since": day}).status_code == 304


def test_a_change_of_the_guide_makes_the_file_new(miramas, client):
    etag = client.get("/donnees/lieux.csv").headers["ETag"]
    Location.objects.all().update(summary="Nouveau")
    response = client.get("/donnees/lieux.csv", headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert b"Nouveau" in body(response)


def test_two_downloads_are_the_same_bytes(miramas, client):
    one, other = (body(client.get("/donnees/services.json")) for _time in range(2))
    assert one == other


def test_the_file_agrees_with_the_command(miramas, client):
    assert json.loads(body(client.get("/donnees/lieux.json"))) == list(lieux_rows())


def test_nothing_is_changed_through_these_addresses(client):
    assert client.post("/donnees/lieux.csv").status_code == 405


def test_a_formula_is_text_in_the_workbook(miramas, client):
    title = '=HYPERLINK("http://x.example")'
    Service.objects.filter(inferred=False).update(title=title)
    book = zipfile.ZipFile(BytesIO(body(client.get("/donnees/data-inclusion.xlsx"))))
    names = re.findall(r'<sheet name="(\w+)"', book.read("xl/workbook.xml").decode())
    assert names == ["Structures", "Services"]
    sheet = book.read("xl/worksheets/sheet2.xml").decode()
    assert "=HYPERLINK(" in sheet
    assert "<f>" not in sheet


def test_lists_are_joined_by_commas_as_their_checker_wants(miramas, client):
    text = body(client.get("/donnees/services.csv")).decode()
    theme = "numerique--acceder-a-des-services-en-ligne"
    assert f'administratives,{theme}"' in text
