"""The rows of the desk: what tells three similar services apart, at a glance."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from actors import geo, opening_hours
from actors.opening_hours.words import sentence_case
from actors.text import web_address
from services import cards, hours
from services.choices import Appointment
from services.hours import ClosureBook
from services.models import Service


@dataclass(frozen=True)
class Contact:
    """A way to reach a structure that the public page may not show."""

    label: str
    text: str
    url: str


def describe(services: list[Service], *, at: datetime, book: ClosureBook) -> list[Service]:
    """Give each card `where`, `next_slot`, `asked`, `for_whom`: short texts, "" when unknown."""
    quarters = geo.quarter_labels()
    for service in services:
        service.where = _where(service, quarters)
        service.next_slot = _next_slot(service, at, book)
        service.asked = _asked(service)
        service.for_whom = ", ".join(
            text for name in ("level", "audience") for text in cards.labels_of(service, name)
        )
        service.speaks = ", ".join(cards.labels_of(service, "language"))
    return services


def _where(service: Service, quarters: dict[str, str]) -> str:
    if service.place is None:
        return _("Lieu à demander")
    location = service.place.location
    quarter = quarters.get(location.quarter, "")
    address = location.address if location.is_address_certain else ""
    town = "" if location.is_in_town else location.city
    return ", ".join(str(part) for part in (address, quarter, town) if part) or _("À demander")


def _next_slot(service: Service, at: datetime, book: ClosureBook) -> str:
    """« Aujourd’hui jusqu’à 12 h », « Mardi 24 novembre, 9 h à 12 h »: announced or verified."""
    place = service.place
    if place is None:
        return ""
    applied = hours.of_place(place, timezone.localdate(at))
    closures = book.periods(place.location_id, place.pk)
    found = opening_hours.next_openings(applied.text, at, 1, closures=closures)
    return sentence_case(opening_hours.opening_line(*found[0], at)) if found else ""


def _asked(service: Service) -> str:
    """Price and appointment, as stated."""
    texts = cards.labels_of(service, "fee")
    if service.price_note:
        texts.append(service.price_note)
    if service.appointment:
        texts.append(str(Appointment(service.appointment).label))
    return sentence_case(", ".join(texts))


def contacts_of(service: Service) -> list[Contact]:
    """E-mails and pages, each once; read by signed-in advisors."""
    location = service.place.location if service.place else None
    emails = [service.email, location.email if location else "", service.actor.email]
    pages = [service.mobilisation_url, service.website, service.actor.website]
    found = [Contact(_("E-mail"), each, f"mailto:{each}") for each in emails if each]
    found += [Contact(_("Site"), each, each) for each in pages if web_address(each)]
    return list(dict.fromkeys(found))
