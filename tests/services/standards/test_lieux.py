"""« Lieux de médiation numérique »: rows read, written back, and every doubt told."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services import choices
from services.standards import lieux
from services.standards.files import Line
from services.standards.lieux import Bundle
from services.standards.lieux_cells import COLUMNS
from services.standards.lieux_values import LISTS
from services.standards.tables import values_of

TEXTS = st.text("abcdéèœ '-", min_size=3, max_size=40).map(lambda text: f"L{text.strip()}e")
LABELS = ["Étapes numériques (La Poste)", "Label local"]


def listed(column: str):
    vocabulary = LISTS[column]
    codes = [c for c in vocabulary.codes() if c not in ("etapes-numeriques-la-poste",)]
    usable = [code for code in codes if values_of(vocabulary, "lieux", [code])]
    return st.sets(st.sampled_from(usable), min_size=1, max_size=4).map(
        lambda some: "|".join(values_of(vocabulary, "lieux", some))
    )


OFFERED = listed("modalites_acces").filter(lambda cell: "pas de public" not in cell)
ROWS = st.fixed_dictionaries(
    {
        "id": st.uuids().map(str),
        "pivot": st.sampled_from(["43493312300029", "W131002376", "00000000000000", "123456789"]),
        "nom": TEXTS,
        "commune": st.sampled_from(["Miramas", "L'Île-d’Abeau"]),
        "code_postal": st.just("13140"),
        "adresse": st.sampled_from(["4 boulevard Docteur Jacques-Minet", "12 bis, rue (cour) n°3"]),
        "date_maj": st.dates(min_value=date(2000, 1, 1)).map(str),
        "services": listed("services"),
    },
    optional={
        "code_insee": st.sampled_from(["13063", "2A004"]),
        "complement_adresse": TEXTS,
        "latitude": st.integers(-89_999_999, 89_999_999).map(lambda n: n / 1e6),
        "typologie": listed("typologie"),
        "telephone": st.sampled_from(["+33490504574", "+33800013140"]),
        "courriels": st.sampled_from(["a.b@mairie.fr", "a.b@mairie.fr|accueil@mairie.fr"]),
        "site_web": st.sampled_from(["https://ville.fr/", "https://ville.fr/|https://autre.fr/a"]),
        "horaires": st.sampled_from(["Mo-Fr 09:00-12:00", 'Tu 14:00-17:00; SH "appeler"; PH off']),
        "presentation_resume": TEXTS,
        "presentation_detail": TEXTS,
        "source": TEXTS,
        "itinerance": listed("itinerance"),
        "structure_parente": TEXTS,
        "publics_specifiquement_adresses": listed("publics_specifiquement_adresses"),
        "prise_en_charge_specifique": listed("prise_en_charge_specifique"),
        "frais_a_charge": listed("frais_a_charge"),
        "dispositif_programmes_nationaux": listed("dispositif_programmes_nationaux"),
        "formations_labels": listed("formations_labels"),
        "autres_formations_labels": st.lists(st.sampled_from(LABELS), min_size=1, unique=True).map(
            "|".join
        ),
        "modalites_acces": OFFERED,
        "modalites_accompagnement": listed("modalites_accompagnement"),
        "fiche_acces_libre": st.just("https://acceslibre.example/app/erp/a-1/"),
        "prise_rdv": st.just("https://rdv.example/?lieu=1"),
    },
).map(lambda row: in_order(row | ({"longitude": 5.0019} if row.get("latitude") else {})))


def in_order(row: dict) -> dict:
    if "longitude" not in row:
        row.pop("latitude", None)
    labels = row.get("autres_formations_labels", "").split("|")
    if labels[0]:
        row["autres_formations_labels"] = "|".join(sorted(labels, key=LABELS.index))
    if "typologie" not in row:
        row["typologie"] = "ASSO"
    return {name: row[name] for name in COLUMNS if name in row}


def read(*rows: dict, source: str = "essai") -> list:
    lines = [Line(number, row) for number, row in enumerate(rows, start=2)]
    return list(lieux.parse(lines, source))


def read_one(row: dict):
    return read(row)[1]


def written_back(row) -> dict:
    by_kind = {kind: [r for r in row.records if r.kind == kind] for kind in ("actor", "location")}
    services = [record for record in row.records if record.kind == "service"]
    return lieux.render(Bundle(by_kind["actor"][0], by_kind["location"][0], services))


@given(ROWS)
@settings(max_examples=200)
def test_reading_and_writing_lose_nothing(row):
    found = read_one(row)
    assert not found.problems
    assert written_back(found) == row


@given(ROWS, st.sampled_from(["Jeunes", ""]))
@settings(max_examples=30)
def test_a_place_without_services_loses_nothing_either(row, audience):
    row.pop("services")
    row["publics_specifiquement_adresses"] = audience
    row["modalites_acces"] = "Ce lieu n'accueille pas de public"
    found = read_one(row)
    expected = {name: value for name, value in row.items() if value}
    assert written_back(found) == {name: expected[name] for name in COLUMNS if name in expected}


ROW = {
    "id": "1",
    "pivot": "21130063700017",
    "nom": "Médiathèque",
    "commune": "Miramas",
    "code_postal": "13140",
    "adresse": "Avenue de la République",
    "date_maj": "2025-01-02",
}


def location_of(**cells) -> dict:
    row = read_one(ROW | cells)
    return next(record for record in row.records if record.kind == "location").values


def problems_of(**cells) -> list:
    return [(p.field, p.is_refused, p.taken) for p in read_one(ROW | cells).problems]


@pytest.mark.parametrize("name", ["id", "nom", "commune", "code_postal", "adresse"])
def test_a_missing_required_column_refuses_the_row(name):
    assert problems_of(**{name: ""}) == [(name, True, "")]


def test_each_theme_is_a_service_with_its_own_pillar():
    row = read_one(
        ROW | {"services": "Loisirs et créations numériques|Aide aux démarches administratives"}
    )
    services = [record.values for record in row.records if record.kind == "service"]
    assert [service["pillar"] for service in services] == ["loisir", "necessite"]
    assert services[0]["needs"] == ["jouer-creer"]


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Jeunes|Seniors", ["jeunes", "seniors"]),
        ("Jeunes;Seniors", ["jeunes", "seniors"]),
        ("Jeunes | Seniors", ["jeunes", "seniors"]),
        ("Seniors (+65 ans) / Familles/ enfant", ["seniors", "familles"]),
        ("Jeunes (16-26 ans), Uniquement femmes", ["jeunes", "femmes"]),
        ("JEUNES", ["jeunes"]),
    ],
)
def test_lists_are_read_whatever_their_separator(cell, codes):
    row = read_one(
        ROW | {"services": "Aide aux démarches administratives", "public_accueillis": cell}
    )
    service = next(record for record in row.records if record.kind == "service")
    assert service.values["terms"]["audience"] == codes


def test_a_former_label_is_translated_and_told():
    row = read_one(ROW | {"services": "Prendre en main un ordinateur"})
    assert [record.values["terms"]["theme"] for record in row.records if record.kind == "service"]
    problem = row.problems[0]
    assert problem.taken == "Maîtrise des outils numériques du quotidien"


def test_a_former_label_with_its_explanation_is_understood():
    cell = "Gratuit : Je peux accéder gratuitement au lieu et à ses services"
    row = read_one(ROW | {"services": "APTIC", "conditions_acces": cell})
    location = next(record for record in row.records if record.kind == "location")
    assert location.extra["frais_a_charge"] == ["gratuit"]


def test_a_former_label_finds_its_new_column():
    values = location_of(labels_nationaux="CNFS;Fabriques de Territoire")
    assert values["terms"]["programme"] == ["conseillers-numeriques"]
    assert values["terms"]["training_label"] == ["fabriques-de-territoire"]


def test_a_label_that_has_no_column_any_more_is_kept():
    row = read_one(ROW | {"labels_nationaux": "APTIC", "labels_autres": "SudLabs"})
    location = next(record for record in row.records if record.kind == "location")
    assert location.extra["autres_formations_labels"] == "SudLabs|APTIC"


def test_an_unknown_value_is_left_aside_and_told():
    assert problems_of(typologie="BIB|Manoir") == [("typologie", False, "")]


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"telephone": "490504574"}, "phone", "+33490504574"),
        ({"telephone": "04 90 50 45 74 / 06 12 34 56 78"}, "phone", "+33490504574"),
        ({"code_postal": "4000"}, "postcode", "04000"),
        ({"code_insee": "1004"}, "city_code", "01004"),
        ({"site_web": "www.ville.fr"}, "website", "https://www.ville.fr"),
        ({"horaires": "Du lundi au vendredi, de 9h30 à 17h"}, "opening_hours", "Mo-Fr 09:30-17:00"),
        ({"horaires": "PH off; Mo-Fr 08:30-16:30"}, "opening_hours", "Mo-Fr 08:30-16:30; PH off"),
    ],
)
def test_what_a_spreadsheet_or_a_person_bent_is_straightened_and_told(cells, field, value):
    assert location_of(**cells)[field] == value
    assert problems_of(**cells)[0][2]


@pytest.mark.parametrize(
    "cells",
    [
        {"telephone": "trop tôt"},
        {"horaires": "quand il fait beau"},
        {"courriels": "personne"},
        {"code_insee": "99"},
        {"pivot": "3,67E+13"},
        {"date_maj": "hier"},
        {"latitude": "43.5", "longitude": ""},
        {"latitude": "0", "longitude": "0"},
        {"latitude": "143,5", "longitude": "5"},
        {"fiche_acces_libre": "plain-pied"},
    ],
)
def test_what_cannot_be_read_is_left_aside_and_told(cells):
    row = read_one(ROW | cells)
    assert len(row.problems) == 1
    assert not row.problems[0].is_refused
    assert row.records


def test_french_dates_and_decimal_commas_are_read():
    values = location_of(date_maj="15/01/24", latitude="43,5822", longitude="5,0019")
    assert values["source_date"] == "2024-01-15"
    assert (values["latitude"], values["longitude"]) == (43.5822, 5.0019)


def test_a_summary_too_long_goes_to_the_detail_and_is_told():
    text = "Une phrase. " * 40
    values = location_of(presentation_resume=text, presentation_detail="La suite.")
    assert len(values["summary"]) <= 280
    assert values["description"] == f"{text.strip()}\n\nLa suite."


def test_other_names_and_unknown_columns_are_told_once():
    header = read({**ROW, "Courriel": "a.b@c.fr", "cle_ban": "13063_1"}, ROW)[0]
    assert [(p.field, p.taken) for p in header.problems] == [
        ("Courriel", "courriels"),
        ("cle_ban", ""),
    ]


def test_a_row_with_too_many_cells_is_refused():
    rows = list(lieux.parse([Line(2, ROW, surplus=1)], "essai"))
    assert rows[1].is_refused


def test_two_producers_may_use_the_same_ids():
    one, other = (read(ROW, source=name)[1].records[0].uid for name in ("a", "b"))
    assert one != other


def test_the_kind_of_actor_is_read_in_the_typology():
    row = read_one(ROW | {"nom": "L’Alcazar", "typologie": "BIB"})
    assert row.records[0].values["kind"] == "mediatheque"


def test_what_the_national_judges_refuse_is_not_written():
    row = read_one(ROW | {"services": "Aide aux démarches administratives"})
    location = row.records[1].values
    location |= {
        "address": 'Place "du Marché" #3',
        "phone": "3949",
        "website": "https://médiathèque.fr/été?q=a b",
        "accessibility_url": "https://x.fr:8080/",
    }
    written = written_back(row)
    assert written["adresse"] == "Place du Marché 3"
    assert "telephone" not in written
    assert written["site_web"] == "https://xn--mdiathque-53af.fr/%C3%A9t%C3%A9?q=a%20b"
    assert "fiche_acces_libre" not in written


def test_every_theme_has_a_title():
    assert all(str(choice.label) for choice in choices.THEME)
