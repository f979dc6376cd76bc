"""The status line: who may say « Ouvert », and in which words."""

from datetime import date

import pytest

from actors.opening_hours import state_at, status_line
from tests.actors.hours import paris, plain

WEEK = "Mo-Fr 09:00-12:00,14:00-17:00; PH off"
TUESDAY = paris(2026, 11, 24, 10)


def line(text, at=TUESDAY, *, verified=True, year=None, closures=()):
    state = state_at(text, at, closures)
    told = status_line(state, verified=verified, announced_year=year, at=at)
    return told.tier, told.sign, plain(told.text), plain(told.detail)


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        (WEEK, TUESDAY, ("verified_open", "✔", "Ouvert, ferme à 12 h", "")),
        ("Tu 09:00-24:00; PH off", TUESDAY, ("verified_open", "✔", "Ouvert, ferme à minuit", "")),
        ("24/7", TUESDAY, ("verified_open", "✔", "Ouvert jour et nuit", "")),
        (WEEK, paris(2026, 11, 24, 12), ("closed", "○", "Fermé, ouvre à 14 h", "")),
        (WEEK, paris(2026, 11, 24, 18), ("closed", "○", "Fermé, ouvre demain à 9 h", "")),
        (
            "Tu 09:00-12:00; PH off",
            paris(2026, 11, 21, 10),
            ("closed", "○", "Fermé, ouvre mardi 24 novembre à 9 h", ""),
        ),
        ("off", TUESDAY, ("closed", "○", "Fermé", "")),
        (
            "Mo-Fr 09:00-12:00",
            paris(2026, 12, 25, 10),
            ("holiday", "◐", "Jour férié : appelez avant", ""),
        ),
        ("", TUESDAY, ("unknown", "◐", "Horaires à demander", "")),
        ('"sur rendez-vous"', TUESDAY, ("appointment", "◐", "Sur rendez-vous", "")),
        (
            'Tu 09:00-12:00 "accueil téléphonique"; PH off',
            TUESDAY,
            ("verified_open", "✔", "Ouvert, ferme à 12 h", "accueil téléphonique"),
        ),
    ],
)
def test_verified_hours_tell_the_state(text, at, told):
    assert line(text, at) == told


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        (
            "Tu 09:00-12:00; PH off",
            TUESDAY,
            "Horaires annoncés : 9 h à 12 h, appelez avant",
        ),
        (WEEK, TUESDAY, "Horaires annoncés : 9 h à 12 h et 14 h à 17 h, appelez avant"),
        (WEEK, paris(2026, 11, 24, 13), "Horaires annoncés : 14 h à 17 h, appelez avant"),
        (WEEK, paris(2026, 11, 24, 18), "Horaires annoncés : ouvre demain à 9 h, appelez avant"),
        (
            "Tu 09:00-12:00; PH off",
            paris(2026, 11, 21, 10),
            "Horaires annoncés : ouvre mardi à 9 h, appelez avant",
        ),
        (
            "Tu 09:00-12:00; PH off",
            TUESDAY.replace(hour=13),
            "Horaires annoncés : ouvre mardi 1er décembre à 9 h, appelez avant",
        ),
        ("24/7", TUESDAY, "Horaires annoncés : jour et nuit, appelez avant"),
        ("off", TUESDAY, "Horaires annoncés : fermé, appelez avant"),
    ],
)
def test_unverified_hours_are_only_announced(text, at, told):
    assert line(text, at, verified=False, year=2023) == (
        "announced",
        "◐",
        told,
        "annonce de 2023, pas encore vérifiée",
    )


def test_an_announcement_without_a_year_says_that_nobody_checked():
    assert line(WEEK, verified=False)[3] == "horaires pas encore vérifiés"


def test_only_verified_hours_claim_that_a_door_is_open_or_shut():
    for at in (TUESDAY, paris(2026, 11, 24, 13), paris(2026, 12, 25, 10)):
        for text in (WEEK, "24/7", "off", "", '"sur rendez-vous"', "Mo-Fr 09:00-12:00"):
            state = state_at(text, at)
            told = status_line(state, verified=False, announced_year=2023, at=at)
            assert not told.is_open
            assert not told.text.startswith(("Ouvert", "Fermé"))


@pytest.mark.parametrize("verified", [True, False])
@pytest.mark.parametrize(
    ("last", "told"),
    [
        (date(2027, 1, 3), "Fermé jusqu’au dimanche 3 janvier"),
        (date(2026, 11, 25), "Fermé jusqu’à demain"),
        (date(2026, 11, 24), "Fermé aujourd’hui"),
        (None, "Fermé pour le moment"),
    ],
)
def test_a_closure_is_told_whoever_verified_the_hours(last, told, verified):
    closures = [(date(2026, 11, 20), last)]
    tier, sign, text, _detail = line(WEEK, verified=verified, closures=closures)
    assert (tier, sign, text) == ("closed_until", "○", told)


def test_a_closure_tells_when_verified_hours_open_again():
    closures = [(date(2026, 11, 20), date(2027, 1, 3))]
    assert line(WEEK, closures=closures)[3] == "ouvre lundi 4 janvier à 9 h"
    assert line(WEEK, verified=False, closures=closures)[3] == ""


def test_what_an_appointment_needs_is_kept():
    told = line('Tu 09:00-12:00 "sur rendez-vous au guichet"', verified=False, year=2023)
    assert told[3] == "annonce de 2023, pas encore vérifiée · sur rendez-vous au guichet"


def test_a_line_is_true_until_its_next_change():
    line_at_ten = status_line(state_at(WEEK, TUESDAY), verified=True, at=TUESDAY)
    assert line_at_ten.next_change == paris(2026, 11, 24, 12)
    night = paris(2026, 11, 27, 20)
    assert status_line(state_at(WEEK, night), verified=True, at=night).next_change == paris(
        2026, 11, 28
    )
