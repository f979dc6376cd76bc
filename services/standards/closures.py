"""Closures to come in the hours that exports carry, as the dated rules that standards know."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from actors import opening_hours
from actors.opening_hours.order import reorder
from actors.opening_hours.syntax import osm_dates
from services.models import Closure

LONGEST = 255  # what the national schema and our own field take


def dated(text: str, periods: Iterable[tuple[date, date]]) -> str:
    """The hours with each period shut, first ones first, as long as they fit.

    Unknown hours stay so: a closure alone would read as a place that never opens.
    """
    for first, last in sorted(set(periods)):
        longer = _shut(text, first, last) if text else ""
        if longer and len(longer) <= LONGEST and _is_valid(longer):
            text = longer
    return text


def _is_valid(text: str) -> bool:
    try:
        opening_hours.validate(text)
    except opening_hours.HoursError:
        return False
    return True


def _shut(text: str, first: date, last: date) -> str:
    rules, mark, fallback = text.partition("||")
    rule = f"{rules.rstrip().rstrip(';')}; {osm_dates(first, last)} off"
    return reorder(f"{rule} || {fallback.strip()}" if mark else rule)


class ToldClosures:
    """Those to come at some locations: one query for a whole page of rows."""

    def __init__(self, locations: Iterable[int]):
        self._periods = defaultdict(list)
        found = Closure.objects.to_come(timezone.localdate()).filter(location__in=set(locations))
        for location, place, *period in found.order_by().values_list(
            "location_id", "service_at_location_id", "starts_on", "ends_on"
        ):
            self._periods[location, place].append(tuple(period))

    def of_location(self, text: str, location: int) -> str:
        return dated(text, self._periods.get((location, None), ()))

    def of_place(self, text: str, location: int, place: int) -> str:
        """Those of the building shut the service too."""
        both = [
            p for key in ((location, None), (location, place)) for p in self._periods.get(key, ())
        ]
        return dated(text, both)
