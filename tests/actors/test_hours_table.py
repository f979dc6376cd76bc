"""The entry table as people send it: what is filled is what is stored, and stays on reopening."""

from datetime import date, time

from hypothesis import given, settings
from hypothesis import strategies as st

from actors.hours_table import HoursTableForm
from actors.opening_hours.entry import Entry, Slot, SpecialDays, normalise, to_osm
from actors.opening_hours.entry_checks import check


def sent_back(form: HoursTableForm) -> dict:
    """What a browser sends when nothing is touched."""
    found = {}
    for name in form.fields:
        value = form[name].value()
        if isinstance(value, time):
            value = value.strftime("%H:%M")
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


def test_several_days_take_the_hours_of_monday():
    assert stored(**MONDAY, like_monday=["1", "4"], unknown="") == "Mo,Tu,Fr 09:00-12:00"


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


def test_the_sentence_is_what_the_public_will_read():
    form = filled(**MONDAY, unknown="")
    assert form.is_valid() and "9 h" in form.sentence().replace("\xa0", " ")


_hours = st.integers(0, 22).map(lambda hour: Slot(time(hour), time(hour, 45)))
_entries = st.builds(
    Entry,
    days=st.tuples(*[st.lists(_hours, max_size=3, unique=True).map(tuple) for _day in range(7)]),
    public_holidays=st.sampled_from([None, ()]),
    school_holidays=st.sampled_from(["same", "closed"]),
    exceptions=st.sampled_from([(), (SpecialDays(date(2026, 12, 24), date(2026, 12, 31)),)]),
)


@settings(max_examples=60, deadline=None)
@given(_entries)
def test_an_untouched_table_sends_back_the_same_text(entry):
    if check(entry) or not any(entry.days):
        return
    text = to_osm(normalise(entry))
    assert stored(text) == text
