"""The history of what services holds: who, when, from what to what, and the way back."""

from datetime import date

import pytest

from actors.models import Actor, Location
from services.models import Closure, Service
from tests.staff import admin_url, read_form, save, staff_client

pytestmark = pytest.mark.django_db
LABEL = "accueil de la Ville"


@pytest.fixture
def staff():
    return staff_client(label=LABEL)


@pytest.fixture
def record_of(make_location, make_service):
    """Give a function that makes a record of a model."""

    def made(model):
        location = make_location()
        service = make_service(at=location)
        dates = {"starts_on": date(2026, 12, 21), "ends_on": date(2026, 12, 24)}
        return {
            Actor: lambda: location.actor,
            Location: lambda: location,
            Service: lambda: service,
            Closure: lambda: Closure.objects.create(location=location, **dates),
        }[model]()

    return made


# Model → (field, label of the form, before, after).
CHANGES = {
    Actor: ("description", "Présentation", "On accueille.", "On accueille chacun."),
    Location: ("access_note", "Comment venir", "Bus 3", "Bus 5"),
    Service: ("price_note", "Prix", "2 € la page", "1 € la page"),
    Closure: ("reason", "Raison", "Travaux", "Congés"),
}


def page_text(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


@pytest.mark.parametrize("model", CHANGES)
def test_the_history_says_who_when_from_what_to_what(staff, record_of, model):
    record = record_of(model)
    field, label, before, after = CHANGES[model]
    save(staff, record, **{field: before})
    save(staff, record, **{field: after})
    row = record.history.first()
    text = page_text(staff.get(admin_url(record, "history")))
    assert f"<strong>{label}</strong> de « {before} » à « {after} »" in text
    assert LABEL in text
    assert f"{row.history_date.year}" in text and row.history_user.label == LABEL


@pytest.mark.parametrize("model", CHANGES)
def test_a_past_version_is_put_back_in_a_new_row(staff, record_of, model):
    record = record_of(model)
    field, _label, before, after = CHANGES[model]
    save(staff, record, **{field: before})
    past = record.history.first()
    save(staff, record, **{field: after})
    rows = record.history.count()
    url = admin_url(record, "simple_history", past.pk)
    page = staff.get(url)
    sent = read_form(page, f"historical{model._meta.model_name}_form")
    assert staff.post(url, sent).status_code == 302
    record.refresh_from_db()
    assert getattr(record, field) == before
    assert record.history.count() == rows + 1
    assert record.history.first().history_change_reason.startswith("Retour à la version du")


def test_the_confirmation_of_a_call_and_its_undoing_stand_in_the_history(staff, record_of):
    actor = record_of(Actor)
    staff.post(f"/gestion/appels/{actor.pk}/dit/", {"fiche": [f"actor:{actor.pk}"]})
    call = actor.calls.get()
    staff.post(f"/gestion/appels/annuler/{call.pk}/")
    text = page_text(staff.get(admin_url(actor, "history")))
    assert "Confirmé par téléphone" in text and "Confirmation annulée" in text
    assert text.count(LABEL) >= 2
