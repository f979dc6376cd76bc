"""The quality score: the same as the national platform's, with what would raise it."""

from datetime import date

import pytest
from data_inclusion.schema import v1
from data_inclusion.schema.v1 import score_qualite
from hypothesis import given

from services.standards.quality import score
from tests.services.standards.test_data_inclusion import SERVICES, minimal_service

DAY = date(2025, 6, 1)
# Their names for our criteria; freshness depends on their clock and is tested by itself.
THEIRS = {
    "address": "adresse_bien_definie",
    "mobilisation": "modes_mobilisation_bien_definis",
    "audience": "au_moins_un_public",
    "theme": "au_moins_une_thematique",
    "contact": "au_moins_un_moyen_de_contact",
    "email": "courriel_bien_defini",
    "fees": "frais_bien_definis",
    "description": "description_bien_definie",
    "phone": "telephone_bien_defini",
}


@given(SERVICES)
def test_each_criterion_is_the_platform_s(service):
    service |= {"id": "1", "structure_id": "1"}
    ours = {one.code: one.value for one in score(service, day=DAY).criteria}
    _value, theirs = score_qualite.score(v1.Service.model_validate(service))
    assert {code: ours[code] for code in THEIRS} == {
        code: theirs[name] for code, name in THEIRS.items()
    }


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2025-06-01", 1.0),
        ("2025-01-02", 1.0),
        ("2024-03-03", 0.5),
        ("2023-06-01", 0.0),
        ("2010-01-01", 0.0),
    ],
)
def test_freshness_fades_from_six_months_to_two_years(day, value):
    criteria = score(minimal_service(date_maj=day), day=DAY).criteria
    found = next(one.value for one in criteria if one.code == "freshness")
    assert found == pytest.approx(value, abs=0.01)


def test_a_bare_service_is_told_all_that_lacks():
    result = score(minimal_service(), day=DAY)
    assert result.value < 0.3
    assert "Dites si c’est gratuit, ou combien cela coûte." in result.advices
    assert "Ajoutez l’adresse où l’on est reçu." not in result.advices


def test_a_full_service_is_told_nothing():
    full = minimal_service(
        description="x" * 250,
        frais="gratuit",
        publics=["tous-publics"],
        thematiques=["numerique--acquerir-un-equipement"],
        modes_mobilisation=["telephoner"],
        mobilisable_par=["usagers"],
        telephone="+33490504574",
        date_maj="2025-05-01",
    )
    assert score(full, day=DAY).value == 1.0
    assert score(full, day=DAY).advices == []
