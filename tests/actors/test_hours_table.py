"""The entry table as people send it: what is filled is what is stored, and stays on reopening."""

from datetime import date, time

from hypothesis import given, settings

from actors.hours_table import HoursTableForm
from actors.opening_hours.entry import normalise, to_osm
from tests.actors.test_opening_hours_properties import entries


def sent_back(form: HoursTableForm) -> dict:
    """What a browser sends when nothing is touched."""
    found = {}
    for name in form.fields:
        value = form[name].value()
        if isinstance(value, time):
            value = value.strftime("%H:%M")
        if isinstance(value, date):
            value = value.isoformat()
        if value not in (None, False, "", []):
            found[name] = value
    return found


def filled(text: str = "", **typed) -> HoursTableForm:
    return HoursTableForm(sent_back(HoursTableForm(text=text)) | typed, text=text)


def stored(text: str = "", **typed) -> str:
    form = filled(text, **typed)
    assert form.is_valid(), form.errors
    return form.osm()


def errors(text: str = "", **typed) -> str:
    form = filled(text, **typed)
    assert not form.is_valid()
    return " ".join(message for found in form.errors.values() for message in found)


MONDAY = {"d0_0_start": "09:00", "d0_0_end": "12:00"}


def test_hours_are_entered_without_any_syntax():
    text = stored(**MONDAY, d0_1_start="14:00", d0_1_end="17:00", holidays="closed", unknown="")
    assert text == "Mo 09:00-12:00,14:00-17:00; PH off"


GROUP = {"g0_days": ["0", "1", "4"], "g0_0_start": "09:00", "g0_0_end": "12:00"}


def test_several_days_are_filled_at_once():
    assert stored(**GROUP, unknown="") == "Mo,Tu,Fr 09:00-12:00"


def test_two_groups_and_a_day_of_its_own_make_one_week():
    second = {"g1_days": ["2", "3"], "g1_0_start": "14:00", "g1_0_end": "17:00"}
    alone = {"d5_0_start": "10:00", "d5_0_end": "12:00"}
    text = stored(**GROUP, **second, **alone, unknown="")
    assert text == "Mo,Tu,Fr 09:00-12:00; We,Th 14:00-17:00; Sa 10:00-12:00"


def test_a_day_filled_twice_otherwise_is_told():
    assert "Mardi est rempli deux fois" in errors(
        **GROUP, d1_0_start="10:00", d1_0_end="12:00", unknown=""
    )


def test_a_group_without_days_or_without_hours_is_told():
    assert "Cochez les jours" in errors(g0_0_start="09:00", g0_0_end="12:00", unknown="")
    assert "Lundi : donnez les heures du groupe" in errors(g0_days=["0"], unknown="")


def test_public_holidays_may_have_hours_of_their_own():
    hours = {"holidays": "open", "h_0_start": "10:00", "h_0_end": "12:00"}
    assert stored(**MONDAY, **hours, unknown="") == "Mo 09:00-12:00; PH 10:00-12:00"
    assert "Jours fériés : donnez les heures" in errors(**MONDAY, holidays="open", unknown="")


def test_school_holidays_may_have_hours_of_their_own():
    other = {
        "school": "other",
        "sg0_days": ["0", "1"],
        "sg0_0_start": "10:00",
        "sg0_0_end": "11:00",
    }
    assert stored(**MONDAY, **other, unknown="") == ("Mo 09:00-12:00; SH off; SH Mo,Tu 10:00-11:00")


def test_closures_and_special_days_are_dates():
    closed = {"x0_first": "2026-12-24", "x0_last": "2026-12-31", "x0_reason": "inventaire"}
    special = {
        "x1_first": "2026-12-05",
        "x1_kind": "open",
        "x1_0_start": "09:00",
        "x1_0_end": "18:00",
    }
    assert stored(**MONDAY, **closed, **special, unknown="") == (
        'Mo 09:00-12:00; 2026 Dec 24-2026 Dec 31 off "inventaire"; 2026 Dec 05 09:00-18:00'
    )


def test_special_days_say_what_is_missing():
    assert "première date" in errors(**MONDAY, x0_last="2026-12-31", unknown="")
    assert "« ouvert » va avec des heures" in errors(
        **MONDAY, x0_first="2026-12-31", x0_kind="open", unknown=""
    )
    assert "la dernière date est avant" in errors(
        **MONDAY, x0_first="2026-12-31", x0_last="2026-12-01", unknown=""
    )


def test_there_is_always_room_for_more_special_days():
    text = "Mo 09:00-12:00; 2026 Dec 24 off; 2026 Dec 26 off"
    assert HoursTableForm(text=text).special_count == 4


def test_school_holidays_and_appointments_are_ticks():
    text = stored(**MONDAY, school="closed", by_appointment="on", unknown="")
    assert text == 'Mo 09:00-12:00 "sur rendez-vous"; SH off'


def test_half_a_slot_is_told_with_its_day():
    assert "lundi : il manque une heure" in errors(d0_0_start="09:00", unknown="")


def test_an_end_before_its_start_needs_the_tick():
    late = {"d0_0_start": "20:00", "d0_0_end": "02:00", "unknown": ""}
    assert errors(**late)
    assert stored(**late, past_midnight="on") == "Mo 20:00-26:00"


def test_a_wrong_hour_says_what_to_write():
    assert "09:30" in errors(d0_0_start="9h", d0_0_end="12:00", unknown="")


def test_unknown_hours_are_no_hours():
    assert stored("Mo 09:00-12:00", unknown="on") == ""


def test_special_days_stay_when_the_week_changes():
    text = "Mo 09:00-12:00; 2026 Dec 24 off; PH off"
    assert stored(text, d0_0_end="13:00") == "Mo 09:00-13:00; 2026 Dec 24 off; PH off"


def test_what_the_table_cannot_show_is_said():
    assert HoursTableForm(text="Mo[1] 09:00-12:00").is_beyond
    assert not HoursTableForm(text="Mo 09:00-12:00").is_beyond


def test_what_the_table_cannot_show_stays_unless_it_is_replaced():
    text = "Mo[1] 09:00-12:00"
    assert stored(text) == text
    assert stored(text, **MONDAY) == "Mo 09:00-12:00"


def test_the_sentence_is_what_the_public_will_read():
    form = filled(**MONDAY, unknown="")
    assert form.is_valid() and "9 h" in form.sentence().replace("\xa0", " ")


@settings(max_examples=60)
@given(entries())
def test_an_untouched_table_sends_back_the_same_text(entry):
    text = to_osm(normalise(entry))
    assert stored(text) == text
