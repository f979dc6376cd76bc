"""The command that brings data.inclusion files in: dry, clear, all in one piece."""

import json

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor, Location
from services.models import Service, ServiceAtLocation

pytestmark = pytest.mark.django_db

STRUCTURE = {
    "source": "essai",
    "id": "essai--s1",
    "nom": "Médiathèque des Essais",
    "date_maj": "2025-01-02",
    "adresse": "1 place de la Fontaine",
    "code_postal": "13999",
    "commune": "Valmiroux",
    "horaires_accueil": "Tu-Sa 10:00-18:00",
}
SERVICE = {
    "source": "essai",
    "structure_id": "essai--s1",
    "id": "essai--v1",
    "nom": "Tablette : les premiers gestes",
    "description": "On apprend à toucher l’écran sans crainte.",
    "date_maj": "2025-01-02",
    "type": "atelier",
    "thematiques": ["numerique--maitriser-les-fondamentaux-du-numerique"],
    "adresse": "1 place de la Fontaine",
    "code_postal": "13999",
    "commune": "Valmiroux",
    "horaires_accueil": "We 14:00-16:00",
}


@pytest.fixture
def bring(tmp_path, capsys):
    """Run the command on these objects; give what it says."""

    def run(*options, structures=(STRUCTURE,), services=(SERVICE,)):
        files = []
        for name, rows in (("structures.json", structures), ("services.json", services)):
            file = tmp_path / name
            file.write_text(rows if isinstance(rows, str) else json.dumps(list(rows)))
            files.append(file)
        call_command("import_data_inclusion", *files, *options)
        return capsys.readouterr().out

    return run


def test_without_apply_it_only_shows(bring):
    said = bring()
    assert "Services : 1 à créer." in said
    assert "Relancez avec --apply" in said
    assert not Service.objects.exists()


def test_with_apply_the_service_is_in_the_guide(bring):
    bring("--apply")
    service = Service.objects.published().get()
    assert service.external_id == "essai--v1"
    assert service.actor.kind == "mediatheque"
    assert service.pillar == "accomplissement"
    place = service.places.get()
    assert place.opening_hours == "We 14:00-16:00"
    assert place.location.opening_hours == "Tu-Sa 10:00-18:00"
    assert place.location.source_date.isoformat() == "2025-01-02"


def test_what_the_guide_has_no_field_for_is_kept(bring):
    bring("--apply", services=[{**SERVICE, "nombre_semaines": 6}])
    assert Service.objects.get().imported["extra"] == {"nombre_semaines": 6}


def test_applied_twice_nothing_changes(bring):
    bring("--apply")
    assert "sans changement" in bring("--apply")
    assert Service.objects.get().version == 1


def test_new_records_may_come_as_drafts(bring):
    bring("--apply", "--draft")
    assert Service.objects.get().state == "draft"


def test_a_refused_row_is_told_and_the_others_come(bring):
    said = bring("--apply", services=[SERVICE, {**SERVICE, "id": "essai--v2", "nom": ""}])
    assert "- service 2 (essai--v2), nom : Cette colonne est obligatoire." in said
    assert Service.objects.count() == 1


def test_a_strict_import_writes_nothing_when_a_row_is_refused(bring):
    with pytest.raises(CommandError, match="rien n’a été écrit"):
        bring("--apply", "--strict", services=[SERVICE, {**SERVICE, "id": "b", "nom": ""}])
    assert not Actor.objects.exists()


def test_a_service_whose_structure_is_refused_is_refused_too(bring):
    with pytest.raises(CommandError, match="Aucune ligne"):
        bring("--apply", structures=[{**STRUCTURE, "nom": ""}])
    assert not Service.objects.exists()


def test_a_second_place_keeps_its_own_address(bring):
    bring("--apply", services=[SERVICE, {**SERVICE, "id": "b", "adresse": "Hameau des Aspres"}])
    assert sorted(location.address for location in Location.objects.all()) == [
        "1 place de la Fontaine",
        "Hameau des Aspres",
    ]
    assert ServiceAtLocation.objects.count() == 2


def test_the_pages_of_an_api_are_read_too(bring):
    bring("--apply", structures=json.dumps({"items": [STRUCTURE]}))
    assert Actor.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '{"a": 1}', '"x"', "[" * 100_000, "\x00\xff", "[{}, []]"]
)
def test_a_bad_file_is_one_clear_line(bring, text):
    with pytest.raises(CommandError, match=r"structures\.json") as error:
        bring("--apply", structures=text)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_one_clear_line(tmp_path):
    with pytest.raises(CommandError, match="ne peut pas être ouvert"):
        call_command("import_data_inclusion", tmp_path / "a.json", tmp_path / "b.json")
