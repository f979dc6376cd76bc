"""What the nightly inspection looks for in the records themselves, without leaving the machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from actors import geo, geocoding, opening_hours, phones, pins
from actors.models import Actor, Location
from actors.opening_hours.evaluation import APPOINTMENT, OPEN, UNKNOWN, spans
from actors.text import fold
from services.models import Finding, Service, ServiceAtLocation
from services.models.querysets import UNSHOWN
from services.standards.exports import LeftOut, lieux_rows

OPENING_DAYS = 30
# Asked of the geocoder in one night.
MOST_ADDRESSES = 2000
Code = Finding.Code


@dataclass(frozen=True)
class Remark:
    """One thing to look at in one record."""

    kind: str
    uid: UUID
    name: str
    code: str
    message: str = ""


def remark(kind: str, record, code: str, message: str = "") -> Remark:
    return Remark(kind, record.uid, str(record), code, message)


def hours(at: datetime) -> Iterator[Remark]:
    """Places without hours, and hours that open nobody's door for a month."""

    @cache
    def opens(text: str) -> bool:
        return is_ever_open(text, at)

    locations = Location.objects.published().defer(*UNSHOWN)
    for location in locations.iterator():
        if not location.opening_hours:
            yield remark("location", location, Code.NO_HOURS)
        elif not opens(location.opening_hours):
            yield remark("location", location, Code.NO_OPENING, _said(location.opening_hours))
    places = ServiceAtLocation.objects.published().exclude(opening_hours="")
    for place in places.select_related("service", "location").iterator():
        if not opens(place.opening_hours):
            yield remark("place", place, Code.NO_OPENING, _said(place.opening_hours))


def is_ever_open(text: str, at: datetime) -> bool:
    """Whether somebody is received within a month, were it by appointment or on a word."""
    found = spans(text, at, at + timedelta(days=OPENING_DAYS))
    return any(
        span.kind in (OPEN, APPOINTMENT) or (span.kind == UNKNOWN and span.comment)
        for span in found
    )


def _said(text: str) -> str:
    return (opening_hours.sentence(text) or text)[:500]


def wrong_phones() -> Iterator[Remark]:
    for kind, model in (("actor", Actor), ("location", Location), ("service", Service)):
        for record in model.objects.published().exclude(phone="").defer(*UNSHOWN).iterator():
            try:
                phones.validate_phone(record.phone)
            except ValidationError:
                yield remark(kind, record, Code.WRONG_PHONE, record.phone)


def misplaced_pins() -> Iterator[Remark]:
    """Points outside of the commune they name, or far from another point of the same address."""
    neighbours: dict[tuple, Location] = {}
    pinned = Location.objects.published().with_coordinates().defer(*UNSHOWN).order_by("pk")
    for location in pinned.iterator():
        if not location.is_address_certain:
            continue
        if pins.is_doubtful(location):
            centre = geo.town()["centre"]
            metres = _metres(location, centre["latitude"], centre["longitude"])
            message = _("Le point est à %(length)s du centre de Miramas.")
            yield remark(
                "location",
                location,
                Code.PIN_OUTSIDE,
                message % {"length": pins.length_words(metres)},
            )
        first = neighbours.setdefault(_address(location), location)
        metres = _metres(location, first.latitude, first.longitude)
        if location.address and metres > pins.FAR_METRES:
            message = _("« %(other)s » a la même adresse, et son point est à %(length)s.")
            words = {"other": first, "length": pins.length_words(metres)}
            yield remark("location", location, Code.PIN_FAR, message % words)


def far_from_address() -> Iterator[Remark]:
    """Points far from where the national base of addresses puts them; raises GeocoderDown."""
    pinned = Location.objects.published().with_coordinates().defer(*UNSHOWN).order_by("pk")
    for location in pinned.exclude(address="")[:MOST_ADDRESSES]:
        if not location.is_address_certain:
            continue
        found = geocoding.locate(location.address, location.postcode, location.city)
        if found is None:
            continue
        metres = geocoding.metres_from(found, location.latitude, location.longitude)
        if metres > pins.FAR_METRES:
            words = {"length": pins.length_words(metres), "label": found.label}
            message = _("Le point est à %(length)s de « %(label)s ».")
            yield remark("location", location, Code.PIN_FAR, message % words)


def _address(location: Location) -> tuple[str, str]:
    return fold(location.address), location.postcode


def _metres(location: Location, latitude, longitude) -> float:
    return geo.distance_m(
        float(location.latitude), float(location.longitude), float(latitude), float(longitude)
    )


def no_plain_lines() -> Iterator[Remark]:
    for service in Service.objects.published().filter(summary="").defer(*UNSHOWN).iterator():
        yield remark("service", service, Code.NO_PLAIN_LINE)


def refused_places() -> Iterator[Remark]:
    """Published places that the national map would not take, with its reason."""
    left_out: list[LeftOut] = []
    for _row in lieux_rows(left_out=left_out):
        continue
    for left in left_out:
        yield Remark("location", left.uid, left.name, Code.REFUSED, left.reason)
