"""« Lieux de médiation numérique », judged by the official Table Schema."""

import json

import pytest
from frictionless import Resource, Schema, system
from hypothesis import HealthCheck, given, settings

from actors import choices as actor_choices
from actors.vocabularies import LIEUX
from services import choices
from services.standards.lieux_cells import COLUMNS
from tests.services.standards import strategies
from tests.services.standards.exchange import empty_guide, exported_lieux
from tests.services.standards.samples import load_sample


def schema_of(folder) -> dict:
    return json.loads((folder / "lieux" / "schema.json").read_text(encoding="utf-8"))


def refusals(folder, schemas) -> list:
    """What the Table Schema refuses in the export of the guide as it stands."""
    exported_lieux(folder)
    schema = Schema.from_descriptor(schema_of(schemas))
    with system.use_context(trusted=True):
        report = Resource(path=str(folder / "lieux.csv"), schema=schema).validate()
    return report.flatten(["rowNumber", "fieldName", "message"])


@pytest.mark.django_db
def test_the_table_schema_accepts_the_shipped_guide(miramas, tmp_path, schemas):
    assert refusals(tmp_path, schemas) == []


@pytest.mark.django_db
@given(data=strategies.exportable_guides())
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_table_schema_accepts_any_guide(data, tmp_path, schemas):
    empty_guide()
    load_sample(data)
    assert refusals(tmp_path, schemas) == []


def test_our_columns_are_those_of_the_schema(schemas):
    assert [field["name"] for field in schema_of(schemas)["fields"]] == list(COLUMNS)


ENUMS = {
    "Service": choices.THEME,
    "PublicSpecifiquementAdresse": choices.AUDIENCE,
    "PriseEnChargeSpecifique": choices.SPECIAL_CARE,
    "Frais": choices.FEE,
    "Itinerance": actor_choices.MOBILITY,
    "ModaliteAcces": choices.ACCESS,
    "ModaliteAccompagnement": choices.SUPPORT,
    "Typologie": actor_choices.TYPOLOGY,
    "DispositifProgrammeNational": actor_choices.PROGRAMME,
    "FormationLabel": actor_choices.TRAINING_LABEL,
}


@pytest.mark.parametrize("name", ENUMS)
def test_our_values_are_those_of_the_national_library(schemas, name):
    text = (schemas / "lieux" / "enums-library.json").read_text(encoding="utf-8")
    theirs = [value["value"] for value in json.loads(text)["enums"][name]["values"]]
    ours = [choice.value_in(LIEUX) for choice in ENUMS[name] if choice.value_in(LIEUX)]
    assert sorted(ours) == sorted(theirs)
