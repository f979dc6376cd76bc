"""The admin of the guide itself: needs, reports, settings, logo."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from services import models
from tests.factories import words
from tests.staff import MANAGER, admin_url, errors_of, messages_of, save, staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return staff_client()


def test_an_icon_that_does_not_exist_is_refused(client):
    response = save(client, models.Need.objects.first(), icon="zorglub")
    assert "Ce pictogramme n’existe pas" in errors_of(response)["icon"][0]


def test_the_code_of_a_need_stays(client):
    need = models.Need.objects.first()
    save(client, need, code="autre", label="Autre nom")
    renamed = models.Need.objects.get(pk=need.pk)
    assert (renamed.code, renamed.label) == (need.code, "Autre nom")


def test_a_report_is_dated_when_it_is_closed(client):
    report = models.Report.objects.create(problem="closed", page="/services/")
    save(client, report, status="fixed", answer="Merci, corrigé.")
    report.refresh_from_db()
    assert report.closed_at is not None
    save(client, report, status="in_progress")
    report.refresh_from_db()
    assert report.closed_at is None


@pytest.fixture
def settings_client():
    return staff_client(MANAGER)


def picture(format_name: str, size=(40, 40)) -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", size, "navy").save(drawn, format_name)
    return SimpleUploadedFile("Logo de la Ville.png", drawn.getvalue())


def test_the_settings_take_a_phone_and_hours_in_plain_french(settings_client):
    guide = models.GuideSettings.objects.get()
    response = save(
        settings_client, guide, help_phone="04 90 50 45 74", help_hours="lundi à vendredi 9h-12h"
    )
    guide.refresh_from_db()
    assert (guide.help_phone, guide.help_hours) == ("+33490504574", "Mo-Fr 09:00-12:00")
    told = " ".join(messages_of(response))
    assert "Les réglages du guide sont enregistrés." in told
    assert "Le public lira" in told


def test_a_logo_is_drawn_again_under_a_name_of_its_own(settings_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    guide = models.GuideSettings.objects.get()
    save(settings_client, guide, logo=picture("PNG"))
    guide.refresh_from_db()
    assert guide.logo.name.endswith(".png")
    assert "Ville" not in guide.logo.name
    with Image.open(guide.logo.path) as drawn:
        assert drawn.size == (40, 40)


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (picture("GIF"), "PNG, JPEG ou WebP"),
        (picture("PNG", (2400, 10)), "trop grande"),
        (SimpleUploadedFile("logo.png", b"x" * 1_100_000), ""),
        (SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ""),
    ],
)
def test_a_file_that_is_no_small_picture_is_refused(settings_client, upload, sentence):
    guide = models.GuideSettings.objects.get()
    response = save(settings_client, guide, logo=upload)
    assert sentence in " ".join(errors_of(response)["logo"])
    guide.refresh_from_db()
    assert not guide.logo


def test_a_search_without_answer_begins_a_lexicon_entry(client):
    models.SearchCount.objects.create(day="2026-11-20", words="zinzolin", results=0, count=3)
    page = words(client.get(admin_url(models.SearchCount, "changelist") + "?reponse=sans"))
    assert "expressions=zinzolin&amp;language=fr" in page


def test_a_lexicon_entry_shows_what_it_changes_before_it_is_saved(client, make_service):
    make_service(title="Imprimer un document")
    entered = {
        "concept": "zinzolin",
        "language": "fr",
        "expressions": "zinzolin",
        "terms": "imprimer",
        "needs": "[]",
        "is_active": "on",
    }
    before = models.LexiconEntry.objects.count()
    trial = client.post(admin_url(models.LexiconEntry, "trial"), entered)
    page = words(trial)
    assert page.index("Aucune réponse.") < page.index("Après") < page.index("Imprimer un document")
    assert models.LexiconEntry.objects.count() == before
    sent = dict(trial.context["sent"])
    client.post(trial.context["save_url"], sent | {"_save": "1"})
    found = words(client.get("/services/?q=zinzolin"))
    assert "Imprimer un document" in found


def test_a_trial_of_a_wrong_entry_says_what_is_wrong(client):
    response = client.post(admin_url(models.LexiconEntry, "trial"), {"concept": "à b"})
    assert "expressions" in errors_of(response)
    assert client.get(admin_url(models.LexiconEntry, "trial")).status_code == 405
