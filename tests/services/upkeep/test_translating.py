"""A record told in another language by somebody, who signs."""

import pytest
from django.apps import apps

from services.models import Need, Pathway
from tests.factories import words
from tests.staff import staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


@pytest.fixture
def service(tuesday_morning, make_service):
    return make_service(title="Remplir un dossier", summary="On vous aide.")


def url(record, language="tr", kind="service") -> str:
    return f"/gestion/traduire/{kind}/{record.pk}/{language}/"


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
    assert staff_client().get(url(service, kind="avis")).status_code == 404
    assert 'dir="rtl"' in words(staff_client().get(url(service, "ar")))


def test_an_actor_and_a_place_are_told_in_another_language(make_place, client):
    held = make_place()
    actor, place = held.service.actor, held.location
    actor.description = "Un lieu pour tous."
    actor.save()
    place.summary = "Au fond de la cour."
    place.save()
    staff = staff_client()
    sent = {"name": "", "by": "le centre social"}
    staff.post(url(actor, kind="organisme"), sent | {"description": "Herkese açık."})
    staff.post(url(place, kind="lieu"), sent | {"summary": "Avlunun sonunda."})
    addresses = [f"/tr{record.get_absolute_url()}" for record in (actor, place)]
    for path, said in zip(addresses, ("Herkese açık.", "Avlunun sonunda."), strict=True):
        page = words(client.get(path))
        assert said in page and "le centre social" in page


def test_a_pathway_is_translated_with_its_steps(miramas, client):
    pathway = Pathway.objects.published().first()
    steps = list(pathway.steps.all())
    page = words(staff_client().get(url(pathway, kind="parcours")))
    assert f"Étape {len(steps)} : titre" in page
    sent = {"title": "Yol", f"{steps[0].pk}-title": "İlk adım", "by": "une bénévole"}
    staff_client().post(url(pathway, kind="parcours"), sent)
    page = words(client.get(f"/tr{pathway.get_absolute_url()}"))
    assert "<h1>Yol</h1>" in page and "İlk adım" in page and "une bénévole" in page
    assert f'lang="fr" dir="ltr">{steps[1].title}' in page


def test_a_need_is_translated_where_the_file_did_not(miramas, client):
    need = Need.objects.first()
    sent = {"label": "Yazdırmak istiyorum", "question": "", "by": "le centre social"}
    staff_client().post(url(need, kind="besoin"), sent)
    assert "Yazdırmak istiyorum" in words(client.get("/tr/"))


def test_a_text_that_did_not_change_keeps_its_day_and_its_hand(service, time_machine):
    sent = {"title": "Dosya doldurmak", "by": "le centre social"}
    staff_client().post(url(service), sent)
    time_machine.move_to("2026-12-01T10:00:00+01:00")
    staff_client().post(url(service), sent | {"summary": "Size yardım ederiz."})
    service.refresh_from_db()
    said = service.translations["tr"]
    assert (said["title"]["on"], said["summary"]["on"]) == ("2026-11-24", "2026-12-01")


@pytest.mark.parametrize(
    ("admin_page", "kind"),
    [
        ("actors/actor", "organisme"),
        ("actors/location", "lieu"),
        ("services/service", "service"),
        ("services/need", "besoin"),
        ("services/pathway", "parcours"),
    ],
)
def test_each_record_leads_to_its_translation(miramas, admin_page, kind):
    app, model = admin_page.split("/")
    record = apps.get_model(app, model).objects.first()
    page = words(staff_client().get(f"/gestion/{admin_page}/{record.pk}/change/"))
    assert url(record, "en", kind) in page
