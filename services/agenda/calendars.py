"""Sessions as iCalendar files, for the calendar of a phone or of a town's page."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from services.cards import display_phone
from services.models import Session

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_file(sessions: Iterable[Session], *, name: str, at: datetime) -> bytes:
    """One VCALENDAR of prepared sessions (`services.agenda.cards.prepared`)."""
    from icalendar import Calendar  # by who takes a calendar: 2 MB that no page needs

    calendar = Calendar()
    calendar.add("prodid", "-//Ville de Miramas//Guide numérique//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # The first is the standard's name of a calendar, the second the one that phones read.
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    # Stamped by the day, so that a calendar that has not changed is the same file.
    stamp = datetime.combine(timezone.localdate(at), time.min, tzinfo=UTC)
    for session in sessions:
        calendar.add_component(_event(session, stamp))
    return calendar.to_ical()


def _event(session: Session, stamp: datetime):
    from icalendar import Event

    event = Event()
    event.add("uid", f"atelier-{session.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", stamp)
    # In universal time, which needs no description of time zones.
    event.add("dtstart", session.start.astimezone(UTC))
    event.add("dtend", session.end.astimezone(UTC))
    event.add("summary", _summary(session))
    event.add("status", "CANCELLED" if session.is_off else "CONFIRMED")
    event.add("location", _where(session))
    if session.location.has_pin:
        event.add("geo", (float(session.location.latitude), float(session.location.longitude)))
    event.add("url", settings.SITE_URL + session.service.get_absolute_url())
    event.add("description", "\n".join(_lines(session)))
    return event


def _summary(session: Session) -> str:
    if session.is_off:
        return _("Annulé : %(title)s") % {"title": session.service.title}
    return session.service.title


def _where(session: Session) -> str:
    location = session.location
    address = location.full_address if location.is_address_certain else ""
    return ", ".join(text for text in (location.name, address) if text)


def _lines(session: Session) -> list[str]:
    labelled = (
        (_("Avec"), session.service.actor.short_name),
        (_("Niveau"), session.level_text),
        (_("Prix"), session.price_text),
        (_("Places"), session.places_text),
        (session.call_label, display_phone(session.call_number)),
    )
    said = [_("%(label)s : %(text)s") % {"label": a, "text": b} for a, b in labelled if b]
    return [text for text in (session.note, *said) if text]
