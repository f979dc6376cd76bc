"""Workshops for the tests of the agenda."""

from datetime import date, datetime, time

import pytest

from actors.opening_hours.calendars import PARIS
from services.models import Session, SessionSeries


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.fixture
def make_series(make_place):
    def make(**fields) -> SessionSeries:
        if "service_at_location" not in fields:
            fields["service_at_location"] = make_place()
        fields.setdefault("weekday", 1)
        fields.setdefault("start", time(14))
        fields.setdefault("end", time(16))
        fields.setdefault("starts_on", date(2026, 11, 24))
        fields.setdefault("ends_on", date(2026, 12, 15))
        fields.setdefault("skip_school_holidays", False)
        return SessionSeries.objects.create(**fields)

    return make


@pytest.fixture
def make_session(make_place):
    def make(start: str, **fields) -> Session:
        """`start` is local time; two hours by default."""
        if "service_at_location" not in fields:
            fields["service_at_location"] = make_place()
        begins = paris(start)
        fields.setdefault("end", begins.replace(hour=begins.hour + 2))
        return Session.objects.create(start=begins, **fields)

    return make
