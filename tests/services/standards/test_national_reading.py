"""What the national map makes of a row: each of its habits, told with what to do about it."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors import choices as actor_choices
from actors import opening_hours
from actors.vocabularies import LIEUX
from services.standards.lieux_values import LISTS
from services.standards.national_duplicates import likely, score
from services.standards.national_hours import KEPT, as_kept, hours_effects
from services.standards.national_reading import (
    ALTERED,
    LOST,
    REFUSED,
    WARNING,
    WORDS,
    effects,
    read_list,
)

TODAY = date(2026, 11, 24)
ROW = {
    "id": "1",
    "pivot": "21130063700017",
    "nom": "Médiathèque",
    "commune": "Miramas",
    "code_postal": "13140",
    "code_insee": "13063",
    "adresse": "2 place du Marché",
    "latitude": 43.58,
    "longitude": 5.0,
    "horaires": "Mo-Fr 09:00-12:00",
    "date_maj": "2026-11-02",
    "services": "Aide aux démarches administratives|Loisirs et créations numériques",
}


def told(**cells) -> list[tuple[str, str]]:
    return [(one.severity, one.column) for one in effects(ROW | cells, today=TODAY)]


def test_a_full_fresh_row_is_read_as_it_stands():
    assert effects(ROW, today=TODAY) == []


# As observed on the importer’s own settings: 26 of the 92 codes do not come through unchanged.
TYPOLOGIES = {
    "CCAS": ["CC", "CCAS"],
    "CSC": ["CS", "CSC"],
    "ESAT": ["ES"],
    "MDH": [],
    "FABRIQUE": [],
    "RELAIS_LECTURE": ["AI"],
    "PIJ_BIJ": ["PI", "PIJ_BIJ"],
    "PIMMS": ["PI", "PIMMS"],
    "MSAP": ["MSA", "MSAP"],
    "PENSION": ["FT", "PENSION"],
    "RESSOURCERIE": ["ES", "ESS", "RESSOURCERIE"],
    "BIB": ["BIB"],
    "MUNI": ["MUNI"],
}


@pytest.mark.parametrize("code", TYPOLOGIES)
def test_a_typology_brings_those_it_holds(code):
    assert sorted(read_list("typologie", code)) == TYPOLOGIES[code]


def test_as_many_typologies_change_as_were_observed():
    codes = [choice.value_in(LIEUX) for choice in actor_choices.TYPOLOGY]
    assert len(codes) == 92
    assert sum(read_list("typologie", code) != [code] for code in codes) == 26


def test_a_lost_and_an_added_value_are_told_apart():
    assert told(typologie="RELAIS_LECTURE") == [(LOST, "typologie"), (ALTERED, "typologie")]
    assert told(typologie="MUNI|BIB") == []
    assert told(frais_a_charge="Gratuit sous condition") == [(ALTERED, "frais_a_charge")]
    dropped = told(dispositif_programmes_nationaux="Aidants Connect|France Services")
    assert dropped == [(LOST, "dispositif_programmes_nationaux")]


def test_what_to_do_stands_beside_what_happens():
    [one] = effects(ROW | {"typologie": "CCAS"}, today=TODAY)
    assert "CC" in one.told and "les valeurs de la Ville restent" in one.fix


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("services", ""),
        ("services", "Aide à tout"),
        ("nom", ""),
        ("adresse", "2 place « du » Marché"),
        ("commune", "Miramas (13)"),
        ("code_postal", "1314"),
        ("courriels", "a@ville.example"),
        ("courriels", "accueil@ville.example|éa@ville.example"),
        ("site_web", "https://ville.example/é"),
        ("prise_rdv", "rdv"),
        ("date_maj", "hier"),
    ],
)
def test_what_refuses_the_whole_row_is_told(column, value):
    assert (REFUSED, column) in told(**{column: value})


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"code_insee": ""}, (LOST, "code_insee")),
        ({"pivot": "00000000000000"}, (WARNING, "pivot")),
        ({"latitude": None}, (WARNING, "latitude")),
        ({"date_maj": "2026-01-02"}, (WARNING, "date_maj")),
        ({"presentation_detail": "Une ligne\nune autre"}, (ALTERED, "presentation_detail")),
        ({"nom": 'Espace "Croizat"'}, (ALTERED, "nom")),
    ],
)
def test_what_weakens_a_row_is_told(cells, expected):
    assert told(**cells) == [expected]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Mo,We-Fr 09:00-12:00", "Mo 09:00-12:00; We-Fr 09:00-12:00"),
        ("Mo-We,Fr 09:00-12:00; PH off", "Mo-We 09:00-12:00; Fr 09:00-12:00; PH off"),
        ("Mo-Fr,PH 09:00-12:00", "Mo-Fr 09:00-12:00; PH 09:00-12:00"),
        ("24/7", ""),
        ("PH off; Mo-Fr 09:00-12:00", ""),
        ("SH Mo-Fr 09:00-12:00", ""),
        ("Mo[1],Tu 09:00-12:00", ""),
    ],
)
def test_hours_that_the_map_drops_are_given_as_it_keeps_them(text, same):
    [(is_lost, _told, fix)] = hours_effects(text)
    assert is_lost and as_kept(text) == same
    assert same in fix


@pytest.mark.parametrize("text", ["", "Mo-Fr 09:00-12:00", "Mo,We 14:00-17:00,18:00-19:00"])
def test_hours_that_the_map_keeps_are_not_spoken_of(text):
    assert list(hours_effects(text)) == []


@pytest.mark.parametrize("text", ["Mo 09:00-12:00; PH off", 'Mo 09:00-12:00 "sur rendez-vous"'])
def test_hours_that_the_map_keeps_but_cannot_evaluate_are_told(text):
    [(is_lost, told, _fix)] = hours_effects(text)
    assert not is_lost and "« ouvert » ou « fermé »" in told


DAYS = st.lists(st.sampled_from(["Mo", "Tu", "We", "Th-Sa"]), min_size=1, max_size=4, unique=True)
SLOTS = st.sampled_from(["09:00-12:00", "09:00-12:00,14:00-17:00", "18:00-20:00"])
RULES = st.builds("{} {}".format, DAYS.map(",".join), SLOTS)


@given(first=RULES, others=st.lists(st.one_of(RULES, st.just("PH off")), max_size=2))
def test_hours_as_the_map_keeps_them_say_the_same(first, others):
    text = "; ".join([first, *others])
    same = as_kept(text)
    if not same:
        return
    assert KEPT.fullmatch(same)
    start = datetime(2026, 4, 27, tzinfo=ZoneInfo("Europe/Paris"))
    end = datetime(2026, 5, 18, tzinfo=ZoneInfo("Europe/Paris"))
    assert opening_hours.intervals(same, start, end) == opening_hours.intervals(text, start, end)


def test_two_places_of_one_door_and_nearly_one_name_would_be_one():
    other = ROW | {"id": "2", "nom": "Mediathèque", "latitude": 43.5801, "source": "Hubik"}
    [pair] = likely([ROW], [other])
    assert pair.score == score(ROW, other) > 90 and pair.second["source"] == "Hubik"


@pytest.mark.parametrize(
    "cells",
    [
        {"latitude": 43.59},
        {"latitude": 0, "longitude": 0},
        {"latitude": None},
        {"code_postal": "13800"},
        {"nom": "Mission locale", "adresse": "9 rue Basse"},
        {"typologie": "RFS"},
    ],
)
def test_two_places_apart_stay_two(cells):
    assert likely([ROW, ROW | {"id": "2"} | cells]) == []


def test_our_own_places_are_merged_only_when_surer():
    other = ROW | {"id": "2", "nom": "Médiathèque de la gare"}
    assert 83 < score(ROW, other) <= 90
    assert likely([ROW, other]) == []
    assert len(likely([ROW], [other])) == 1


def test_a_large_guide_is_compared_in_little_time():
    rows = [
        ROW | {"id": str(number), "nom": f"Lieu {number}", "latitude": 43 + number / 1000}
        for number in range(3000)
    ]
    assert likely(rows) == []


def test_every_column_spoken_of_has_its_word():
    assert set(ROW) - {"longitude"} | set(LISTS) <= set(WORDS)


@given(st.dictionaries(st.sampled_from([*ROW, *LISTS, "horaires"]), st.text(max_size=30)))
def test_no_text_stops_the_reading(cells):
    found = effects(ROW | cells, today=TODAY)
    assert json.dumps([one.told + one.fix for one in found])
