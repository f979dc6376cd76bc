"""One service as paper tells it: who, where, when, which number, how sure we are."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from actors import opening_hours, phones
from actors.freshness import is_fresh
from actors.models import Location
from services import cards, hours
from services.choices import Appointment
from services.models import Service, ServiceAtLocation
from services.templatetags.guide import plain_date
from services.views.details import audience_text, closure_line

SURE, TO_CHECK = "✔", "◐"
_NUMBER = re.compile(r"\b(\d+(?:[ -]?(?:bis|ter))?) (?=\w)")


@dataclass(frozen=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True)
class HoursLine:
    """Hours for paper, where no minute is « now »: the whole week in words, and its tier.

    `text` is what is said of the hours, `note` how sure it is and what changes it; `scope` is
    « Accueil du lieu » when the hours are those of the building.
    """

    sign: str
    text: str
    note: str
    scope: str = ""


@dataclass(frozen=True)
class Where:
    """A place where the service is held."""

    name: str
    address: str
    note: str
    hours: HoursLine
    closures: tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """A telephone number as people read it; `is_help` when it is the guide's own line."""

    dial: str
    text: str
    note: str
    is_help: bool = False


@dataclass(frozen=True)
class Stamp:
    """What a person confirmed, or that nobody has yet; `is_bare` when no date is known at all."""

    is_verified: bool
    text: str
    is_bare: bool = False


@dataclass(frozen=True)
class Entry:
    """A service, ready to be printed; `code` is the number that the search box understands."""

    code: int
    title: str
    pillar: str
    summary: str
    maybe: str
    who: str
    phone: Number
    email: str
    places: tuple[Where, ...]
    facts: tuple[Fact, ...]
    stamp: Stamp
    path: str

    @property
    def url(self) -> str:
        return settings.SITE_URL + self.path


@dataclass(frozen=True)
class Setting:
    """What every entry depends on beside its service: the instant, closures, the help line."""

    at: datetime
    book: hours.ClosureBook
    help_phone: str

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)


def describe(service: Service, setting: Setting) -> Entry:
    """The entry of a service that has its `actor`, its `shown_places` and its terms at hand."""
    places = service.shown_places
    number = cards.own_number(service, places[0] if places else None)
    return Entry(
        code=service.pk,
        title=service.title,
        pillar=service.pillar,
        summary=service.summary,
        maybe=_("Probable, à confirmer") if service.inferred else "",
        who=service.actor.name,
        phone=number_line(number, setting.help_phone),
        email="" if number else service.email or service.actor.email,
        places=tuple(_where(place, setting) for place in places),
        facts=tuple(Fact(label, text) for label, text in _facts(service, setting.today) if text),
        stamp=stamp_of(service, setting.today),
        path=service.get_absolute_url(),
    )


def number_line(number: str, help_phone: str) -> Number:
    """The number itself, else the guide's own help line: paper has no dead end either."""
    shown = number or help_phone
    text = phones.display(shown).replace(" ", "\u00a0") if shown else ""
    return Number(shown, text, str(phones.note(shown)), is_help=not number)


def stamp_of(record, today: date) -> Stamp:
    """« Vérifié le … par … » while it is fresh, else « À confirmer » and the year of the source."""
    if is_fresh(record.verified_on, record.review_months, today):
        text = _("Vérifié le %(date)s") % {"date": plain_date(record.verified_on)}
        return Stamp(True, f"{text} {record.verified_by}".strip())
    if record.verified_on:
        date_words = plain_date(record.verified_on)
        return Stamp(False, _("À confirmer de nouveau, vérifié le %(date)s") % {"date": date_words})
    if record.announced_year:
        year = record.announced_year
        return Stamp(False, _("À confirmer, annonce de %(year)s") % {"year": year})
    return Stamp(False, _("À confirmer"), is_bare=True)


def address_of(location: Location) -> str:
    """The address, or an honest line where it is not known or not certain."""
    if not location.is_address_certain:
        doubt = _("deux adresses possibles : demandez avant de venir")
        return ", ".join(part for part in (location.city, doubt) if part)
    if not location.address:
        return ", ".join(part for part in (location.city, _("adresse à demander")) if part)
    parts = (location.full_address, location.address_extra)
    # A number stays on the line of its street, a postcode on that of its town.
    return _NUMBER.sub("\\1\u00a0", ", ".join(part for part in parts if part))


def hours_of(applied: hours.AppliedHours, verified_on: date | None) -> HoursLine:
    """The words of these hours; `verified_on` is the day when they were last confirmed."""
    text = opening_hours.sentence(applied.text)
    if not text:
        return HoursLine(TO_CHECK, _("Horaires à demander"), "")
    scope = _("Accueil du lieu") if applied.is_building else ""
    if applied.verified:
        note = _("vérifié le %(date)s") % {"date": plain_date(verified_on)}
        return HoursLine(SURE, text, note, scope)
    if applied.announced_year:
        note = _("annonce de %(year)s, appelez avant")
        return HoursLine(TO_CHECK, text, note % {"year": applied.announced_year}, scope)
    return HoursLine(TO_CHECK, text, _("pas encore vérifié, appelez avant"), scope)


def _where(place: ServiceAtLocation, setting: Setting) -> Where:
    location = place.location
    applied = hours.of_place(place, setting.today)
    verified_on = (location if applied.is_building else place).hours_verified_on
    notes = (place.note, location.access_note)
    return Where(
        name=location.name,
        address=address_of(location),
        note=" ".join(note for note in notes if note),
        hours=hours_of(applied, verified_on),
        closures=tuple(
            dict.fromkeys(closure_line(c) for c in setting.book.of(location.pk, place.pk))
        ),
    )


def _facts(service: Service, today: date):
    """(label, text) of what is stated; what nobody stated gives an empty text, not a « non »."""
    labels = {name: cards.labels_of(service, name) for name in _SHOWN_TERMS}
    who_for = [*labels["audience"], *labels["special_care"], audience_text(service)]
    yield _("Prix"), _joined([*labels["fee"], service.price_note])
    yield _("Rendez-vous"), _appointment(service)
    yield _("Pour qui"), _joined(who_for)
    yield _("À apporter"), _joined([*labels["bring"], service.bring_note])
    yield _("Niveau"), _joined(labels["level"])
    yield _("Langues"), _joined(labels["language"])
    yield _("Demander"), service.mobilisation_note
    yield _("Conditions"), service.conditions
    yield _("Places"), cards.places_words(service, today)


_SHOWN_TERMS = ("fee", "audience", "special_care", "bring", "level", "language")


def _joined(texts: list[str]) -> str:
    text = ", ".join(text for text in texts if text)
    return text[:1].upper() + text[1:]


def _appointment(service: Service) -> str:
    if not service.appointment:
        return ""
    return str(Appointment(service.appointment).label).capitalize()
