"""The rules of imports, whatever the standard: dry, all or nothing, the town's word stays."""

import pytest
from django.db import IntegrityError

from actors.models import Actor, Location
from services.models import Proposal, Revision, Service, ServiceAtLocation
from tests.services.standards.samples import (
    load_sample,
    make_actor,
    make_guide,
    make_location,
    make_service,
)

pytestmark = pytest.mark.django_db


def everything():
    models = (Actor, Location, Service, ServiceAtLocation, Proposal)
    return [list(model.objects.order_by("pk").values()) for model in models]


def with_phone(phone: str) -> dict:
    return make_guide(make_actor(locations=[make_location(phone=phone)]))


def test_a_dry_run_tells_all_and_writes_nothing():
    report = load_sample(apply=False)
    assert report.count("created") == 4
    assert not Actor.objects.exists()


def test_applying_brings_the_whole_guide():
    load_sample()
    service = Service.objects.get()
    assert service.actor.name == "Centre communal d’action sociale"
    assert service.places.get().location.opening_hours == "Mo-Fr 09:00-12:00"
    assert [term.code for term in service.terms.all()] == ["aide-aux-demarches-administratives"]
    assert [need.code for need in service.needs.all()] == ["demarche-en-ligne"]


def test_computed_columns_and_addresses_of_pages_are_filled():
    load_sample()
    assert Actor.objects.get().name_key == "centre communal d action sociale"
    assert Service.objects.get().slug == "remplir-un-dossier-en-ligne-ccas"


def test_loading_twice_changes_nothing():
    load_sample()
    before, revision = everything(), Revision.current()
    report = load_sample()
    assert report.is_without_effect
    assert everything() == before
    assert Revision.current() == revision


def test_a_change_of_the_source_is_taken():
    load_sample()
    report = load_sample(with_phone("+33490000001"))
    assert Location.objects.get().phone == "+33490000001"
    assert [line.fields for line in report.lines] == [{"phone": ("+33490504574", "+33490000001")}]


def test_what_staff_edited_stays():
    load_sample()
    Location.objects.update(phone="+33490000009")
    load_sample()
    assert Location.objects.get().phone == "+33490000009"


def test_what_staff_emptied_stays_empty():
    load_sample()
    Location.objects.update(phone="")
    load_sample()
    assert Location.objects.get().phone == ""


def test_the_third_import_does_not_undo_the_correction():
    load_sample()
    Location.objects.update(phone="+33490000009")
    load_sample(with_phone("+33490000001"))
    load_sample(with_phone("+33490000001"))
    assert Location.objects.get().phone == "+33490000009"


def test_a_field_changed_on_both_sides_becomes_a_proposal():
    load_sample()
    Location.objects.update(phone="+33490000009")
    load_sample(with_phone("+33490000001"))
    proposal = Proposal.objects.get()
    assert proposal.origin == Proposal.Origin.IMPORT
    assert proposal.uid == Location.objects.get().uid
    assert proposal.base == {"phone": "+33490000009"}
    assert proposal.values == {"phone": "+33490000001"}


def test_a_proposal_is_made_once():
    load_sample()
    Location.objects.update(phone="+33490000009")
    for _time in range(3):
        load_sample(with_phone("+33490000001"))
    assert Proposal.objects.count() == 1


def test_the_other_fields_of_a_conflict_are_taken():
    load_sample()
    Location.objects.update(phone="+33490000009")
    data = make_location(phone="+33490000001", website="https://ccas.example/")
    load_sample(make_guide(make_actor(locations=[data])))
    assert Location.objects.get().website == "https://ccas.example/"


def test_terms_that_staff_corrected_stay():
    load_sample()
    service = Service.objects.get()
    service.terms.clear()
    load_sample()
    assert not service.terms.exists()


def test_terms_that_the_source_changed_are_taken():
    load_sample()
    data = make_service(themes=["loisirs-et-creations-numeriques"], audiences=["jeunes"])
    load_sample(make_guide(make_actor(services=[data])))
    codes = {term.code for term in Service.objects.get().terms.all()}
    assert codes == {"loisirs-et-creations-numeriques", "jeunes"}


@pytest.mark.parametrize("model", [Actor, Location, Service])
def test_what_staff_archived_is_left_alone(model):
    load_sample()
    model.objects.update(state="archived")
    before = everything()
    data = make_actor(
        name="Autre nom",
        locations=[make_location(name="Autre nom")],
        services=[make_service(title="Autre nom")],
    )
    load_sample(make_guide(data))
    assert model.objects.get().state == "archived"
    assert str(model.objects.get()) != "Autre nom"
    assert len(everything()) == len(before)


def test_a_place_that_staff_removed_does_not_come_back():
    load_sample()
    ServiceAtLocation.objects.get().delete()
    report = load_sample()
    assert report.count("removed") == 1
    assert not ServiceAtLocation.objects.exists()


def test_a_place_that_staff_made_by_hand_is_adopted():
    load_sample(make_guide(make_actor(services=[make_service(at=[])])))
    mine = ServiceAtLocation.objects.create(
        service=Service.objects.get(), location=Location.objects.get()
    )
    load_sample()
    assert ServiceAtLocation.objects.get().pk == mine.pk


def test_every_saved_record_has_its_history_with_the_reason():
    load_sample()
    load_sample(with_phone("+33490000001"))
    rows = Location.history.order_by("history_id")
    assert [row.history_type for row in rows] == ["+", "~"]
    assert {row.history_change_reason for row in rows} == {"Essai"}
    assert rows[1].phone == "+33490000001"


def test_history_keeps_the_terms():
    load_sample()
    past = Service.history.get()
    assert [row.term.code for row in past.terms.all()] == ["aide-aux-demarches-administratives"]
    assert [row.need.code for row in past.needs.all()] == ["demarche-en-ligne"]


def test_versions_and_the_revision_rise():
    load_sample()
    version, revision = Location.objects.get().version, Revision.current()
    load_sample(with_phone("+33490000001"))
    assert Location.objects.get().version > version
    assert Revision.current() > revision


def test_new_hours_are_not_verified_any_more():
    load_sample()
    Location.objects.update(hours_verified_on="2026-01-01")
    data = make_location(opening_hours="Mo-Fr 08:00-12:00")
    load_sample(make_guide(make_actor(locations=[data])))
    assert Location.objects.get().hours_verified_on is None


def test_a_failure_half_way_leaves_nothing(monkeypatch):
    def fail(*args, **kwargs):
        raise IntegrityError("no room left")

    monkeypatch.setattr(ServiceAtLocation.objects.__class__, "bulk_create", fail)
    with pytest.raises(IntegrityError):
        load_sample()
    assert not Actor.objects.exists()


def test_an_invalid_required_field_refuses_the_row_with_its_reason():
    other = make_actor("autre", locations=[], services=[])
    report = load_sample(make_guide(make_actor(kind="inconnue"), other))
    assert [(p.where, p.field) for p in report.refused] == [("acteur ccas", "kind")]
    assert [actor.external_id for actor in Actor.objects.all()] == ["autre"]


def test_an_invalid_optional_field_is_left_aside_and_kept_for_staff():
    report = load_sample(with_phone("trop tôt"))
    location = Location.objects.get()
    assert location.phone == ""
    assert location.imported["extra"]["unread"] == {"phone": "trop tôt"}
    assert [(p.field, p.value, p.is_refused) for p in report.problems] == [
        ("phone", "trop tôt", False)
    ]


def test_half_a_position_is_none():
    data = make_location(latitude=143.5, longitude=5.0)
    load_sample(make_guide(make_actor(locations=[data])))
    assert Location.objects.get().latitude is None
    assert Location.objects.get().longitude is None


def test_the_same_id_twice_is_refused_the_second_time():
    report = load_sample(make_guide(make_actor(), make_actor()))
    assert len(report.refused) == 1
    assert Actor.objects.count() == 1


def test_a_row_that_refers_to_nothing_is_refused():
    lost = make_actor("autre", locations=[], services=[make_service("x", [{"location": "?"}])])
    report = load_sample(make_guide(lost))
    assert [problem.field for problem in report.refused] == ["location"]


def test_only_the_chosen_records_are_saved():
    report = load_sample(apply=False)
    chosen = {line.uid for line in report.lines if line.kind in ("actor", "location")}
    load_sample(only=chosen)
    assert Location.objects.exists()
    assert not Service.objects.exists()


def test_a_chosen_record_without_its_actor_waits():
    report = load_sample(apply=False)
    chosen = {line.uid for line in report.lines if line.kind == "service"}
    load_sample(only=chosen)
    assert not Service.objects.exists()


def test_new_records_may_come_as_drafts():
    data = make_actor()
    del data["state"]
    load_sample(make_guide(data), state="draft")
    assert Actor.objects.get().state == "draft"
    assert Location.objects.get().state == "published"


def test_a_batch_costs_the_same_whatever_its_size(django_assert_max_num_queries):
    def many(number, phone):
        actors = (
            make_actor(
                f"a{i}",
                locations=[make_location(f"l{i}", phone=phone)],
                services=[make_service(f"s{i}", [{"location": f"l{i}"}])],
            )
            for i in range(number)
        )
        return make_guide(*actors)

    with django_assert_max_num_queries(130):
        load_sample(many(100, "+33490504574"))
    with django_assert_max_num_queries(40):
        load_sample(many(100, "+33490504574"))
    with django_assert_max_num_queries(80):
        load_sample(many(100, "+33490000001"))
