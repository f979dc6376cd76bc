"""What people read: the sentence, the week, the status line."""

from datetime import date, time

import pytest
from django.utils import translation

from actors.opening_hours import (
    day_words,
    hour_words,
    next_openings,
    opening_line,
    sentence,
    week_rows,
)
from tests.actors.hours import paris, plain

WEEK = "Mo-Fr 09:00-12:00,14:00-17:00; PH off"
TUESDAY = paris(2026, 11, 24, 10)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(9), "9 h"),
        (time(9, 30), "9 h 30"),
        (time(12), "12 h"),
        (time(8, 5), "8 h 05"),
        (time(0), "minuit"),
        (time(0, 15), "0 h 15"),
    ],
)
def test_hours_in_words(at, words):
    assert plain(hour_words(at)) == words


def test_an_hour_never_breaks_at_the_end_of_a_line():
    assert " " not in hour_words(time(9, 30))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "aujourd’hui"),
        (date(2026, 11, 25), "demain"),
        (date(2026, 11, 26), "jeudi 26 novembre"),
        (date(2026, 12, 1), "mardi 1er décembre"),
        (date(2027, 1, 4), "lundi 4 janvier"),
        (date(2027, 7, 1), "jeudi 1er juillet 2027"),
    ],
)
def test_days_in_words(day, words):
    assert day_words(day, date(2026, 11, 24)) == words


def test_the_next_openings_in_words():
    lines = [opening_line(start, end, TUESDAY) for start, end in next_openings(WEEK, TUESDAY, 5)]
    assert [plain(line) for line in lines] == [
        "aujourd’hui jusqu’à 12 h",
        "aujourd’hui, 14 h à 17 h",
        "demain, 9 h à 12 h",
        "demain, 14 h à 17 h",
        "jeudi 26 novembre, 9 h à 12 h",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            WEEK,
            "Du lundi au vendredi de 9 h à 12 h et de 14 h à 17 h. Fermé les jours fériés.",
        ),
        (
            "Mo,We-Fr 08:30-12:00,13:30-17:00; Tu 12:00-18:00",
            "Le lundi et du mercredi au vendredi de 8 h 30 à 12 h et de 13 h 30 à 17 h. "
            "Le mardi de 12 h à 18 h.",
        ),
        (
            "Tu-Fr 09:00-12:00,14:00-19:00; Th 09:00-12:00,14:00-18:00; Sa 14:00-18:00",
            "Le mardi, le mercredi et le vendredi de 9 h à 12 h et de 14 h à 19 h. "
            "Le jeudi de 9 h à 12 h et de 14 h à 18 h. Le samedi de 14 h à 18 h.",
        ),
        (
            'Mo-Fr 09:00-12:00, We 14:00-16:00 "atelier"; PH off',
            "Le lundi, le mardi, le jeudi et le vendredi de 9 h à 12 h. "
            "Le mercredi de 9 h à 12 h, de 14 h à 16 h (atelier). Fermé les jours fériés.",
        ),
        ("24/7", "Tous les jours, jour et nuit."),
        ("09:00-12:00", "Tous les jours de 9 h à 12 h."),
        ("Fr 20:00-26:00", "Le vendredi de 20 h à 2 h."),
        ("off", "Fermé."),
        ('"sur rendez-vous"', "Sur rendez-vous."),
        (
            'Mo-Fr 09:00-12:00 "sur rendez-vous"; Sa off "travaux"',
            "Du lundi au vendredi de 9 h à 12 h, sur rendez-vous. Le samedi, fermé (travaux).",
        ),
        (
            'Mo-Fr 09:00-12:00 || "sur rendez-vous"',
            "Du lundi au vendredi de 9 h à 12 h. Sinon, sur rendez-vous.",
        ),
        (
            "Mo-Fr 09:00-12:00; SH off; SH We 10:00-12:00; PH off",
            "Du lundi au vendredi de 9 h à 12 h. "
            "Pendant les vacances scolaires, le mercredi de 10 h à 12 h. Fermé les jours fériés.",
        ),
        (
            "Mo-Fr 09:00-12:00; SH We 10:00-12:00",
            "Du lundi au vendredi de 9 h à 12 h. Pendant les vacances scolaires, "
            "le mercredi de 10 h à 12 h, les autres jours comme d’habitude.",
        ),
        (
            "Mo 09:00-12:00; PH,SH off",
            "Le lundi de 9 h à 12 h. Fermé les jours fériés et pendant les vacances scolaires.",
        ),
        (
            "Mo-Fr,PH 09:00-12:00",
            "Du lundi au vendredi de 9 h à 12 h. Les jours fériés, de 9 h à 12 h.",
        ),
        (
            'Mo 09:00-12:00; 2026 Dec 24 off "inventaire"; 2026 Dec 28 10:00-11:00',
            "Le lundi de 9 h à 12 h. Fermé le jeudi 24 décembre 2026 (inventaire). "
            "Le lundi 28 décembre 2026, de 10 h à 11 h.",
        ),
        (
            "Mo 09:00-12:00; 2026 Dec 21-2027 Jan 01 off; 2027 Aug 02-27 off",
            "Le lundi de 9 h à 12 h. "
            "Fermé du lundi 21 décembre 2026 au vendredi 1er janvier 2027. "
            "Fermé du lundi 2 août au vendredi 27 août 2027.",
        ),
        (
            "Mo 09:00-12:00; Jan 01 off",
            "Le lundi de 9 h à 12 h. Fermé chaque année le 1er janvier.",
        ),
        (
            "Mo-Fr 09:00-17:00; Jul-Aug Mo-Fr 09:00-12:00; Aug off",
            "Du lundi au vendredi de 9 h à 17 h. "
            "De juillet à août, du lundi au vendredi de 9 h à 12 h. Fermé en août.",
        ),
        ("Mo[1,3] 10:00-12:00", "Le premier et le troisième lundi du mois, de 10 h à 12 h."),
        ("Th[-1] 10:00-12:00", "Le dernier jeudi du mois, de 10 h à 12 h."),
        ("week 1-53/2 Mo 10:00-12:00", "Les semaines impaires, le lundi de 10 h à 12 h."),
        ("Mo 10:00-12:00; easter off", "Le lundi de 10 h à 12 h. Fermé certains jours."),
        ("Mo-Fr 09:00+", "Du lundi au vendredi, à partir de 9 h."),
        ("Mo-Fr 09:00-12:00 unknown", "Du lundi au vendredi de 9 h à 12 h, à confirmer."),
        # What a later rule undoes is not told.
        ("PH off; Mo-Fr 09:00-12:00", "Du lundi au vendredi de 9 h à 12 h."),
        ("9h-12h", ""),
        ("", ""),
    ],
)
def test_the_sentence_of_a_text(text, told):
    assert plain(sentence(text)) == told


def week(text, at, closures=()):
    return [(row.name, plain(row.text)) for row in week_rows(text, at, closures)]


def test_the_week_has_seven_rows_from_monday_and_says_which_is_today():
    rows = week_rows(WEEK, TUESDAY)
    assert [row.date for row in rows] == [date(2026, 11, day) for day in range(23, 30)]
    assert [row.name for row in rows if row.is_today] == ["mardi"]
    assert week(WEEK, TUESDAY)[0] == ("lundi", "9 h à 12 h · 14 h à 17 h")
    assert week(WEEK, TUESDAY)[5:] == [("samedi", "fermé"), ("dimanche", "fermé")]


def test_the_week_knows_what_that_week_changes():
    text = 'Mo-Sa 09:00-12:00; 2026 Dec 22 14:00-15:00; Sa 09:00-12:00 "sur rendez-vous"'
    rows = week(text, paris(2026, 12, 23, 10), [(date(2026, 12, 24), date(2026, 12, 24))])
    assert rows == [
        ("lundi", "9 h à 12 h"),
        ("mardi", "14 h à 15 h"),
        ("mercredi", "9 h à 12 h"),
        ("jeudi", "fermé exceptionnellement"),
        ("vendredi", "jour férié : appelez avant"),
        ("samedi", "9 h à 12 h sur rendez-vous"),
        ("dimanche", "fermé"),
    ]


def test_a_night_stands_on_the_row_of_its_evening():
    rows = dict(week("Su,Mo 20:00-26:00; We 00:00-24:00; PH off", TUESDAY))
    assert rows["lundi"] == "20 h à 2 h"
    assert rows["mardi"] == "fermé"
    assert rows["mercredi"] == "jour et nuit"
    assert rows["dimanche"] == "20 h à 2 h"


def test_unknown_hours_have_no_week():
    assert week_rows("", TUESDAY) == []
    assert week_rows("Mo-Su", TUESDAY) == []


def test_days_are_named_in_the_language_of_the_page():
    with translation.override("en"):
        assert week_rows(WEEK, TUESDAY)[0].name == "Monday"
