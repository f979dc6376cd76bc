"""The page of the coverage: numbers of the guide, tiers told apart, files, and whom it is for."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from services.figures import coverage_data
from services.figures.coverage import AFTERNOON, half_day
from services.models import SearchCount, Session
from services.roles import ADVISOR, EDITOR
from tests.factories import words
from tests.staff import make_staff, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]
URL = "/gestion/couverture/"
VERIFIED = date(2026, 11, 1)
# Points of two quarters, read from `fixtures/geo.json` by the model itself.
SATURDAY_MORNING = "Sa 09:00-12:00"


@pytest.fixture
def town(make_location, make_service):
    """One verified service on Monday for everybody, one announced on Saturday for the young."""
    centre = make_location(opening_hours="Mo 09:00-12:00", hours_verified_on=VERIFIED)
    elsewhere = make_location(latitude=None, longitude=None, quarter="la-carraire")
    elsewhere.opening_hours = SATURDAY_MORNING
    elsewhere.save()
    sure = make_service(at=centre, pillar="necessite")
    told = make_service(at=elsewhere, pillar="loisir", terms={"audience": ["jeunes"]})
    return centre, sure, told


def row_of(response, code: str):
    return next(row for row in response.context["rows"] if row.code == code)


def cells_of(response, code: str) -> list[tuple[int, int]]:
    return [(cell.verified, cell.announced) for cell in row_of(response, code).cells]


def test_verified_and_announced_are_told_apart(town):
    centre, _sure, _told = town
    page = staff_client(EDITOR).get(URL)
    assert cells_of(page, centre.quarter)[0] == (1, 0)
    assert cells_of(page, "la-carraire")[10] == (0, 1)
    assert row_of(page, "la-carraire").covered == 1
    only = staff_client(EDITOR).get(URL, {"preuve": "verifie"})
    assert row_of(only, "la-carraire").covered == 0
    assert row_of(only, centre.quarter).covered == 1


def test_an_inferred_service_is_never_verified(town, make_service):
    centre, sure, _told = town
    sure.inferred = True
    sure.save()
    assert cells_of(staff_client(EDITOR).get(URL), centre.quarter)[0] == (0, 1)


def test_holes_are_sentences_for_whom_is_chosen(town):
    page = words(staff_client(EDITOR).get(URL, {"public": "seniors"}))
    assert "Rien le samedi" in page or "Rien du mardi au dimanche" in page
    assert "pour les seniors dans toute la ville." in page
    young = words(staff_client(EDITOR).get(URL, {"public": "jeunes"}))
    assert "Rien le lundi matin pour les jeunes " in young


def test_the_printed_page_says_its_day_and_what_was_chosen(town):
    page = words(staff_client(EDITOR).get(URL, {"public": "seniors", "preuve": "verifie"}))
    told = page.split('<p class="print-only">')[1].split("</p>")[0]
    for part in ("24 novembre 2026", "Les trois piliers", "Personnes âgées", "Vérifié seulement"):
        assert part in told


@pytest.mark.parametrize("asked", ["public=x", "pilier='", "preuve=2", "public=tous-publics"])
def test_an_unknown_choice_is_everything(asked, town):
    page = staff_client(EDITOR).get(f"{URL}?{asked}")
    assert page.status_code == 200
    assert (page.context["asked"].pillar, page.context["asked"].audience) == ("", "")


def test_a_workshop_to_come_counts_as_announced(town):
    centre, sure, _told = town
    start = datetime(2026, 12, 5, 14, tzinfo=timezone.get_default_timezone())
    place = sure.places.get()
    Session.objects.create(service_at_location=place, start=start, end=start + timedelta(hours=2))
    Session.objects.create(
        service_at_location=place,
        start=start + timedelta(days=1),
        end=start + timedelta(days=1, hours=2),
        cancelled=True,
    )
    found = coverage_data.known(timezone.now()).coverage
    told = found.covered(("", centre.quarter, "")) & ~half_day(0, 0)
    assert told == half_day(5, AFTERNOON)
    assert found.cells(quarter=centre.quarter)[11].announced == 1


def test_what_does_not_count_is_told_with_the_reason(town, make_service, make_location):
    make_service()
    make_service(at=make_location(latitude=None, longitude=None, city="Istres"))
    make_service(at=make_location())
    make_service(state="draft")
    page = words(staff_client(EDITOR).get(URL))
    assert "2 services ont des heures et un quartier connus." in page
    assert "1 sans lieu, 1 hors des quartiers, 1 sans horaires" in page


def test_what_people_did_not_find_stands_beside(town):
    SearchCount.objects.create(day=date(2026, 11, 20), words="plombier", count=3)
    SearchCount.objects.create(day=date(2026, 11, 21), words="plombier", count=2)
    SearchCount.objects.create(day=date(2026, 11, 21), words="imprimer", count=9, results=4)
    SearchCount.objects.create(day=date(2026, 1, 1), words="piscine", count=9)
    page = words(staff_client(EDITOR).get(URL))
    assert "« plombier », 5 fois" in page
    assert "imprimer" not in page and "piscine" not in page


def test_the_plan_draws_the_ten_quarters(town):
    page = words(staff_client(EDITOR).get(URL))
    assert page.count('<path class="coverage-map__quarter') == 10


def test_the_files_hold_every_cell(town):
    centre, _sure, _told = town
    staff = staff_client(EDITOR)
    text = staff.get("/gestion/couverture.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    quarters, audiences = coverage_data.quarters(), coverage_data.audiences()
    assert len(rows) == 3 * len(quarters) * len(audiences) * 14
    counted = [row for row in rows if row["Services vérifiés"] == "1"]
    # For everybody, hence for each audience; on Monday morning alone.
    assert len(counted) == len(audiences)
    assert {(row["Jour"], row["Demi-journée"]) for row in counted} == {("lundi", "matin")}
    book = staff.get("/gestion/couverture.xlsx")
    assert book.status_code == 200 and book.content.startswith(b"PK")


def test_the_coverage_costs_the_same_whatever_the_guide_holds(
    town, make_service, make_location, django_assert_num_queries
):
    for _number in range(5):
        make_service(at=make_location(opening_hours="Tu 09:00-12:00"))
    with django_assert_num_queries(4):
        coverage_data.known(timezone.now())


def test_only_staff_who_edit_see_the_coverage(client):
    assert client.get(URL).status_code == 302
    client.force_login(make_staff(ADVISOR))
    assert client.get(URL).status_code == 403
    assert client.get("/gestion/couverture.csv").status_code == 403


def test_the_dashboard_leads_to_the_coverage():
    assert f'href="{URL}"' in words(staff_client(EDITOR).get("/gestion/"))


def test_the_guide_as_shipped_says_that_nothing_is_verified(miramas):
    page = staff_client(EDITOR).get(URL, {"preuve": "verifie"})
    assert "Rien dans toute la ville." in words(page)
