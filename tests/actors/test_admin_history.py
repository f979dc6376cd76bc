"""The history pages: who, when, why, from what to what, and the way back."""

import pytest

from actors.models import Actor
from tests.staff import admin_url, read_form, save, staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return staff_client(label="accueil de la Ville")


def page_text(response) -> str:
    text = response.content.decode().replace("\xa0", " ").replace("&#x27;", "'")
    return " ".join(text.split())


def test_the_history_says_who_changed_what_from_what_to_what(client, make_location):
    location = make_location(access_note="Bus 3", inferred=True, wheelchair="")
    save(
        client,
        location,
        access_note="Bus 5",
        inferred=[],
        wheelchair="yes",
        doubts=["two_phones"],
        equipment=["wifi"],
        opening_hours="mardi 9h-12h",
        latitude="43,58",
    )
    text = page_text(client.get(admin_url(location, "history")))
    assert "accueil de la Ville" in text
    for change in (
        "<strong>Comment venir</strong> de « Bus 3 » à « Bus 5 »",
        "<strong>Déduit, à confirmer</strong> de « oui » à « non »",
        "<strong>Fauteuil roulant</strong> de « vide » à « accessible en fauteuil roulant »",
        "<strong>Doutes</strong> de « vide » à « deux téléphones possibles »",
        "<strong>Horaires</strong> de « vide » à « Le mardi de 9 h à 12 h",
        "<strong>Termes</strong> ajouté : Wi-Fi.",
    ):
        assert change in text
    assert "version" not in text.lower().split("<tbody>")[1].split("</tbody>")[0]


def test_a_change_before_the_page_break_is_compared_with_the_next_page(client, make_actor):
    actor = make_actor(staff_note="appel 0")
    for number in range(1, 30):
        actor.staff_note = f"appel {number}"
        actor.save()
    text = page_text(client.get(admin_url(actor, "history")))
    assert "de « appel 4 » à « appel 5 »" in text
    assert "Page 1 sur 2" in text
    assert "de « appel 3 » à « appel 4 »" in page_text(
        client.get(admin_url(actor, "history") + "?p=2")
    )


def test_going_back_restores_fields_and_terms_in_a_new_row(client, make_location):
    location = make_location(access_note="Bus 3")
    save(client, location, equipment=["wifi"])
    past = location.history.first()
    save(client, location, access_note="Bus 5", equipment=["scanner"])
    location.refresh_from_db()
    before, rows = location.version, location.history.count()

    url = admin_url(location, "simple_history", past.pk)
    sent = read_form(client.get(url), "historicallocation_form")
    assert client.post(url, sent).status_code == 302

    location.refresh_from_db()
    assert location.access_note == "Bus 3"
    assert [term.code for term in location.terms.all()] == ["wifi"]
    assert location.version > before
    assert location.history.count() == rows + 1
    assert location.history.first().history_change_reason.startswith("Retour à la version du")


def test_going_back_does_not_undo_what_somebody_changes_meanwhile(client, make_location):
    location = make_location(access_note="Bus 3", summary="Un lieu")
    past = location.history.first()
    save(client, location, access_note="Bus 5")
    url = admin_url(location, "simple_history", past.pk)
    sent = read_form(client.get(url), "historicallocation_form")
    save(staff_client(), location, summary="Un lieu clair")
    assert client.post(url, sent).status_code == 302
    location.refresh_from_db()
    assert (location.access_note, location.summary) == ("Bus 3", "Un lieu clair")


def test_going_back_keeps_what_the_form_does_not_show(client, make_actor):
    actor = make_actor(imported={"values": {"name": "avant"}})
    past = actor.history.first()
    Actor.objects.filter(pk=actor.pk).update(imported={"values": {"name": "après"}})
    url = admin_url(actor, "simple_history", past.pk)
    client.post(url, read_form(client.get(url), "historicalactor_form"))
    actor.refresh_from_db()
    assert actor.imported == {"values": {"name": "après"}}
