"""The shipped guide: whole, well-formed, and saying where each fact comes from."""

import re
from collections import Counter
from datetime import date

import opening_hours
import phonenumbers

from tests.guide_files import (
    ACTORS,
    LOCATIONS,
    NEEDS,
    PILLARS,
    RECORDS,
    SERVICES,
    THEMES,
    each,
    published,
)

KINDS = {
    "association",
    "autre",
    "bailleur",
    "ccas",
    "centre-social",
    "commune",
    "departement",
    "education",
    "emploi-formation",
    "etat",
    "france-services",
    "france-travail",
    "geiq",
    "insertion",
    "intercommunalite",
    "lieu-culturel",
    "media",
    "mediatheque",
    "mission-locale",
    "mjc",
    "organisme-social",
    "point-justice",
    "poste",
    "seniors",
}
AUDIENCES = {"jeunes", "etudiants", "familles", "seniors", "femmes"}
FEES = {"gratuit", "gratuit-sous-condition", "payant"}
DOUBTS = {
    "weak_source",
    "not_seen_since_2022",
    "two_addresses",
    "two_phones",
    "two_hours",
    "approximate_pin",
    "address_unknown",
    "inferred",
}


def _stated_dates(record: dict) -> set[str]:
    """Every date, to the day or to the month, that the record's own sources and note write."""
    text = " ".join([*record["sources"], record["staff_note"]])
    found = {f"{y}-{m}-{d}" for d, m, y in re.findall(r"(\d\d)/(\d\d)/(20\d\d)", text)}
    found |= {"-".join(parts) for parts in re.findall(r"(20\d\d)[-_]?(\d\d)[-_]?(\d\d)", text)}
    found |= {f"{y}-{m}-01" for m, y in re.findall(r"(?<!/)\b(\d\d)/(20\d\d)\b", text)}
    return found | {f"{y}-{m}-01" for y, m in re.findall(r"/(20\d\d)_(\d\d)_", text)}


def test_the_guide_holds_every_actor_location_and_service():
    assert (len(ACTORS), len(LOCATIONS), len(SERVICES)) == (49, 48, 73)


def test_services_are_spread_over_the_pillars_as_counted_by_hand():
    stated = Counter(row["pillar"] for row in SERVICES if not row["inferred"])
    assert Counter(row["pillar"] for row in SERVICES) == {
        "necessite": 27,
        "accomplissement": 33,
        "loisir": 13,
    }
    assert stated == {"necessite": 6, "accomplissement": 16, "loisir": 11}


def test_figures_are_as_many_as_counted_by_hand():
    assert sum(bool(row["phone"]) for row in ACTORS) == 28
    assert sum(bool(row["siret"]) for row in ACTORS) == 8
    assert sum(bool(row.get("extra", {}).get("uai")) for row in ACTORS) == 6
    assert sum(bool(row["address"]) for row in LOCATIONS) == 33
    assert sum(row["latitude"] is not None for row in LOCATIONS) == 32
    assert sum(bool(row["opening_hours"]) for row in LOCATIONS) == 18


def test_identifiers_are_unique_slugs_over_the_whole_guide():
    ids = [row["id"] for row in RECORDS]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) for value in ids)


def test_thirty_seven_actors_are_published_and_twelve_named_by_the_town():
    assert len(published(ACTORS)) == 37
    assert sum(actor["cited_by_town"] for actor in ACTORS) == 12


def test_only_the_town_is_a_known_member_of_the_network():
    members = {a["id"]: a["network_member_since"] for a in ACTORS if a["network_member_since"]}
    assert members == {"ville-de-miramas": "2023-09-01"}


def test_an_unpublished_actor_says_why_and_hides_what_it_holds():
    for actor in ACTORS:
        if actor["state"] == "draft":
            assert "weak_source" in actor["doubts"], actor["id"]
            assert not published([*actor["locations"], *actor["services"]]), actor["id"]


def test_every_coded_value_belongs_to_its_vocabulary():
    need_codes = {need["code"] for need in NEEDS}
    assert {actor["kind"] for actor in ACTORS} == KINDS
    assert {row["state"] for row in RECORDS} == {"published", "draft"}
    assert {code for row in RECORDS for code in row["doubts"]} == DOUBTS
    for service in SERVICES:
        assert service["pillar"] in PILLARS, service["id"]
        assert set(service["themes"]) <= THEMES, service["id"]
        assert service["themes"], service["id"]
        assert set(service["audiences"]) <= AUDIENCES, service["id"]
        assert set(service["fees"]) <= FEES, service["id"]
        assert set(service["needs"]) <= need_codes, service["id"]
        assert service["appointment"] in {"", "required", "possible", "none"}, service["id"]


def test_every_hours_string_parses():
    places = [place for service in SERVICES for place in service["at"]]
    texts = [row.get("opening_hours", "") for row in [*LOCATIONS, *places]]
    assert all(opening_hours.validate(text) and len(text) <= 255 for text in texts if text)


def test_every_phone_is_a_valid_number_or_a_national_short_one():
    for row in [*ACTORS, *LOCATIONS]:
        phone = row["phone"]
        if phone and not re.fullmatch(r"3\d{3}", phone):
            assert phonenumbers.is_valid_number(phonenumbers.parse(phone, None)), row["id"]


def test_every_siret_has_its_fourteen_digits_and_checksum():
    for siret in filter(None, (actor["siret"] for actor in ACTORS)):
        doubled = [int(d) * (2 - i % 2) for i, d in enumerate(siret)]
        assert len(siret) == 14
        assert sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0, siret


def test_a_service_happens_at_locations_of_the_guide():
    known = {location["id"] for location in LOCATIONS}
    assert {place["location"] for row in SERVICES for place in row["at"]} <= known


def test_a_published_service_happens_at_published_locations_only():
    shown = {location["id"] for location in published(LOCATIONS)}
    for service in published(SERVICES):
        assert {place["location"] for place in service["at"]} <= shown, service["id"]


def test_every_record_names_its_sources():
    assert all(row["sources"] and all(row["sources"]) for row in RECORDS)


@each(RECORDS)
def test_the_date_of_a_source_is_written_in_the_record(row):
    assert not (row["source_date"] and row["source_year"])
    if row["source_date"]:
        date.fromisoformat(row["source_date"])
        assert row["source_date"] in _stated_dates(row)
    if row["source_year"]:
        assert str(row["source_year"]) in " ".join(row["sources"])


def test_what_no_local_source_says_is_inferred_and_undated():
    for service in SERVICES:
        usual = any(source.startswith("Mission légale") for source in service["sources"])
        assert service["inferred"] or not usual, service["id"]
        assert service["inferred"] == ("inferred" in service["doubts"]), service["id"]
        if usual:
            assert service["source_date"] is service["source_year"] is None, service["id"]


def test_nothing_inferred_promises_a_price_or_an_appointment():
    for service in SERVICES:
        if service["inferred"]:
            assert not service["fees"], service["id"]
            assert not service["appointment"], service["id"]
            assert "gratuit" not in service["summary"] + service["description"], service["id"]


def test_gratuit_is_written_only_where_the_price_is_known():
    for service in SERVICES:
        text = service["summary"] + service["description"]
        assert ("gratuit" in service["fees"]) == ("gratuit" in text.lower()), service["id"]


def test_a_location_without_address_carries_the_doubt():
    for row in LOCATIONS:
        assert (not row["address"]) == ("address_unknown" in row["doubts"]), row["id"]
