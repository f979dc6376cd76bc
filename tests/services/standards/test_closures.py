"""Closures in the exports: the same days shut as on the pages, and no news when they come back."""

import csv
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from actors.models import Location
from actors.opening_hours import state_at
from actors.opening_hours.calendars import PARIS
from services.models import Closure
from services.standards.closures import dated
from tests.services.standards.exchange import exported_inclusion, exported_lieux
from tests.services.standards.samples import load_sample, make_actor, make_guide, make_location

HOURS = (
    "Mo-Fr 09:00-12:00,14:00-17:00; PH off",
    "Tu 09:00-12:00",
    "Mo-Su 10:00-18:00; SH off",
    'Mo 09:00-12:00 || "sur rendez-vous"',
)
START = date(2026, 12, 1)
DAYS = st.integers(0, 60).map(lambda n: START + timedelta(days=n))


@given(text=st.sampled_from(HOURS), first=DAYS, length=st.integers(0, 20), day=DAYS)
def test_a_reader_of_the_export_finds_the_door_shut_the_same_days(text, first, length, day):
    last = first + timedelta(days=length)
    written = dated(text, [(first, last)])
    noon = datetime(day.year, day.month, day.day, 11, tzinfo=PARIS)
    ours, theirs = state_at(text, noon, closures=[(first, last)]), state_at(written, noon)
    assert (ours.kind == "open") == (theirs.kind == "open")


def test_unknown_hours_stay_unknown_and_what_does_not_fit_is_left():
    assert dated("", [(START, START)]) == ""
    many = [(START + timedelta(days=3 * n), START + timedelta(days=3 * n)) for n in range(40)]
    assert 230 < len(dated("Tu 09:00-12:00", many)) <= 255


@pytest.mark.django_db
def test_exports_tell_closures_and_coming_back_they_change_nothing(tmp_path, tuesday_morning):
    location = make_location(opening_hours="Tu 09:00-12:00; PH off", source_date="2024-01-02")
    load_sample(make_guide(make_actor(source_date="2024-01-02", locations=[location])))
    place = Location.objects.get()
    Closure.objects.create(location=place, starts_on="2026-12-21", ends_on="2026-12-24")
    version = place.version
    exported_lieux(tmp_path)
    with (tmp_path / "lieux.csv").open(newline="") as file:
        [row] = csv.DictReader(file)
    assert row["horaires"] == "Tu 09:00-12:00; PH off; 2026 Dec 21-2026 Dec 24 off"
    exported_inclusion(tmp_path)
    assert "2026 Dec 21-2026 Dec 24 off" in (tmp_path / "structures.json").read_text()
    call_command("import_lieux", tmp_path / "lieux.csv", "--apply")
    files = tmp_path / "structures.json", tmp_path / "services.json"
    call_command("import_data_inclusion", *files, "--apply")
    place.refresh_from_db()
    assert (place.opening_hours, place.version) == ("Tu 09:00-12:00; PH off", version)
