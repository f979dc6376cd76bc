"""What may be stored as hours, what is proposed instead, and what is only warned about."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.opening_hours import (
    HoursError,
    from_osm,
    reorder,
    repair,
    sentence,
    validate,
    warnings,
)
from tests.actors.hours import plain


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 09:00-12:00,14:00-17:00; PH off",
        "Tu-Fr 09:00-12:00,14:00-19:00; Th 09:00-12:00,14:00-18:00; Sa 14:00-18:00",
        "Mo-Fr 09:00-12:00; SH off; 2026 Dec 21-2027 Jan 03 off; PH off",
        "Mo-Fr 09:00-12:00, We 14:00-16:00",
        "09:00-12:00",
        "24/7",
        "off",
        '"sur rendez-vous"',
        'Mo-Fr 09:00-12:00 "sur rendez-vous"; Sa off "travaux"',
        "Mo[1,3] 10:00-12:00; week 1-53/2 Tu 14:00-16:00",
        "Fr 20:00-26:00",
        "SH Mo-Fr 10:00-12:00; PH,SH off",
    ],
)
def test_valid_hours_come_back_as_typed(text):
    assert validate(text) == text


def test_spaces_are_cleaned():
    assert validate("  Mo-Fr\t09:00-12:00;\u00a0PH off ") == "Mo-Fr 09:00-12:00; PH off"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("9h-12h", "Écrivez plutôt : 09:00-12:00"),
        ("Mo-Fr 9h-12h", "Écrivez plutôt : Mo-Fr 09:00-12:00"),
        ("lundi 9h-midi", "Écrivez plutôt : Mo 09:00-12:00"),
        ("lundi", "ne dit pas les heures. Écrivez par exemple : Mo 09:00-12:00"),
        ("midi", "Écrivez par exemple : Mo-Fr 09:00-12:00,14:00-17:00"),
        ("Mo-Su", "ne dit pas les heures. Écrivez par exemple : Mo-Su 09:00-12:00"),
        ("Mo-Fr open", "Écrivez par exemple : Mo-Fr 09:00-12:00"),
        ("PH", "ne dit pas les heures"),
        ("", "Aucun horaire"),
        ("   ", "Aucun horaire"),
        ("Mo 09:00-12:00;", "Écrivez plutôt : Mo 09:00-12:00"),
        ("Mo 12:00-09:00", "finit avant de commencer. Écrivez plutôt : 09:00-12:00"),
        ("Mo 22:00-02:00", "22:00-26:00 si cela finit le lendemain"),
        ("Mo 09:00-09:00", "à la même heure"),
        ("Mo 09:00-12:00,11:00-14:00", "se chevauchent. Écrivez plutôt : Mo 09:00-14:00"),
        ("Mo 09:00-12:00; 2026 Feb 30 off", "une date qui n’existe pas"),
        ("2026 Dec 25-2026 Dec 20 off", "finit avant de commencer"),
        ("sunrise-sunset", "n’est pas compris"),
        ("(sunset+23:59)-(sunset+23:59)", "n’est pas compris"),
        (":", "Écrivez par exemple"),
        ("Mo 09:00-12:00; " + "2026 Dec 24 off; " * 20 + "PH off", "255 au plus"),
    ],
)
def test_refused_hours_say_what_to_type(text, told):
    with pytest.raises(HoursError) as refusal:
        validate(text)
    assert told in plain(str(refusal.value))


def test_empty_hours_are_not_hours_around_the_clock():
    with pytest.raises(HoursError):
        validate("")
    assert sentence("") == ""


def test_an_end_before_the_start_needs_a_tick():
    with pytest.raises(HoursError):
        validate("Fr 20:00-02:00")
    assert validate("Fr 20:00-02:00", overnight=True) == "Fr 20:00-02:00"


def test_a_refusal_proposes_the_whole_text_bettered():
    with pytest.raises(HoursError) as refusal:
        validate("Mo 17:00-14:00; PH off")
    assert refusal.value.proposal == "Mo 14:00-17:00; PH off"


@pytest.mark.parametrize(
    ("french", "osm"),
    [
        ("Lu-Ve 9h-12h 14h-17h30", "Mo-Fr 09:00-12:00,14:00-17:30"),
        (
            "du lundi au vendredi de 9h à 12h et de 14h à 17h",
            "Mo-Fr 09:00-12:00,14:00-17:00",
        ),
        ("Lundi, mardi et jeudi : 9 h 30 - 12 h", "Mo,Tu,Th 09:30-12:00"),
        ("lun. mar. 9h-12h", "Mo,Tu 09:00-12:00"),
        ("Lundi : 9h-12h. Mardi : 14h-17h.", "Mo 09:00-12:00; Tu 14:00-17:00"),
        ("Lu 9h-12h\nMa 14h-17h", "Mo 09:00-12:00; Tu 14:00-17:00"),
        ("tous les jours 9h-midi", "Mo-Su 09:00-12:00"),
        ("tous les jours 9h-12h sauf mercredi", "Mo-Su 09:00-12:00; We off"),
        ("lundi fermé, mardi 9h-12h", "Mo off; Tu 09:00-12:00"),
        ("fermé les jours fériés, lundi 9h-12h", None),
        ("lundi 9h-12h, fermé les jours fériés", "Mo 09:00-12:00; PH off"),
        ("Fermé les jours fériés. Lundi 9h-12h", "Mo 09:00-12:00; PH off"),
        ("vacances scolaires : lundi 10h-12h", "SH Mo 10:00-12:00"),
        ("Lundi 9-12h, 14-17h", "Mo 09:00-12:00,14:00-17:00"),
        ("8h30/12h", "08:30-12:00"),
        ("Lundi 14h-minuit", "Mo 14:00-24:00"),
        ("24h/24 7j/7", "24/7"),
        ("lundi 24h/24", "Mo 00:00-24:00"),
        ("sur RDV", '"sur rendez-vous"'),
        ("sur rendez-vous du lundi au jeudi 9h-12h", 'Mo-Th 09:00-12:00 "sur rendez-vous"'),
        ("Mo-Fr 9:00–12:00", "Mo-Fr 09:00-12:00"),
        ("Mo-Fr 09.00-12.00", "Mo-Fr 09:00-12:00"),
        (
            "lundi 9h-12h, fermé du 24 décembre 2026 au 3 janvier 2027",
            "Mo 09:00-12:00; 2026 Dec 24-2027 Jan 03 off",
        ),
        ("lundi 9h-12h, fermé en août", "Mo 09:00-12:00; Aug off"),
    ],
)
def test_french_hours_are_proposed_in_osm(french, osm):
    assert repair(french) == osm


@pytest.mark.parametrize(
    "text",
    [
        "le matin",
        "lundi à partir de 14h",
        "lundi 9h-12h au centre social",
        "lundi 9h-12h et sur rendez-vous",
        "Sur rendez-vous. Lundi 9h-12h",
        "fermé le mercredi après-midi",
        "Fermé",
        "12h-9h",
        "jusqu’au vendredi 9h-12h",
    ],
)
def test_nothing_is_proposed_when_it_would_be_a_guess(text):
    assert repair(text) is None


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        ("PH off; Mo-Fr 08:30-16:30", "Mo-Fr 08:30-16:30; PH off"),
        (
            "2026 Dec 21-2027 Jan 03 off; Mo-Fr 09:00-12:00",
            "Mo-Fr 09:00-12:00; 2026 Dec 21-2027 Jan 03 off",
        ),
        ("SH off; Mo-Fr 09:00-12:00", "Mo-Fr 09:00-12:00; SH off"),
        (
            "PH off; 2026 Dec 24 off; SH off; Mo 09:00-12:00, We 14:00-16:00",
            "Mo 09:00-12:00, We 14:00-16:00; SH off; PH off; 2026 Dec 24 off",
        ),
        (
            "Jul-Aug Mo-Fr 09:00-12:00; Mo-Fr 09:00-17:00",
            "Mo-Fr 09:00-17:00; Jul-Aug Mo-Fr 09:00-12:00",
        ),
        (
            'PH off; Mo 09:00-12:00 || "sur rendez-vous"',
            'Mo 09:00-12:00; PH off || "sur rendez-vous"',
        ),
    ],
)
def test_rules_that_undo_each_other_are_reordered_and_told(text, ordered):
    assert reorder(text) == ordered
    assert any(ordered in warning for warning in warnings(text))


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 09:00-12:00; SH off; 2026 Dec 24 off; PH off",
        "Mo-Fr 09:00-12:00; PH off; 2026 Dec 24 off",
        "Mo-Fr 09:00-12:00; PH off; 2026 Dec 25 10:00-12:00",
        "Mo-Fr 09:00-17:00; SH off; Jul-Aug Mo-Fr 09:00-12:00; PH off",
        "Tu-Fr 09:00-12:00; Th 14:00-18:00; PH off",
    ],
)
def test_a_safe_order_is_left_as_it_is(text):
    assert reorder(text) == text
    assert warnings(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mo-Fr 09:00-12:00", "Rien n’est dit des jours fériés"),
        ("09:00-12:00; PH off", "ne dit pas quels jours"),
        ("Mo-Fr 09:00-12:00; 14:00-17:00; PH off", "Mo-Fr 09:00-12:00,14:00-17:00"),
        ("Mo-Fr 09:00+; PH off", "ne dit pas quand cela ferme"),
    ],
)
def test_valid_hours_that_mislead_are_warned_about(text, told):
    assert validate(text) == text
    assert any(told in warning for warning in warnings(text))


def test_hours_around_the_clock_need_no_word_on_public_holidays():
    assert warnings("24/7") == []


@given(st.text(max_size=300))
def test_any_text_is_stored_or_refused_in_words(text):
    try:
        assert validate(text)
    except HoursError as refusal:
        assert str(refusal)


_PIECES = st.sampled_from(
    [";", ",", "-", ":", "||", "[1]", "/", '"', " ", "2026", "Dec", "24", "PH", "SH", "week"]
    + ["off", "open", "unknown", "24/7", "09:00", "12:00", "26:00", "Mo", "Tu-Fr"]
    + ["Mo-Fr 09:00-12:00", "2026 Dec 24-2027 Jan 03", '"sur rendez-vous"', "lundi", "9h", "à"]
    + ["midi", "fermé", "sauf", "du 24 décembre", "jours fériés"]
)


@given(st.lists(_PIECES, max_size=12).map(" ".join))
def test_what_is_proposed_can_be_stored(text):
    proposal = repair(text)
    assert proposal is None or validate(proposal) == proposal
    try:
        ordered = reorder(validate(text))
    except HoursError:
        return
    assert reorder(ordered) == ordered
    assert validate(ordered)
    warnings(text)
    sentence(text)
    from_osm(text)


@pytest.mark.parametrize("sign", [",", ";", '"', "Mo ", "9h ", "|", "9", "lundi 9h-12h ", "[", " "])
def test_a_hostile_text_is_refused_in_bounded_time(sign):
    text = (sign * 75_000)[:75_000]
    began = process_time()
    with pytest.raises(HoursError):
        validate(text)
    assert repair(text) is None
    assert reorder(text) == text
    assert (sentence(text), warnings(text), from_osm(text + "x")) == ("", [], None)
    # A quadratic reading of 75,000 signs takes minutes.
    assert process_time() - began < 5
