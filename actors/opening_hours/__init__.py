"""Opening hours: OSM text, its state at an instant, its French words, and the entry table."""

from actors.opening_hours.calendars import (
    is_public_holiday,
    is_school_holiday,
    public_holidays,
    school_calendar_ends_on,
    school_holidays,
)
from actors.opening_hours.checks import HoursError, repair, validate, warnings
from actors.opening_hours.entry import Entry, Slot, SpecialDays, normalise, to_osm, without_past
from actors.opening_hours.entry_checks import EntryError, check
from actors.opening_hours.evaluation import intervals, next_change, next_openings
from actors.opening_hours.order import reorder
from actors.opening_hours.reading import from_osm
from actors.opening_hours.sentences import sentence
from actors.opening_hours.states import HoursState, open_texts, open_today_texts, state_at
from actors.opening_hours.status import StatusLine, status_line, timeless_line
from actors.opening_hours.week import DayRow, week_rows
from actors.opening_hours.words import (
    date_words,
    day_words,
    hour_words,
    opening_line,
    slot_words,
)

__all__ = [
    "DayRow",
    "Entry",
    "EntryError",
    "HoursError",
    "HoursState",
    "Slot",
    "SpecialDays",
    "StatusLine",
    "check",
    "date_words",
    "day_words",
    "from_osm",
    "hour_words",
    "intervals",
    "is_public_holiday",
    "is_school_holiday",
    "next_change",
    "next_openings",
    "normalise",
    "open_texts",
    "open_today_texts",
    "opening_line",
    "public_holidays",
    "reorder",
    "repair",
    "school_calendar_ends_on",
    "school_holidays",
    "sentence",
    "slot_words",
    "state_at",
    "status_line",
    "timeless_line",
    "to_osm",
    "validate",
    "warnings",
    "week_rows",
    "without_past",
]
