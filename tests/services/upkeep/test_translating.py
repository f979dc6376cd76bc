"""A service told in another language by somebody, who signs."""

import pytest

from tests.factories import words
from tests.staff import staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


@pytest.fixture
def service(tuesday_morning, make_service):
    return make_service(title="Remplir un dossier", summary="On vous aide.")


def url(service, language="tr") -> str:
    return f"/gestion/traduire/{service.uid}/{language}/"


def test_the_public_reads_the_translation_and_who_wrote_it(service, client):
    sent = {"title": "Dosya doldurmak", "summary": "", "description": "", "by": "le centre social"}
    assert staff_client().post(url(service), sent).status_code == 302
    path = service.get_absolute_url()
    page = words(client.get(f"/tr{path}"))
    assert "<h1>Dosya doldurmak</h1>" in page
    assert "le centre social" in page and "24 Kasım 2026" in page
    # What nobody translated stays in French, and says so.
    assert '<p class="lead" lang="fr" dir="ltr">On vous aide.</p>' in page
    assert "Dosya doldurmak" not in words(client.get(path))


def test_an_empty_text_gives_the_french_back(service, client):
    staff = staff_client()
    staff.post(url(service), {"title": "Dosya doldurmak", "by": "le centre social"})
    staff.post(url(service), {"title": "", "by": "le centre social"})
    service.refresh_from_db()
    assert service.translations == {}
    assert "Remplir un dossier" in words(client.get(service.get_absolute_url()))


def test_a_translation_is_signed_and_kept_in_the_history(service):
    page = staff_client().post(url(service), {"title": "Dosya doldurmak", "by": ""})
    assert "errornote" in words(page)
    staff_client().post(url(service), {"title": "Dosya doldurmak", "by": "une bénévole"})
    assert service.history.first().history_change_reason == "Traduction : Türkçe"


def test_only_who_may_change_services_translates_and_only_a_language_of_the_guide(service, client):
    assert client.get(url(service)).status_code == 302
    assert staff_client().get(url(service, "fr")).status_code == 404
    assert staff_client().get(url(service, "xx")).status_code == 404
    assert 'dir="rtl"' in words(staff_client().get(url(service, "ar")))
