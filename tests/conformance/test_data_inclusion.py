"""data.inclusion v1: our values are those of the national referentials."""

import json

import pytest

from actors.vocabularies import DATA_INCLUSION
from services import choices

REFERENTIALS = {
    "frais": choices.FEE,
    "modes-accueil": choices.RECEPTION,
    "modes-mobilisation": choices.MOBILISATION,
    "personnes-mobilisatrices": choices.MOBILISABLE_BY,
    "publics": choices.AUDIENCE,
    "thematiques": choices.DI_THEME,
    "types-de-services": choices.SERVICE_KIND,
}


@pytest.mark.parametrize("name", REFERENTIALS)
def test_our_values_are_those_of_the_referential(schemas, name):
    file = schemas / "data-inclusion" / "extra" / f"{name}.json"
    theirs = [entry["value"] for entry in json.loads(file.read_text(encoding="utf-8"))]
    values = (choice.value_in(DATA_INCLUSION) for choice in REFERENTIALS[name])
    assert sorted(filter(None, values)) == sorted(theirs)


@pytest.mark.parametrize(
    ("name", "columns"), [("structure", "STRUCTURE_COLUMNS"), ("service", "SERVICE_COLUMNS")]
)
def test_our_columns_are_those_of_the_schema(schemas, name, columns):
    from services.standards import inclusion_rows

    file = schemas / "data-inclusion" / f"{name}.json"
    theirs = json.loads(file.read_text(encoding="utf-8"))["properties"]
    assert set(getattr(inclusion_rows, columns)) == set(theirs)
