"""The label: actions of the year, made from workshops, counted by heading, taken away as files."""

import csv
import io
from datetime import date, datetime

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from odfdo import Document
from pypdf import PdfReader

from services.figures import headings, label
from services.models import Action, Session
from services.roles import ADVISOR, EDITOR
from tests.benchmarks import label as benchmark
from tests.factories import words
from tests.staff import admin_url, errors_of, make_staff, messages_of, read_form, staff_client

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def session(make_location, make_service):
    service = make_service(at=make_location(), title="Apprendre la tablette", pillar="loisir")
    start = datetime(2026, 11, 24, 23, 30, tzinfo=timezone.get_default_timezone())
    return Session.objects.create(
        service_at_location=service.places.get(),
        start=start,
        end=start + timezone.timedelta(minutes=20),
        capacity=12,
        places_left=4,
    )


def make_action(**fields) -> Action:
    fields = {"title": "Atelier tablette", "date": DAY, "kind": "mediation"} | fields
    return Action.objects.create(**fields)


def test_a_workshop_becomes_an_action_in_two_clicks(session):
    staff = staff_client(EDITOR)
    listed = staff.get(admin_url(Session, "changelist"))
    url = f"/gestion/services/action/add/?session={session.pk}"
    assert url in listed.content.decode()
    form = staff.get(url)
    assert "8 places étaient réservées" in words(form)
    response = staff.post(url, read_form(form, "action_form"))
    assert response.status_code == 302, errors_of(response)
    action = Action.objects.get()
    service = session.service_at_location.service
    assert (action.title, action.date) == ("Atelier : Apprendre la tablette", DAY)
    assert (action.kind, action.pillar) == ("mediation", "loisir")
    assert (action.session, action.service) == (session, service)
    assert list(action.actors.all()) == [service.actor]
    # Places booked are not people who came: nobody counted them yet.
    assert action.people_reached is None


def test_a_workshop_makes_one_action_only(session):
    action = make_action(session=session)
    page = words(staff_client(EDITOR).get(admin_url(Session, "changelist")))
    assert "Voir l’action" in page and "En faire une action" not in page
    assert admin_url(action) in page
    with pytest.raises(ValidationError, match="a déjà son action"):
        Action(title="Encore", date=DAY, kind="mediation", session=session).full_clean()


def test_a_workshop_or_a_service_offers_the_action_on_its_own_page(session):
    staff = staff_client(EDITOR)
    service = session.service_at_location.service
    assert f"action/add/?session={session.pk}" in words(staff.get(admin_url(session)))
    assert f"action/add/?service={service.pk}" in words(staff.get(admin_url(service)))
    form = read_form(
        staff.get(f"/gestion/services/action/add/?service={service.pk}"), "action_form"
    )
    assert form["title"] == ["Apprendre la tablette"] and form["service"] == [str(service.pk)]


@pytest.mark.parametrize("asked", ["session=999", "session=x", "service=" + "9" * 40, "session="])
def test_an_address_that_names_nothing_gives_an_empty_form(asked):
    form = staff_client(EDITOR).get(f"/gestion/services/action/add/?{asked}")
    assert form.status_code == 200
    assert read_form(form, "action_form")["title"] == [""]


def test_an_action_outlives_its_workshop(session):
    action = make_action(session=session)
    session.delete()
    action.refresh_from_db()
    assert action.session is None


def test_a_cost_is_never_negative():
    action = Action(title="Un don", date=DAY, kind="mediation", cost=-1)
    with pytest.raises(ValidationError):
        action.full_clean()


def test_every_kind_stands_under_one_heading():
    codes = [code for heading in headings.HEADINGS for code in heading.kinds]
    assert len(codes) == len(set(codes))
    assert all(len(code) <= 20 for code in codes)


def test_the_inventory_counts_what_an_independent_query_counts(make_actor):
    mjc, ccas = make_actor(short_name="MJC"), make_actor(short_name="CCAS")
    make_action(kind="wifi", cost="1250.50")
    make_action(kind="fibre", date=date(2026, 1, 1))
    make_action(kind="seniors", pillar="loisir", people_reached=12).actors.add(mjc, ccas)
    make_action(kind="mediation", pillar="loisir", people_reached=0).actors.add(mjc)
    make_action(kind="mediation", date=date(2025, 12, 31), people_reached=99)
    found = label.of_year(2026)
    assert found.count == 4
    counts = {part.code: part.count for part in found.parts}
    assert counts["reseaux"] == 2 and counts["pour-tous"] == 1 and counts["mediation"] == 1
    assert found.by_actor == (("MJC", 2), ("CCAS", 1))
    assert dict(found.by_pillar)["Numérique loisir et médiation numérique"] == 2
    assert dict(found.by_pillar)["Aucun pilier"] == 2
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT SUM(people_reached), SUM(cost), COUNT(people_reached) FROM services_action"
            " WHERE date >= '2026-01-01' AND date < '2027-01-01'"
        )
        people, cost, counted = cursor.fetchone()
    assert (found.people, float(found.cost), found.people_counted) == (people, float(cost), counted)


def test_what_nobody_counted_is_said_and_is_no_zero():
    make_action()
    make_action(people_reached=7)
    page = words(staff_client(EDITOR).get("/gestion/label/?annee=2026"))
    assert "2 actions notées en 2026." in page
    assert "Personnes touchées : 7 (nombre connu pour 1 sur 2)." in page
    assert "montant connu pour 0 sur 2" in page


def test_past_totals_stand_with_their_sources(tuesday_morning):
    page = words(staff_client(EDITOR).get("/gestion/label/"))
    for told in ("168", "plus de 230", "plus de 260", "communiqué de la Ville du 8 février 2024"):
        assert told in page
    assert "Aucun n’a été trouvé pour 2022." in page
    assert '<option value="2026" selected>' in page


@pytest.mark.parametrize("asked", ["x", "1", "99999999", "²026", "2026'--"])
def test_a_year_that_is_none_shows_this_year(asked, tuesday_morning):
    response = staff_client(EDITOR).get("/gestion/label/", {"annee": asked})
    assert response.context["inventory"].year == 2026


def test_the_files_say_the_same_as_the_page(make_actor):
    action = make_action(title="=1+1", kind="wifi", cost="1250.50", people_reached=30)
    action.actors.add(make_actor(short_name="Ville"))
    staff = staff_client(EDITOR)
    answer = staff.get("/gestion/label/2026.csv")
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert tuple(row) == label.COLUMNS
    assert (row["Rubrique"], row["Sorte d’action"]) == ("Réseaux et équipements", "Wi-Fi municipal")
    # A spreadsheet must show it, not compute it.
    assert row["Titre"] == "'=1+1"
    assert (row["Date"], row["Coût en euros"]) == ("2026-11-24", "1250,50")
    sheet = Document(io.BytesIO(staff.get("/gestion/label/2026.ods").content)).body.tables[0]
    head, line = sheet.get_values()
    assert tuple(head) == label.COLUMNS
    told = dict(zip(head, line, strict=False))
    assert told["Titre"] == "=1+1" and told["Personnes touchées"] == 30
    assert float(told["Coût en euros"]) == 1250.5


def test_the_report_is_an_accessible_pdf_that_holds_every_action():
    for number in range(3):
        make_action(title=f"Action numéro {number}", people_reached=number)
    response = staff_client(EDITOR).get("/gestion/label/2026.pdf")
    assert response["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert all(f"Action numéro {number}" in text for number in range(3))
    assert "plus de 260" in text and "Miramas, actions numériques de l’année 2026" in text
    with pikepdf.open(io.BytesIO(response.content)) as pdf:
        assert pdf.Root.Lang == "fr-FR"
        assert pdf.Root.MarkInfo.Marked


def test_an_empty_year_still_makes_every_file():
    staff = staff_client(EDITOR)
    assert "0 action notée en 2019." in words(staff.get("/gestion/label/?annee=2019"))
    for kind in ("csv", "ods", "pdf"):
        assert staff.get(f"/gestion/label/2019.{kind}").status_code == 200
    assert staff.get("/gestion/label/1.pdf").status_code == 404


def test_a_year_of_generated_actions_is_one_report(record_property):
    """The time is told, never judged: the machine may be busy."""
    benchmark.fill()
    took, pages = benchmark.seconds()
    record_property("figure", f"rapport du label, {benchmark.COUNT} actions : {took:.2f} s")
    assert pages > 10


def test_the_inventory_costs_the_same_whatever_it_holds(make_actor, django_assert_num_queries):
    for _number in range(6):
        make_action().actors.add(make_actor())
    with django_assert_num_queries(2):
        label.of_year(2026)


def test_only_staff_who_edit_see_the_label(client):
    assert client.get("/gestion/label/").status_code == 302
    advisor = make_staff(ADVISOR)
    client.force_login(advisor)
    assert client.get("/gestion/label/").status_code == 403
    assert client.get("/gestion/label/2026.csv").status_code == 403
    assert "/gestion/label/" not in words(client.get("/gestion/"))


def test_the_dashboard_leads_to_the_label():
    assert 'href="/gestion/label/"' in words(staff_client(EDITOR).get("/gestion/"))


def test_an_action_keeps_its_history():
    staff = staff_client(EDITOR)
    action = make_action()
    form = read_form(staff.get(admin_url(action)), "action_form")
    response = staff.post(admin_url(action), form | {"people_reached": ["30"]})
    assert response.status_code == 302 and messages_of(response)
    page = words(staff.get(admin_url(action, "history")))
    assert "Personnes touchées" in page and "30" in page
