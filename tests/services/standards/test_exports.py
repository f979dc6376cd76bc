"""Exports: what goes out, what stays and why, and the same bytes after a stay elsewhere."""

import csv
import io
import json
import subprocess
from datetime import date

import pytest
from data_inclusion.schema import v1
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings

from actors.models import Actor, Location
from services.models import Service
from services.standards.exports import lieux_rows
from services.standards.inclusion_exports import service_rows, structure_rows
from services.standards.lieux_cells import COLUMNS
from tests.services.standards import strategies
from tests.services.standards.exchange import empty_guide, exported_inclusion, exported_lieux
from tests.services.standards.samples import load_sample
from tests.system import NODE_FOLDER, node

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 2)
IN_TEST = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def place(make_actor, make_location, make_service):
    """A place that the exports carry: an address, a date, a stated service with a theme."""

    def make(**fields):
        location = make_location(source_date=TODAY, **fields)
        Actor.objects.filter(pk=location.actor_id).update(source_date=TODAY)
        terms = {"theme": ["aide-aux-demarches-administratives"], "fee": ["gratuit"]}
        make_service(at=location, terms=terms, source_date=TODAY, description="Une aide.")
        return location

    return make


def reasons(rows) -> list[str]:
    left_out = []
    list(rows(left_out=left_out))
    return [left.reason for left in left_out]


def test_a_place_is_one_row_with_the_sum_of_its_services(place, make_service):
    location = place(name="Médiathèque")
    terms = {"theme": ["loisirs-et-creations-numeriques"], "audience": ["jeunes"]}
    make_service(at=location, terms=terms)
    row = next(lieux_rows())
    assert row["id"] == str(location.uid)
    assert row["services"] == "Aide aux démarches administratives|Loisirs et créations numériques"
    assert row["publics_specifiquement_adresses"] == "Jeunes"
    assert row["frais_a_charge"] == "Gratuit"
    assert row["date_maj"] == "2026-01-02"


def test_the_day_of_verification_wins_over_the_day_of_the_source(place):
    location = place()
    Location.objects.update(verified_on=date(2026, 3, 4))
    assert next(lieux_rows())["date_maj"] == "2026-03-04"
    assert location.source_date == TODAY


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: Location.objects.update(address=""), "adresse"),
        (lambda: Location.objects.update(doubts=["two_addresses"]), "Deux adresses"),
        (lambda: Service.objects.update(inferred=True), "Aucun service"),
        (lambda: Service.objects.get().terms.clear(), "thème national"),
    ],
)
def test_a_place_left_out_is_listed_with_its_reason(place, change, words):
    place()
    change()
    assert words in reasons(lieux_rows)[0]


def test_a_place_without_any_date_is_left_out(place):
    place()
    for model in (Actor, Location, Service):
        model.objects.update(source_date=None)
    assert reasons(lieux_rows) == ["Ni vérifié, ni daté par sa source."]
    assert reasons(structure_rows) == ["Ni vérifié, ni daté par sa source."]


@pytest.mark.parametrize("model", [Actor, Location, Service])
def test_drafts_stay_home(place, model):
    place()
    model.objects.update(state="draft")
    assert not list(lieux_rows())


def test_inferred_services_are_never_told_to_the_nation(place):
    place()
    Service.objects.update(inferred=True)
    assert not list(service_rows())
    assert reasons(service_rows) == ["Déduit, lu dans aucune source locale."]


def test_the_columns_are_the_standard_s_in_order(place, tmp_path):
    place()
    rows = csv.reader(io.StringIO(exported_lieux(tmp_path).decode()))
    assert tuple(next(rows)) == COLUMNS
    assert len(COLUMNS) == 32


def test_csv_json_and_ndjson_say_the_same(place, tmp_path):
    place()
    place()
    as_json = json.loads(exported_lieux(tmp_path, "a.json"))
    lines = exported_lieux(tmp_path, "a.ndjson").decode().splitlines()
    as_csv = csv.DictReader(io.StringIO(exported_lieux(tmp_path, "a.csv").decode()))
    assert [json.loads(line) for line in lines] == as_json
    found = [{name: cell for name, cell in row.items() if cell} for row in as_csv]
    assert found == [{name: str(value) for name, value in row.items()} for row in as_json]


def test_a_service_held_twice_is_written_twice_under_ids_that_stay(
    place, make_location, make_place
):
    first = place()
    service = Service.objects.get()
    before = [row["id"] for row in service_rows()]
    second = make_location(actor=first.actor, address="2 rue Neuve")
    further = make_place(service=service, location=second)
    after = {row["id"]: row["adresse"] for row in service_rows()}
    assert set(before) < set(after)
    assert after[f"guide-numerique-miramas--{further.uid}"] == "2 rue Neuve"


def test_a_service_without_contacts_answers_at_its_place(place):
    place()
    Location.objects.update(phone="+33490504574")
    assert next(service_rows())["telephone"] == "+33490504574"


def test_the_number_of_queries_does_not_grow(place, django_assert_num_queries):
    for rows, queries in ((lieux_rows, 8), (structure_rows, 5), (service_rows, 13)):
        for _number in range(3):
            place()
        with django_assert_num_queries(queries):
            assert list(rows())


def test_pages_of_any_size_give_the_same_rows(place):
    for _number in range(7):
        place()
    for rows in (lieux_rows, structure_rows, service_rows):
        whole = list(rows())
        assert len(whole) == 7
        assert [list(rows(batch=size)) for size in (1, 3, 7)] == [whole] * 3


def test_an_import_of_our_own_export_gives_the_same_bytes_back(place, tmp_path):
    for number in range(3):
        place(opening_hours="Mo-Fr 09:00-12:00", summary=f"Numéro {number}")
    first = exported_lieux(tmp_path)
    empty_guide()
    call_command("import_lieux", tmp_path / "lieux.csv", "--apply")
    assert exported_lieux(tmp_path) == first


def test_the_shipped_guide_comes_back_byte_for_byte(miramas, tmp_path):
    lieux, inclusion = exported_lieux(tmp_path), exported_inclusion(tmp_path)
    empty_guide()
    call_command("import_lieux", tmp_path / "lieux.csv", "--apply", "--strict")
    assert exported_lieux(tmp_path, "again.csv") == lieux
    empty_guide()
    files = tmp_path / "structures.json", tmp_path / "services.json"
    call_command("import_data_inclusion", *files, "--apply", "--strict")
    assert exported_inclusion(tmp_path) == inclusion


@given(data=strategies.exportable_guides())
@IN_TEST
def test_any_guide_comes_back_byte_for_byte_in_lieux(data, tmp_path):
    empty_guide()
    load_sample(data)
    first, as_json = exported_lieux(tmp_path), exported_lieux(tmp_path, "lieux.json")
    if json.loads(as_json):
        for name in ("lieux.csv", "lieux.json"):
            empty_guide()
            call_command("import_lieux", tmp_path / name, "--apply", "--strict")
            assert exported_lieux(tmp_path, "again.csv") == first


@given(data=strategies.exportable_guides())
@IN_TEST
def test_any_guide_comes_back_byte_for_byte_in_data_inclusion(data, tmp_path):
    empty_guide()
    load_sample(data)
    first = exported_inclusion(tmp_path)
    files = tmp_path / "structures.json", tmp_path / "services.json"
    empty_guide()
    if json.loads(first[0]):
        call_command("import_data_inclusion", *files, "--apply", "--strict")
    assert exported_inclusion(tmp_path) == first


@given(data=strategies.exportable_guides())
@IN_TEST
def test_the_judge_of_data_inclusion_accepts_any_guide(data):
    empty_guide()
    load_sample(data)
    for row in structure_rows():
        v1.Structure.model_validate(row)
    for row in service_rows():
        v1.Service.model_validate(row)


def test_the_judge_of_data_inclusion_accepts_the_shipped_guide(miramas):
    structures, services = list(structure_rows()), list(service_rows())
    assert structures
    assert services
    for row in structures:
        v1.Structure.model_validate(row)
    for row in services:
        v1.Service.model_validate(row)


def national_refusals(folder) -> str:
    exported_lieux(folder, "lieux.json")
    run = subprocess.run(  # noqa: S603
        [*node(), NODE_FOLDER / "judge-lieux.mjs", folder / "lieux.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout + run.stderr


def test_the_national_library_accepts_the_shipped_guide(miramas, tmp_path):
    assert list(lieux_rows())
    assert national_refusals(tmp_path) == ""


@given(data=strategies.exportable_guides())
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_national_library_accepts_any_guide(data, tmp_path):
    empty_guide()
    load_sample(data)
    assert national_refusals(tmp_path) == ""
