"""Any list of the admin as a table: filters kept, cells never computed, nothing secret."""

import csv
import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.contrib import admin

from actors.models import Actor, Location, User
from actors.spreadsheets import harmless
from services.models import Report, Service
from tests import factories
from tests.factories import words
from tests.staff import SUPERUSER, admin_url, staff_client

pytestmark = pytest.mark.django_db
HOSTILE = ("=1+1", "+33", "-2+3", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")', "＝1")


@pytest.fixture
def client():
    return staff_client(SUPERUSER)


def table(client, model, form: str, query: str = "") -> bytes:
    response = client.get(f"{admin_url(model, 'changelist')}tableau/{form}/{query}")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def rows_of(client, model, query: str = "") -> list[list[str]]:
    text = table(client, model, "csv", query).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))


def sheet_of(client, model) -> list[tuple[str, str]]:
    """(type, text) of every cell of the workbook."""
    archive = zipfile.ZipFile(io.BytesIO(table(client, model, "xlsx")))
    tree = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314  our own
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    return [(cell.get("t"), "".join(cell.itertext())) for cell in tree.iter(f"{space}c")]


def test_a_table_holds_what_the_list_shows_and_more(client):
    factories.make_location(name="Mairie", phone="+33490504574", opening_hours="Mo 09:00-12:00")
    header, row = rows_of(client, Location)
    found = dict(zip(header, row, strict=True))
    assert found["Nom"] == "Mairie" and found["Téléphone"].replace("\xa0", " ") == "04 90 50 45 74"
    assert "9 h à 12 h" in found["Horaires"].replace("\xa0", " ")
    assert found["État"] == "publié"


def test_a_table_keeps_the_search_and_the_filters(client):
    factories.make_actor(name="Médiathèque")
    factories.make_actor(name="Mairie", state="draft")
    assert [row[0] for row in rows_of(client, Actor, "?q=mediatheque")[1:]] == ["Médiathèque"]
    assert [row[0] for row in rows_of(client, Actor, "?state__exact=draft")[1:]] == ["Mairie"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(client, text):
    factories.make_actor(name=text, short_name="x", description=text)
    cells = sheet_of(client, Actor)
    assert {kind for kind, _text in cells} == {"inlineStr"}
    assert text.strip() in {value.strip() for _kind, value in cells}
    for row in rows_of(client, Actor):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "＝")) for cell in row)


def test_a_number_stays_a_number():
    assert harmless("-12,5") == "-12,5"
    assert harmless("=1") == "'=1"


def test_a_workbook_holds_no_link_nor_formula(client):
    factories.make_actor(website="https://ccas.example/")
    archive = zipfile.ZipFile(io.BytesIO(table(client, Actor, "xlsx")))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet


def test_passwords_and_the_address_of_who_reports_leave_in_no_table(client):
    Report.objects.create(problem="closed", email="habitant@example.org", page="/x/")
    assert "habitant@example.org" not in table(client, Report, "csv").decode()
    told = table(client, User, "csv").decode()
    assert "pbkdf2" not in told and "argon2" not in told and "md5" not in told


def test_every_list_has_its_tables(client):
    for model in admin.site._registry:
        for form in ("csv", "xlsx"):
            assert table(client, model, form), model
        page = client.get(f"{admin_url(model, 'changelist')}tableau/papier/")
        assert page.status_code == 200


def test_a_list_on_paper_shows_the_rows_and_their_number(client):
    factories.make_service(title="Remplir un dossier")
    page = words(client.get(f"{admin_url(Service, 'changelist')}tableau/papier/"))
    assert "Remplir un dossier" in page and "1 fiche" in page


def test_the_list_leads_to_its_tables(client):
    page = words(client.get(admin_url(Actor, "changelist") + "?q=mairie"))
    assert 'tableau/xlsx/?q=mairie"' in page and 'tableau/papier/?q=mairie"' in page


def test_who_may_not_see_a_list_gets_no_table():
    url = admin_url(User, "changelist") + "tableau/csv/"
    assert staff_client().get(url).status_code == 403
    assert (
        staff_client("Conseil").get(admin_url(Actor, "changelist") + "tableau/csv/").status_code
        == 403
    )


def test_an_unknown_form_or_filter_is_kindly_refused(client):
    assert client.get(admin_url(Actor, "changelist") + "tableau/exe/").status_code == 404
    url = admin_url(Actor, "changelist") + "tableau/csv/?inconnu__x=1"
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("model", [Actor, Location, Service])
def test_a_table_asks_as_many_questions_whatever_its_length(
    client, model, django_assert_max_num_queries
):
    for _time in range(12):
        factories.make_service(at=factories.make_location())
    with django_assert_max_num_queries(12):
        assert len(rows_of(client, model)) == 13
