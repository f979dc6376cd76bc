"""When to come, on paper: the next openings with their dates, or an honest line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from actors import opening_hours
from actors.opening_hours.words import list_words, sentence_case
from services import hours
from services.choices import AcceptsNew, Appointment
from services.hours import AppliedHours, ClosureBook
from services.models import Service, ServiceAtLocation

SLOTS = 3
# A place may open twice a day: enough to finish the day of the third opening.
_ASKED = SLOTS + 5


@dataclass(frozen=True)
class When:
    """Lines to read after a note; `is_sure` when a person has confirmed what they say."""

    note: str
    lines: tuple[str, ...]
    is_sure: bool = False


def next_days(text: str, at: datetime, closures: Sequence[tuple[date, date]]) -> list[str]:
    """« mardi 24 novembre, 9 h à 12 h et 14 h à 17 h »: whole days, three openings or more."""
    found = opening_hours.next_openings(text, at, _ASKED, closures=closures)
    lines, count = [], 0
    for day, slots in groupby(found, key=lambda slot: slot[0].date()):
        if count >= SLOTS:
            break
        words = [opening_hours.slot_words(start, end) for start, end in slots]
        count += len(words)
        lines.append(
            _("%(day)s, %(hours)s")
            % {"day": opening_hours.date_words(day), "hours": list_words(words)}
        )
    return lines


def when_of(
    service: Service,
    place: ServiceAtLocation | None,
    *,
    at: datetime,
    book: ClosureBook,
    workshops: Sequence[tuple[datetime, datetime]] = (),
) -> When:
    """Workshops with their dates where there are some, else the openings of the place."""
    notes = _conditions(service, timezone.localdate(at))
    if workshops:
        lines = [_workshop(start, end) for start, end in workshops[:SLOTS]]
        return When(list_sentence(notes), tuple(lines), is_sure=True)
    if place is None:
        return When(list_sentence(notes), (hours.unknown_status(at).text,))
    applied = hours.of_place(place, timezone.localdate(at))
    closures = book.periods(place.location_id, place.pk)
    days = next_days(applied.text, at, closures)
    if days:
        notes += _intro(applied, is_alone=not notes)
    else:
        status = hours.status_of(applied, at, closures)
        days = [status.text, *([status.detail] if applied.verified and status.detail else [])]
    return When(list_sentence(notes), tuple(days), is_sure=applied.verified)


def list_sentence(notes: list[str]) -> str:
    return sentence_case(", ".join(notes))


def _workshop(start: datetime, end: datetime) -> str:
    start, end = timezone.localtime(start), timezone.localtime(end)
    return _("%(day)s, %(hours)s") % {
        "day": opening_hours.date_words(start.date()),
        "hours": opening_hours.slot_words(start, end),
    }


def _intro(applied: AppliedHours, *, is_alone: bool) -> list[str]:
    """Whose hours they are and how sure: nothing to say of verified hours of the service."""
    if not applied.verified:
        return [_("horaires annoncés, appelez avant") if is_alone else _("appelez avant")]
    return [_("accueil du lieu")] if applied.is_building else []


def _conditions(service: Service, today: date) -> list[str]:
    notes = []
    if service.appointment:
        notes.append(str(Appointment(service.appointment).label))
    is_past = service.full_until is not None and service.full_until < today
    if service.accepts_new in (AcceptsNew.FULL, AcceptsNew.WAITING_LIST) and not is_past:
        notes.append(str(AcceptsNew(service.accepts_new).label))
    return notes
