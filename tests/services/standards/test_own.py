"""Our own exports coming back: no change, no double, and only what somebody edited is read."""

import csv
import json

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings

from actors.models import Actor, Location, Term
from services.models import Proposal, Revision, Service, ServiceAtLocation
from tests.services.standards import strategies
from tests.services.standards.exchange import empty_guide, exported_inclusion, exported_lieux
from tests.services.standards.samples import load_sample, make_actor, make_guide, make_location

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    return [model.objects.count() for model in (Actor, Location, Service, ServiceAtLocation)]


def bring_lieux(folder) -> None:
    call_command("import_lieux", folder / "lieux.csv", "--apply")


def bring_inclusion(folder) -> None:
    files = folder / "structures.json", folder / "services.json"
    call_command("import_data_inclusion", *files, "--apply")


@pytest.fixture
def guide():
    """One actor with a telephone, one place that has none of its own, one service."""
    location = make_location(phone="", source_date="2024-01-02")
    actor = make_actor(phone="+33490504574", source_date="2024-01-02", locations=[location])
    load_sample(make_guide(actor))


@pytest.fixture
def edit_lieux(tmp_path):
    """Change cells of the exported file as a person would, and bring it back."""

    def edit(**cells):
        exported_lieux(tmp_path)
        with (tmp_path / "lieux.csv").open(newline="") as file:
            rows = [row | cells for row in csv.DictReader(file)]
        with (tmp_path / "lieux.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        bring_lieux(tmp_path)

    return edit


@given(data=strategies.exportable_guides())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_guide_hears_nothing_new_from_its_own_exports(data, tmp_path):
    empty_guide()
    load_sample(data)
    before, revision = counts(), Revision.current()
    structures, services = exported_inclusion(tmp_path)
    exported_lieux(tmp_path, "lieux.json")
    if json.loads((tmp_path / "lieux.json").read_text()):
        call_command("import_lieux", tmp_path / "lieux.json", "--apply", "--strict")
    bring_inclusion(tmp_path)
    assert (counts(), Revision.current()) == (before, revision)
    assert not Proposal.objects.exists()


def test_the_shipped_guide_hears_nothing_new_from_its_own_exports(miramas, tmp_path, capsys):
    exported_lieux(tmp_path)
    exported_inclusion(tmp_path)
    before = counts()
    capsys.readouterr()
    bring_lieux(tmp_path)
    bring_inclusion(tmp_path)
    said = capsys.readouterr().out
    assert "Lieux : 7 sans changement." in said
    assert "créés" not in said
    assert counts() == before


def test_a_new_value_in_the_file_fills_what_the_guide_had_not(guide, edit_lieux):
    edit_lieux(complement_adresse="Au fond de la cour")
    assert Location.objects.get().address_extra == "Au fond de la cour"
    assert counts() == [1, 1, 1, 1]


def test_what_was_derived_does_not_become_the_place_s_own(guide, edit_lieux):
    edit_lieux(complement_adresse="Au fond de la cour")
    assert Location.objects.get().phone == ""


def test_a_value_against_the_town_s_is_a_proposal(guide, edit_lieux):
    Location.objects.update(opening_hours="Mo-Fr 10:00-12:00")
    edit_lieux(horaires="Mo-Fr 08:00-12:00")
    assert Location.objects.get().opening_hours == "Mo-Fr 10:00-12:00"
    assert Proposal.objects.get().values == {"opening_hours": "Mo-Fr 08:00-12:00"}


def test_a_sum_of_services_cannot_be_changed_from_a_row(guide, edit_lieux, capsys):
    edit_lieux(frais_a_charge="Payant")
    assert "changez leurs fiches" in capsys.readouterr().out
    assert not Service.objects.filter(terms__code="payant").exists()


def test_a_changed_service_of_data_inclusion_reaches_its_record(guide, tmp_path):
    exported_inclusion(tmp_path)
    file = tmp_path / "services.json"
    service = json.loads(file.read_text())[0] | {"conditions_acces": "Habiter la commune."}
    file.write_text(json.dumps([service]))
    bring_inclusion(tmp_path)
    assert Service.objects.get().conditions == "Habiter la commune."
    assert Service.objects.get().phone == ""
    assert counts() == [1, 1, 1, 1]


def test_a_changed_address_of_a_service_is_told_and_left(guide, tmp_path, capsys):
    exported_inclusion(tmp_path)
    file = tmp_path / "services.json"
    service = json.loads(file.read_text())[0] | {"adresse": "9 rue Basse"}
    file.write_text(json.dumps([service]))
    bring_inclusion(tmp_path)
    assert "L’adresse se change dans la fiche du lieu." in capsys.readouterr().out
    assert counts() == [1, 1, 1, 1]


def test_a_row_that_comes_back_from_the_national_map_is_ours(guide, edit_lieux):
    uid = Location.objects.get().uid
    edit_lieux(id=f"guide-numerique-miramas_{uid}", source="Carto", complement_adresse="Étage 2")
    assert Location.objects.get().address_extra == "Étage 2"
    assert counts() == [1, 1, 1, 1]


def test_the_national_reading_never_changes_typology_fees_nor_programmes(guide, edit_lieux, capsys):
    edit_lieux(
        typologie="CC|CCAS",
        dispositif_programmes_nationaux="France Services",
        frais_a_charge="Gratuit|Gratuit sous condition",
    )
    assert not Location.objects.get().terms.exists()
    assert not Service.objects.filter(terms__vocabulary="fee").exists()
    assert not Proposal.objects.exists()
    assert "La Ville garde les siens." in capsys.readouterr().out


def test_a_row_that_the_map_joined_with_another_is_still_ours(guide, edit_lieux):
    uid = Location.objects.get().uid
    edit_lieux(id=f"Hubik_12__guide-numerique-miramas_{uid}", complement_adresse="Étage 2")
    assert Location.objects.get().address_extra == "Étage 2"
    assert counts() == [1, 1, 1, 1]


def test_a_fresh_row_wins_where_the_town_has_not_edited_since(guide, edit_lieux):
    Location.objects.update(opening_hours="Mo-Fr 10:00-12:00")
    edit_lieux(date_maj="2026-01-15", horaires="Mo-Fr 08:00-12:00", complement_adresse="Au fond")
    location = Location.objects.get()
    assert location.address_extra == "Au fond"
    assert location.opening_hours == "Mo-Fr 10:00-12:00"
    assert Proposal.objects.get().values["opening_hours"] == "Mo-Fr 08:00-12:00"


def test_an_older_row_never_wins(guide, edit_lieux, capsys):
    before = Location.objects.get().address_extra
    edit_lieux(date_maj="2023-01-15", complement_adresse="Au fond", horaires="Mo 08:00-12:00")
    assert Location.objects.get().address_extra == before
    assert not Proposal.objects.exists()
    assert "La fiche de la Ville est plus récente que cette ligne." in capsys.readouterr().out


def test_a_date_that_nobody_can_read_back_is_older_than_all(guide, edit_lieux):
    edit_lieux(date_maj="1970-01-01", complement_adresse="Au fond")
    assert Location.objects.get().address_extra == ""


def test_an_older_service_of_data_inclusion_never_wins_either(guide, tmp_path, capsys):
    exported_inclusion(tmp_path)
    file = tmp_path / "services.json"
    old = {"conditions_acces": "Habiter la commune.", "date_maj": "2023-01-15"}
    file.write_text(json.dumps([json.loads(file.read_text())[0] | old]))
    bring_inclusion(tmp_path)
    assert Service.objects.get().conditions == ""
    assert "La fiche de la Ville est plus récente que cette ligne." in capsys.readouterr().out


def test_a_place_of_another_source_keeps_what_the_town_decided(tmp_path):
    def bring(**cells) -> None:
        row = {
            "id": "1",
            "nom": "Espace",
            "commune": "Miramas",
            "code_postal": "13140",
            "adresse": "2 place du Marché",
            "source": "Hubik",
            "typologie": "BIB",
            "date_maj": "2025-01-01",
            "services": "Loisirs et créations numériques",
        } | cells
        (tmp_path / "lieux.csv").write_text(
            f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8"
        )
        bring_lieux(tmp_path)

    bring()
    location = Location.objects.get()
    location.terms.set(Term.objects.filter(vocabulary="typology", code="muni"))
    bring(typologie="CC|BIB", date_maj="2026-01-01", complement_adresse="Étage 2")
    location.refresh_from_db()
    assert [term.code for term in location.terms.all()] == ["muni"]
    assert location.address_extra == "Étage 2"
    assert "terms.typology" in Proposal.objects.get().values
