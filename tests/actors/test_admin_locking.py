"""Two people on one record: nothing is lost, and the second is told in words."""

import json

import pytest

from actors.models import Term
from tests.staff import admin_url, errors_of, messages_of, read_form, save, staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return staff_client()


@pytest.fixture
def second():
    return staff_client()


def open_page(client, record):
    page = client.get(admin_url(record))
    assert page.status_code == 200
    return page


def test_changes_of_different_fields_are_both_kept(first, second, make_location):
    location = make_location(access_note="Bus 3", summary="Un lieu")
    page = open_page(second, location)
    save(first, location, access_note="Bus 5", latitude="43,58", longitude="5,01")
    response = save(second, location, page=page, summary="Un lieu chaleureux")
    location.refresh_from_db()
    assert (location.access_note, location.summary) == ("Bus 5", "Un lieu chaleureux")
    assert (str(location.latitude), str(location.longitude)) == ("43.580000", "5.010000")
    told = " ".join(messages_of(response))
    assert "Quelqu’un a modifié cette fiche pendant que vous écriviez" in told
    assert "Comment venir" in told


def test_the_same_field_changed_twice_shows_both_values(first, second, make_location):
    location = make_location(access_note="Bus 3")
    page = open_page(second, location)
    save(first, location, access_note="Bus 5")
    response = save(second, location, page=page, access_note="Bus 7")
    location.refresh_from_db()
    assert location.access_note == "Bus 5"
    [told] = errors_of(response)["access_note"]
    assert "Entre-temps, quelqu’un a enregistré « Bus 5 »" in told
    assert "Vous avez choisi « Bus 7 »" in told


def test_the_page_shown_again_keeps_both_sides_and_saves_knowingly(first, second, make_location):
    location = make_location(access_note="Bus 3", summary="Un lieu")
    page = open_page(second, location)
    save(first, location, access_note="Bus 5", summary="Un lieu clair", equipment=["wifi"])
    again = save(second, location, page=page, access_note="Bus 7")
    assert save(second, location, page=again).status_code == 302
    location.refresh_from_db()
    assert (location.access_note, location.summary) == ("Bus 7", "Un lieu clair")
    assert [term.code for term in location.terms.all()] == ["wifi"]


def test_the_same_change_made_twice_is_no_conflict(first, second, make_location):
    location = make_location(access_note="Bus 3")
    page = open_page(second, location)
    save(first, location, access_note="Bus 5")
    assert save(second, location, page=page, access_note="Bus 5").status_code == 302


def test_terms_are_locked_with_the_rest(first, second, make_location):
    location = make_location()
    page = open_page(second, location)
    save(first, location, equipment=["wifi"])
    response = save(second, location, page=page, equipment=["scanner"])
    [told] = errors_of(response)["equipment"]
    assert "« Wi-Fi »" in told
    assert "« scanner »" in told


def test_a_bulk_action_is_seen_by_the_lock(first, second, make_location):
    location = make_location(state="draft")
    page = open_page(second, location)
    ticked = {"action": "publish", "_selected_action": [location.pk]}
    first.post(admin_url(type(location), "changelist"), ticked)
    save(second, location, page=page, summary="Un lieu")
    location.refresh_from_db()
    assert (location.state, location.summary) == ("published", "Un lieu")


def test_a_change_of_terms_outside_the_admin_is_seen_by_the_lock(second, make_location):
    location = make_location()
    page = open_page(second, location)
    location.terms.add(Term.objects.get(vocabulary="equipment", code="wifi"))
    save(second, location, page=page, summary="Un lieu")
    assert [term.code for term in location.terms.all()] == ["wifi"]


def test_an_error_does_not_hide_what_somebody_wrote_in_the_same_field(first, second, make_location):
    location = make_location(phone="+33490504574")
    page = open_page(second, location)
    save(first, location, phone="04 90 58 00 00")
    response = save(second, location, page=page, phone="12")
    told = " ".join(errors_of(response)["phone"])
    assert "n’est pas valable" in told
    assert "quelqu’un a enregistré « 04 90 58 00 00 »" in told


@pytest.mark.parametrize("lost", ["", "{", "[]", "12", '{"values": 3}', "[" * 100_000])
def test_a_page_that_lost_its_memory_overwrites_nothing(second, make_location, lost):
    location = make_location(access_note="Bus 3", summary="Un lieu")
    response = save(second, location, seen=lost, access_note="Bus 7")
    location.refresh_from_db()
    assert location.access_note == "Bus 3"
    assert "« Bus 3 »" in errors_of(response)["access_note"][0]


def test_the_page_remembers_the_version_and_the_values_it_shows(second, make_location):
    location = make_location(access_note="Bus 3")
    sent = read_form(open_page(second, location), "location_form")
    seen = json.loads(sent["seen"][0])
    assert seen["version"] == location.version
    assert seen["values"]["access_note"] == "Bus 3"


def test_rows_of_another_record_are_locked_one_by_one(first, second, make_location):
    location = make_location(name="Annexe", address="1 rue Haute")
    page = open_page(second, location.actor)
    save(first, location, address="3 rue Haute")
    row = {"locations-0-name": "Grande annexe"}
    response = save(second, location.actor, page=page, **row)
    location.refresh_from_db()
    assert (location.name, location.address) == ("Grande annexe", "3 rue Haute")
    assert "Adresse" in " ".join(messages_of(response))


def test_a_row_changed_by_both_is_told_on_its_row(first, second, make_location):
    location = make_location(address="1 rue Haute")
    page = open_page(second, location.actor)
    save(first, location, address="3 rue Haute")
    response = save(second, location.actor, page=page, **{"locations-0-address": "5 rue Haute"})
    location.refresh_from_db()
    assert location.address == "3 rue Haute"
    [formset] = response.context["inline_admin_formsets"]
    assert "3 rue Haute" in str(formset.formset.errors[0]["address"])
