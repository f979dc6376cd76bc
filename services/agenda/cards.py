"""What the agenda says of each session: when, where, places, level, price, how to book."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.opening_hours import date_words, is_public_holiday, slot_words
from services.cards import labels_of, own_number
from services.choices import LEVEL, AcceptsNew
from services.hours import ClosureBook
from services.models import Service, Session


@dataclass(frozen=True)
class Day:
    """The sessions of one day, under its name."""

    day: date
    title: str
    sessions: list[Session]


def prepared(ids: Iterable[int], *, help_phone: str, at: datetime) -> list[Session]:
    """The sessions of these ids, soonest first, each with what its card shows: three queries.

    Gives `day`, `hours_text`, `service`, `place`, `location`, `level_text`, `price_text`,
    `places_text`, `is_full`, `is_off`, `note`, `needs_actor_in_link`, `call_number`, `call_label`,
    `has_own_number`, `booking_url`.
    """
    sessions = list(
        Session.objects.filter(pk__in=list(ids))
        .select_related(
            "service_at_location__service__actor", "service_at_location__location__actor"
        )
        .prefetch_related("service_at_location__service__terms")
        .order_by("start", "pk")
    )
    locations = (session.service_at_location.location_id for session in sessions)
    book = ClosureBook.for_locations(locations, timezone.localdate(at))
    return described(sessions, book, help_phone)


def prepared_for(
    service: Service, ids: Iterable[int], *, help_phone: str, book: ClosureBook
) -> list[Session]:
    """The same for sessions of one service with its card: one query."""
    places = {place.pk: place for place in service.shown_places}
    sessions = list(
        Session.objects.filter(pk__in=list(ids), service_at_location__in=places).order_by(
            "start", "pk"
        )
    )
    for session in sessions:
        session.service_at_location = places[session.service_at_location_id]
        session.service_at_location.service = service
    return described(sessions, book, help_phone)


def described(sessions: list[Session], book: ClosureBook, help_phone: str) -> list[Session]:
    services = {session.service_at_location.service for session in sessions}
    alike = Counter(service.title for service in services)
    for session in sessions:
        _describe(session, book, help_phone)
        session.needs_actor_in_link = alike[session.service.title] > 1
    return sessions


def by_day(sessions: Iterable[Session], *, this_year: int) -> list[Day]:
    """Days with their sessions; the year is said when it is another one."""
    return [
        Day(day, capitalised(date_words(day, year=day.year != this_year)), list(group))
        for day, group in groupby(sessions, key=lambda session: session.day)
    ]


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _describe(session: Session, book: ClosureBook, help_phone: str) -> None:
    place = session.service_at_location
    service, location = place.service, place.location
    session.place, session.service, session.location = place, service, location
    start, end = timezone.localtime(session.start), timezone.localtime(session.end)
    session.day = start.date()
    session.hours_text = slot_words(start, end)
    session.level_text = str(LEVEL.label_of(session.level)) if session.level else ""
    session.price_text = session.price or ", ".join(labels_of(service, "fee"))
    session.is_full = is_full(session)
    session.note = _note(session, book)
    session.is_off = session.cancelled or _is_shut(session, book)
    session.places_text = "" if session.is_off else places_text(session)
    number = own_number(service, place)
    session.call_number = number or help_phone
    session.call_label = _("Appeler pour s’inscrire") if number else _("Aide")
    session.has_own_number = bool(number)
    session.booking_url = service.mobilisation_url or location.booking_url


def is_full(session: Session) -> bool:
    """No place left in this session, or a service that says it is full on that day."""
    if session.places_left is not None:
        return session.places_left == 0
    service = session.service
    if service.accepts_new != AcceptsNew.FULL:
        return False
    return service.full_until is None or service.full_until >= session.day


def places_text(session: Session) -> str:
    """« Complet », « Il reste 3 places », « 10 places en tout », or nothing when nobody said."""
    if session.is_full:
        return _("Complet")
    if session.places_left:
        left = {"n": session.places_left}
        return ngettext("Il reste %(n)s place", "Il reste %(n)s places", left["n"]) % left
    if session.capacity:
        total = {"n": session.capacity}
        return ngettext("%(n)s place en tout", "%(n)s places en tout", total["n"]) % total
    return ""


def _is_shut(session: Session, book: ClosureBook) -> bool:
    place = session.place
    periods = book.periods(place.location_id, place.pk)
    return any(first <= session.day <= last for first, last in periods)


def _note(session: Session, book: ClosureBook) -> str:
    """Why not to come, or why to ask first."""
    if session.cancelled:
        return _("Annulé")
    if _is_shut(session, book):
        return _("Annulé : le lieu est fermé ce jour-là")
    if is_public_holiday(session.day):
        return _("Jour férié : appelez avant")
    return ""
