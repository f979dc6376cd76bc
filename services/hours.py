"""When a service is open: which hours apply, how sure we are, and what the public reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from actors import opening_hours
from actors.freshness import is_fresh
from actors.models import Location
from actors.opening_hours import StatusLine
from services.models import Closure, ServiceAtLocation
from services.web import copying


@dataclass(frozen=True)
class AppliedHours:
    """The hours that answer for a place: the service's own, else the building's.

    `verified_on` is when they last were, even too long ago for `verified`.
    """

    text: str
    verified: bool
    announced_year: int | None
    is_building: bool
    verified_on: date | None = None


def of_location(location: Location, today: date) -> AppliedHours:
    return AppliedHours(
        location.opening_hours,
        is_fresh(location.hours_verified_on, location.review_months, today),
        location.announced_year,
        is_building=True,
        verified_on=location.hours_verified_on,
    )


def of_place(place: ServiceAtLocation, today: date) -> AppliedHours:
    """The hours of a building are not those of a service: `is_building` says whose they are."""
    if not place.opening_hours:
        return of_location(place.location, today)
    return AppliedHours(
        place.opening_hours,
        is_fresh(place.hours_verified_on, place.review_months, today),
        place.announced_year or place.location.announced_year,
        is_building=False,
        verified_on=place.hours_verified_on,
    )


class ClosureBook:
    """Closures to come, looked up by location and by place: one query for a whole page."""

    def __init__(self, closures: Iterable[Closure] = ()):
        self._closures = list(closures)

    @classmethod
    def for_locations(cls, location_ids: Iterable[int], today: date) -> "ClosureBook":
        ids = set(location_ids)
        if not ids:
            return cls()
        return cls(Closure.objects.to_come(today).filter(location__in=ids))

    def of(self, location_id: int, place_id: int | None = None) -> list[Closure]:
        """Those of the building, and those of this one service there."""
        return [
            closure
            for closure in self._closures
            if closure.location_id == location_id
            and closure.service_at_location_id in (None, place_id)
        ]

    def periods(self, location_id: int, place_id: int | None = None) -> list[tuple[date, date]]:
        return [(c.starts_on, c.ends_on) for c in self.of(location_id, place_id)]


def status_of(
    applied: AppliedHours, at: datetime, closures: list[tuple[date, date]] | None = None
) -> StatusLine:
    """The line the public reads about these hours, at this instant."""
    if copying.made_at() and applied.text:
        return opening_hours.timeless_line(at)
    state = opening_hours.state_at(applied.text, at, closures=closures or ())
    return opening_hours.status_line(
        state,
        verified=applied.verified,
        announced_year=applied.announced_year,
        verified_on=applied.verified_on,
        at=at,
    )


def status_of_place(place: ServiceAtLocation, at: datetime, book: ClosureBook) -> StatusLine:
    applied = of_place(place, timezone.localdate(at))
    return status_of(applied, at, book.periods(place.location_id, place.pk))


def unknown_status(at: datetime) -> StatusLine:
    """« Horaires à demander »: for a service whose place nobody stated."""
    return status_of(AppliedHours("", False, None, is_building=False), at)
