"""data.inclusion v1: what is read is written back, and its own judge accepts what we write."""

import pytest
from data_inclusion.schema import v1
from hypothesis import given, settings
from hypothesis import strategies as st

from services import choices
from services.standards import data_inclusion
from services.standards.data_inclusion import Bundle
from services.standards.inclusion_rows import SERVICE_COLUMNS, STRUCTURE_COLUMNS
from tests.services.standards.strategies import WORDS

SOURCE = "essai"
TEXTS = WORDS.filter(lambda text: len(text) > 4).map(lambda text: f"L{text.strip()}e")
DAYS = st.sampled_from(["2024-11-19", "2025-01-02"])
ADDRESSES = st.fixed_dictionaries(
    {
        "adresse": st.sampled_from(["1 place de la Fontaine", "Hameau des Aspres"]),
        "code_postal": st.just("13999"),
        "commune": st.just("Valmiroux"),
    },
    optional={
        "complement_adresse": st.just("2e étage"),
        "code_insee": st.just("13999"),
        "latitude": st.just(43.5004),
    },
).map(lambda address: address | ({"longitude": 5.01} if "latitude" in address else {}))
HOURS = st.sampled_from(["Mo-Fr 09:00-12:00", "We 14:00-17:00; PH off"])


def chosen(vocabulary, standard="data_inclusion"):
    values = [choice.value_in(standard) for choice in vocabulary if choice.value_in(standard)]
    # In the order of the vocabulary: the standard's lists are sets.
    return st.sets(st.sampled_from(values), min_size=1, max_size=3).map(
        lambda some: [value for value in values if value in some]
    )


CONTACT = {
    "telephone": st.sampled_from(["+33465710017", "3949"]),
    "courriel": st.just("accueil@mairie.example"),
    "lien_source": st.just("https://source.example/1"),
}
STRUCTURES = st.tuples(
    st.fixed_dictionaries(
        {"source": st.just(SOURCE), "nom": TEXTS, "date_maj": DAYS},
        optional={
            "siret": st.just("21130063700017"),
            "description": TEXTS,
            "site_web": st.just("https://mairie.example/"),
            "horaires_accueil": HOURS,
            "accessibilite_lieu": st.just("https://acceslibre.example/1"),
            "reseaux_porteurs": st.just(["communes", "mjc"]),
            **CONTACT,
        },
    ),
    st.one_of(st.just({}), ADDRESSES),
).map(lambda pair: pair[0] | pair[1])
AUDIENCES = st.one_of(
    st.just(["tous-publics"]),
    chosen(choices.AUDIENCE).filter(lambda codes: "tous-publics" not in codes),
)
SERVICES = st.tuples(
    st.fixed_dictionaries(
        {"source": st.just(SOURCE), "nom": TEXTS, "description": TEXTS, "date_maj": DAYS},
        optional={
            "type": st.sampled_from(choices.SERVICE_KIND.codes()),
            "thematiques": chosen(choices.DI_THEME),
            "frais": st.sampled_from(["gratuit", "payant"]),
            "frais_precisions": TEXTS,
            "publics": AUDIENCES,
            "publics_precisions": TEXTS,
            "conditions_acces": TEXTS,
            "modes_accueil": chosen(choices.RECEPTION),
            "zone_eligibilite": st.just(["13063", "france"]),
            "modes_mobilisation": chosen(choices.MOBILISATION),
            "lien_mobilisation": st.just("https://rdv.example/"),
            "mobilisable_par": chosen(choices.MOBILISABLE_BY),
            "mobilisation_precisions": TEXTS,
            "horaires_accueil": HOURS,
            "volume_horaire_hebdomadaire": st.just(3.5),
            "nombre_semaines": st.just(12),
            **CONTACT,
        },
    ),
    st.one_of(st.just({}), ADDRESSES),
).map(lambda pair: pair[0] | pair[1])


@st.composite
def exchanges(draw):
    """Structures and their services, each column in the standard's order."""
    structures = draw(st.lists(STRUCTURES, min_size=1, max_size=3))
    structures = [
        in_order({**s, "id": f"essai--s{n}"}, STRUCTURE_COLUMNS) for n, s in numbered(structures)
    ]
    services = []
    for n, service in numbered(draw(st.lists(SERVICES, max_size=4))):
        owner = draw(st.sampled_from(structures))
        ids = {"id": f"essai--v{n}", "structure_id": owner["id"]}
        services.append(in_order({**service, **ids}, SERVICE_COLUMNS))
    return structures, services


def numbered(items):
    return enumerate(items, start=1)


def in_order(data: dict, columns) -> dict:
    return {name: data[name] for name in columns if name in data}


def written_back(structures, services):
    """Both files again, from the records that were read in them."""
    rows = list(data_inclusion.parse(structures, services))
    assert not [problem for row in rows for problem in row.problems]
    records = {str(r.uid): r for row in rows for r in row.records if r.kind != "place"}
    bundles = {"actor": [], "service": []}
    for row in rows:
        found = {record.kind: record for record in row.records}
        if "actor" in found:
            bundles["actor"].append(Bundle(found["actor"], location=found.get("location")))
        elif "service" in found:
            place = found.get("place")
            location = records[place.values["location"]] if place else None
            actor = records[found["service"].values["actor"]]
            bundles["service"].append(Bundle(actor, found["service"], location, place))
    return (
        [data_inclusion.render_structure(bundle) for bundle in bundles["actor"]],
        [data_inclusion.render_service(bundle) for bundle in bundles["service"]],
    )


@given(exchanges())
@settings(max_examples=150)
def test_reading_and_writing_lose_nothing(files):
    assert written_back(*files) == files


@given(exchanges())
@settings(max_examples=40)
def test_its_own_judge_accepts_what_we_write(files):
    structures, services = written_back(*files)
    for data in structures:
        v1.Structure.model_validate(data)
    for data in services:
        v1.Service.model_validate(data)


def minimal_service(**values) -> dict:
    return {
        "source": SOURCE,
        "structure_id": "s1",
        "id": "v1",
        "nom": "Aide aux démarches",
        "description": "Une personne vous aide.",
        "date_maj": "2025-01-02",
        **values,
    }


def read_service(**values):
    rows = list(data_inclusion.parse([], [minimal_service(**values)]))
    return rows[-1]


def service_values(**values) -> dict:
    found = read_service(**values).records
    return next(record.values for record in found if record.kind == "service")


@pytest.mark.parametrize("name", ["source", "structure_id", "id", "nom", "description", "date_maj"])
def test_a_missing_required_column_refuses_the_row(name):
    problems = read_service(**{name: None}).problems
    assert [(problem.field, problem.is_refused) for problem in problems] == [(name, True)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("thematiques", ["numerique--inconnue"]),
        ("publics", "tous-publics et autres"),
        ("type", "autre-chose"),
        ("telephone", "trop tôt"),
        ("latitude", "43,5"),
        ("colonne_inventee", "x"),
    ],
)
def test_a_value_outside_the_standard_is_left_aside_and_told(name, value):
    row = read_service(**{name: value})
    assert not row.is_refused
    assert [problem.field for problem in row.problems] == [name]


def test_a_person_s_name_is_never_kept():
    row = read_service(contact_nom_prenom="Camille Durand")
    assert "Camille" not in repr(row.records)
    assert "Camille" not in repr(row.problems)


def test_the_zero_position_is_no_position():
    row = read_service(adresse="1 rue", latitude=0, longitude=0)
    assert not row.problems


def test_the_pillar_is_guessed_and_said_so():
    values = service_values(thematiques=["remobilisation--activites-sportives-et-culturelles"])
    assert values["pillar"] == "loisir"
    assert values["doubts"] == ["guessed_pillar"]


def test_the_pages_own_vocabularies_are_filled():
    terms = service_values(
        thematiques=["numerique--acceder-a-une-connexion-internet"],
        modes_mobilisation=["envoyer-un-courriel"],
    )["terms"]
    assert terms["theme"] == ["acces-internet-et-materiel-informatique"]
    assert terms["access"] == ["contacter-par-mail"]


def test_a_precise_theme_wins_over_the_general_one():
    themes = [
        "numerique--maitriser-les-fondamentaux-du-numerique",
        "preparer-sa-candidature--developper-son-reseau",
    ]
    assert service_values(thematiques=themes)["terms"]["theme"] == [
        "insertion-professionnelle-via-le-numerique"
    ]


def test_a_summary_is_made_of_whole_sentences():
    text = "Une phrase courte. " + "Une autre, bien plus longue, qui ne tient pas. " * 10
    summary = service_values(description=text)["summary"]
    assert summary.endswith(".")
    assert len(summary) <= 280


def test_a_service_at_the_structure_s_address_is_held_there():
    structure = {"source": SOURCE, "id": "s1", "nom": "Mairie", "date_maj": "2025-01-02"}
    address = {"adresse": "1 place", "commune": "Valmiroux", "code_postal": "13999"}
    rows = list(data_inclusion.parse([structure | address], [minimal_service(**address, id="a")]))
    location = rows[0].records[1]
    assert rows[1].records[1].values["location"] == str(location.uid)


def test_services_at_one_other_address_share_one_location():
    address = {"adresse": "Hameau", "commune": "Valmiroux"}
    services = [minimal_service(**address, id=name) for name in "ab"]
    rows = list(data_inclusion.parse([], services))
    assert [[record.kind for record in row.records] for row in rows] == [
        ["location", "service", "place"]
    ] * 2
    assert rows[0].records[0].uid == rows[1].records[0].uid
    assert rows[0].records[2].values["location"] == rows[1].records[2].values["location"]
