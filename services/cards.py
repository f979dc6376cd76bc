"""What a card says about a service: state, place, phone, badges, each only from its field."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from actors import geo, phones
from actors.opening_hours.words import day_words, hour_words
from actors.vocabularies import vocabulary
from services.choices import AcceptsNew, Appointment
from services.filters import Start
from services.hours import ClosureBook, status_of_place, unknown_status
from services.models import Service, ServiceAtLocation
from services.templatetags.guide import plain_date

ENGLISH_CARE, OTHER_LANGUAGES_CARE = "langues-etrangeres-anglais", "langues-etrangeres-autres"
_OPEN_ORDER = {"verified_open": 0, "announced": 1}


@dataclass(frozen=True)
class Setting:
    """What cards depend on beside the services: the instant, the start, the help line, the list."""

    at: datetime
    help_phone: str
    start: Start | None = None
    kept: frozenset[int] = frozenset()
    # When people ask what is open, a service held in two places shows the one that is.
    open_first: bool = False
    # Service id → the start of its next session.
    next_sessions: Mapping[int, datetime] = field(default_factory=dict)


def prepare(
    services: Iterable[Service],
    setting: Setting,
    *,
    first_number: int = 1,
    book: ClosureBook | None = None,
):
    """Give each service (from `with_card()`) what its card shows. Returns them as a list."""
    cards = list(services)
    if book is None:
        book = book_of(cards, setting.at)
    titles = Counter(card.title for card in cards)
    for number, card in enumerate(cards, first_number):
        card.number = number
        card.needs_actor_in_link = titles[card.title] > 1
        _describe(card, setting, book)
    return cards


def book_of(cards: Iterable[Service], at: datetime) -> ClosureBook:
    """Closures to come at the places of these services, in one query."""
    locations = (place.location_id for card in cards for place in card.shown_places)
    return ClosureBook.for_locations(locations, timezone.localdate(at))


def _describe(card: Service, setting: Setting, book: ClosureBook) -> None:
    states = [(place, status_of_place(place, setting.at, book)) for place in card.shown_places]
    if setting.open_first:
        states.sort(key=lambda pair: _OPEN_ORDER.get(pair[1].tier, len(_OPEN_ORDER)))
    by_place = dict(states)
    card.place, card.distance = _nearest(list(by_place), setting.start)
    card.status = by_place[card.place] if card.place else unknown_status(setting.at)
    number = own_number(card, card.place)
    card.call_number = number or setting.help_phone
    card.call_label = _("Appeler") if number else _("Aide")
    card.badges = badges(card, timezone.localdate(setting.at))
    card.reasons = getattr(card, "reasons", [])
    card.marks = getattr(card, "marks", ())
    card.welcome = getattr(card, "welcome", "")
    starts = setting.next_sessions.get(card.pk)
    card.next_session = _session_words(starts, setting.at) if starts else ""
    card.kept = card.pk in setting.kept


def _session_words(start: datetime, at: datetime) -> str:
    """« aujourd’hui à 14 h », « mardi 1er décembre à 9 h 30 »."""
    start = timezone.localtime(start)
    day = day_words(start.date(), timezone.localdate(at))
    return _("%(day)s à %(hour)s") % {"day": day, "hour": hour_words(start)}


def own_number(service: Service, place: ServiceAtLocation | None) -> str:
    """The service's phone, else that of the place where it is held, else its actor's."""
    return service.phone or (place.location.phone if place else "") or service.actor.phone


def _nearest(places, start: Start | None) -> tuple[ServiceAtLocation | None, float | None]:
    if not places:
        return None, None
    if start is None:
        return places[0], None
    measured = [(distance_to(place.location, start), place) for place in places]
    metres, place = min(measured, key=lambda pair: math.inf if pair[0] is None else pair[0])
    return place, metres


def distance_to(location, start: Start) -> float | None:
    """Metres as the crow flies, or None when the place is not surely there."""
    if not location.has_pin:
        return None
    return geo.distance_m(
        start.latitude, start.longitude, float(location.latitude), float(location.longitude)
    )


def codes_of(service: Service, name: str) -> list[str]:
    """Codes of one vocabulary among the service's prefetched terms, in the vocabulary's order."""
    known = vars(service).get("codes_by_vocabulary")
    if known is None:
        known = service.codes_by_vocabulary = {}
        for term in service.terms.all():
            known.setdefault(term.vocabulary, []).append(term.code)
    return sorted(known.get(name, ()), key=vocabulary(name).order_of)


def labels_of(service: Service, name: str) -> list[str]:
    return [str(vocabulary(name).label_of(code)) for code in codes_of(service, name)]


def badges(service: Service, today) -> list[str]:
    """Short stated facts. Absent is not no: a field that is empty says nothing."""
    found = labels_of(service, "fee")
    if service.appointment:
        found.append(str(Appointment(service.appointment).label).capitalize())
    found += [
        _("Parle %(language)s") % {"language": label}
        for label in labels_of(service, "language")
        if label != "français"
    ]
    if service.accepts_new in (AcceptsNew.FULL, AcceptsNew.WAITING_LIST):
        found += [text for text in [places_words(service, today)] if text]
    return found


def places_words(service: Service, today: date) -> str:
    """« Complet jusqu’au 12 janvier 2027 », « Liste d’attente »; "" unsaid, or once it is over."""
    if not service.accepts_new or (service.full_until and service.full_until < today):
        return ""
    if service.full_until:
        return _("Complet jusqu’au %(date)s") % {"date": plain_date(service.full_until)}
    return str(AcceptsNew(service.accepts_new).label).capitalize()


def welcome(service: Service, language: str) -> str:
    """What is stated of this language, or of others, for who does not ask in French."""
    if not language:
        return ""
    if language in codes_of(service, "language"):
        label = vocabulary("language").label_of(language)
        return _("On y parle votre langue : %(language)s") % {"language": label}
    cares = codes_of(service, "special_care")
    if language == "en" and ENGLISH_CARE in cares:
        return str(vocabulary("special_care").label_of(ENGLISH_CARE))
    if OTHER_LANGUAGES_CARE in cares:
        return str(vocabulary("special_care").label_of(OTHER_LANGUAGES_CARE))
    return ""


def display_phone(number: str) -> str:
    """The number as people read it, or an empty string."""
    return phones.display(number) if number else ""
