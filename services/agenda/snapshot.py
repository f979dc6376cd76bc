"""Every published session as a light row, remembered for a revision: menus and filters read it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from services.models import Service, Session
from services.web import revision


@dataclass(frozen=True)
class Row:
    """What a filter asks of a session; instants are aware, `day` is the day in Miramas."""

    pk: int
    start: datetime
    end: datetime
    day: date
    service_id: int
    location_slug: str
    location_name: str
    level: str
    cancelled: bool
    themes: frozenset[str]

    @property
    def week(self) -> str:
        """« 2026-W48 », which sorts like time."""
        year, number, _weekday = self.day.isocalendar()
        return f"{year}-W{number:02d}"

    @property
    def month(self) -> str:
        return f"{self.day:%Y-%m}"


def _build(at: datetime) -> tuple[Row, ...]:
    place = "service_at_location__"
    found = (
        Session.objects.published()
        .to_come(at)
        .order_by("start", "pk")
        .values_list(
            "pk",
            "start",
            "end",
            f"{place}service_id",
            f"{place}location__slug",
            f"{place}location__name",
            "level",
            "cancelled",
        )
    )
    rows = list(found)
    themes = _themes({service_id for _pk, _start, _end, service_id, *_rest in rows})
    return tuple(
        Row(
            pk,
            start,
            end,
            timezone.localdate(start),
            service_id,
            slug,
            name,
            level,
            cancelled,
            frozenset(themes[service_id]),
        )
        for pk, start, end, service_id, slug, name, level, cancelled in rows
    )


def _themes(service_ids: set[int]) -> dict[int, set[str]]:
    themes: dict[int, set[str]] = defaultdict(set)
    if service_ids:
        links = Service.terms.through.objects.filter(
            service_id__in=service_ids, term__vocabulary="theme"
        )
        for service_id, code in links.values_list("service_id", "term__code"):
            themes[service_id].add(code)
    return themes


def to_come(revision_number: int, at: datetime) -> list[Row]:
    """Sessions that are not over, soonest first; no query once the revision is known."""
    rows = revision.remember("sessions", revision_number, lambda: _build(at))
    return [row for row in rows if row.end > at]


def next_change(revision_number: int, at: datetime) -> datetime | None:
    """When the first of them begins or ends: no page may be kept longer than that."""
    rows = to_come(revision_number, at)
    return min((row.start if row.start > at else row.end for row in rows), default=None)


def next_of_services(revision_number: int, at: datetime) -> dict[int, datetime]:
    """Service id → when its next session begins, among those that are held."""
    found: dict[int, datetime] = {}
    for row in to_come(revision_number, at):
        if not row.cancelled and row.start > at:
            found.setdefault(row.service_id, row.start)
    return found
