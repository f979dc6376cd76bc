"""« Une erreur ? Dites-le-nous »: two fields, no account, and an answer by a private link."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from services.models import Closure, Report
from services.upkeep import reports
from tests.factories import words
from tests.staff import admin_url, save, staff_client

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def fill(client, clock, record=None, *, waits=5, **typed):
    """Open the form, read it for some seconds, send it."""
    page = client.get("/signaler/", {"fiche": record.uid} if record else {})
    clock.shift(timedelta(seconds=waits))
    sent = {"fiche": page.context["uid"], "shown": page.context["shown"], "problem": "closed"}
    return client.post("/signaler/", sent | typed, **HERE)


def test_each_public_record_leads_to_the_form_about_it(client, make_service, make_location):
    service = make_service(at=make_location())
    for record in (service, service.actor, service.places.get().location):
        link = f"/signaler/?fiche={record.uid}"
        assert link in words(client.get(record.get_absolute_url()))
        assert str(record) in words(client.get(link))


def test_a_report_is_kept_with_its_record_and_answers_by_a_private_link(
    client, tuesday_morning, make_service
):
    service = make_service(title="Aide aux papiers")
    answer = fill(client, tuesday_morning, service, message="Porte fermée  mardi")
    report = Report.objects.get()
    assert (report.kind, report.uid, report.problem) == ("service", service.uid, "closed")
    assert report.message == "Porte fermée mardi"
    assert answer.url == f"/signaler/{report.token}/"
    page = words(client.get(answer.url))
    assert "la Ville a reçu votre message" in page and "Aide aux papiers" in page
    assert "avant le 1er décembre 2026" in page
    assert 'name="robots" content="noindex"' in page
    assert client.cookies == {}


def test_when_the_town_has_corrected_it_the_link_says_so(client, tuesday_morning, make_service):
    fill(client, tuesday_morning, make_service())
    report = Report.objects.get()
    staff = staff_client()
    save(staff, report, status="fixed", answer="Merci, l’horaire est corrigé.")
    page = words(client.get(f"/signaler/{report.token}/"))
    assert "corrigé" in page and "l’horaire est corrigé" in page


def test_what_is_missing_is_said_twice_and_nothing_typed_is_lost(client, tuesday_morning):
    answer = fill(client, tuesday_morning, problem="", message="Le guichet a fermé")
    page = words(answer)
    assert page.count("Choisissez ce qui ne va pas.") == 2
    assert "Le guichet a fermé" in page and "<title>Erreur :" in page
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"website": "https://spam.example"},
        {"shown": "made-up"},
        {"waits": 1},
        {"message": "x" * 501},
        {"problem": "zorglub"},
    ],
)
def test_machines_and_wrong_values_keep_nothing(client, tuesday_morning, typed):
    assert fill(client, tuesday_morning, **typed).status_code == 200
    assert not Report.objects.exists()


def test_every_page_leads_to_the_form_about_itself(client, tuesday_morning, db):
    for path in ("/", "/chiffres/", "/agenda/", "/acteurs/"):
        assert f"/signaler/?page={path.replace('/', '%2F')}" in words(client.get(path))
    page = client.get("/signaler/", {"page": "/chiffres/"})
    assert "À propos de la page" in words(page)
    tuesday_morning.shift(timedelta(seconds=5))
    sent = {"page": "/chiffres/", "shown": page.context["shown"], "problem": "wrong"}
    client.post("/signaler/", sent, **HERE)
    assert Report.objects.get().page == "/chiffres/"


@pytest.mark.parametrize("page", ["//evil.example", "https://evil.example/", "javascript:x", "x"])
def test_a_page_elsewhere_is_no_page_of_ours(client, page):
    shown = words(client.get("/signaler/", {"page": page}))
    assert "À propos de la page" not in shown and f'value="{page}"' not in shown


def test_a_closure_said_by_the_place_answers_who_found_the_door_shut(
    client, tuesday_morning, make_location, make_service
):
    place = make_location()
    service = make_service(at=place)
    status = fill(client, tuesday_morning, service).url
    fill(client, tuesday_morning, service, problem="phone")
    closure = Closure.objects.create(location=place, starts_on="2026-12-21", ends_on="2026-12-24")
    reports.answer_with_closure(closure, "Fermé du 21 décembre au 24 décembre 2026")
    page = words(client.get(status))
    assert "corrigé" in page and "La fiche le dit maintenant." in page
    assert [report.problem for report in Report.objects.open()] == ["phone"]


def test_a_slow_person_is_never_too_late(client, tuesday_morning):
    fill(client, tuesday_morning, waits=20 * 3600)
    assert Report.objects.count() == 1


def test_the_same_words_on_the_same_record_are_one_report(client, tuesday_morning, make_service):
    service = make_service()
    first = fill(client, tuesday_morning, service, message="Fermé")
    assert fill(client, tuesday_morning, service, message="Fermé").url == first.url
    fill(client, tuesday_morning, service, message="Fermé aussi jeudi")
    assert Report.objects.count() == 2


def test_one_network_sends_ten_an_hour_and_no_address_is_kept(client, tuesday_morning):
    for number in range(10):
        fill(client, tuesday_morning, message=f"numéro {number}")
    refused = fill(client, tuesday_morning, message="encore")
    assert refused.status_code == 429 and "Réessayez dans une heure" in words(refused)
    assert "encore" in words(refused)
    elsewhere = client.get("/signaler/")
    tuesday_morning.shift(timedelta(seconds=5))
    sent = {"shown": elsewhere.context["shown"], "problem": "other"}
    assert client.post("/signaler/", sent, REMOTE_ADDR="203.0.113.9", **HERE).status_code == 302
    assert Report.objects.count() == 11
    assert "127.0.0.1" not in repr(list(Report.objects.values()))


def test_a_form_of_another_site_is_refused(client, tuesday_morning):
    sent = {"shown": client.get("/signaler/").context["shown"], "problem": "other"}
    assert client.post("/signaler/", sent, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403


def test_an_unknown_link_is_kindly_not_found(client):
    assert client.get("/signaler/zorglub/").status_code == 404
    assert client.get("/signaler/?fiche=zorglub").status_code == 200


def test_staff_see_what_is_due_and_go_to_the_record(make_service):
    service = make_service()
    report = Report.objects.create(uid=service.uid, kind="service", page="/x/", problem="closed")
    Report.objects.filter(pk=report.pk).update(created_at=timezone.now() - timedelta(days=8))
    staff = staff_client()
    assert "en retard" in words(staff.get(admin_url(Report, "changelist")))
    link = f"/gestion/services/report/fiche/service/{service.uid}/"
    assert link in words(staff.get(admin_url(report)))
    assert staff.get(link).url == admin_url(service)


def test_several_reports_are_answered_at_once():
    reports = [Report.objects.create(problem="other", page=f"/{n}/") for n in range(3)]
    staff = staff_client()
    chosen = {"action": "mark_fixed", "_selected_action": [report.pk for report in reports]}
    staff.post(admin_url(Report, "changelist"), chosen)
    assert not Report.objects.open().exists()
    assert all(report.closed_at for report in Report.objects.all())
