"""The two indexes at the end of the guide: QUI (the organisations) and OÙ (places and plan)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from actors.models import Actor, Location
from actors.text import fold
from services import hours
from services.models import Service
from services.printing import plan
from services.printing.entries import (
    HoursLine,
    Number,
    Setting,
    Stamp,
    address_of,
    hours_of,
    number_line,
    stamp_of,
)


@dataclass(frozen=True)
class Reference:
    """Where to find a service in the guide: its code, and its title to recognise it."""

    code: int
    title: str
    who: str = ""


@dataclass(frozen=True)
class ActorLine:
    name: str
    kind: str
    phone: Number
    stamp: Stamp
    services: tuple[Reference, ...]
    path: str


@dataclass(frozen=True)
class PlaceLine:
    """`mark` is the number of the place's sign on the plan, 0 when it has none."""

    name: str
    address: str
    phone: Number
    hours: HoursLine
    wheelchair: str
    services: tuple[Reference, ...]
    mark: int
    path: str


@dataclass(frozen=True)
class Quarter:
    title: str
    places: tuple[PlaceLine, ...]


def actor_lines(services: Iterable[Service], setting: Setting) -> tuple[ActorLine, ...]:
    """Every published organisation from A to Z, with what it offers."""
    offered: dict[int, list[Reference]] = {}
    for service in services:
        offered.setdefault(service.actor_id, []).append(Reference(service.pk, service.title))
    return tuple(
        ActorLine(
            name=actor.name,
            kind=str(actor.get_kind_display()),
            phone=number_line(actor.phone, setting.help_phone),
            stamp=stamp_of(actor, setting.today),
            services=tuple(offered.get(actor.pk, ())),
            path=actor.get_absolute_url(),
        )
        for actor in Actor.objects.published().in_alphabetical_order()
    )


def place_index(
    services: Iterable[Service], setting: Setting
) -> tuple[tuple[Quarter, ...], plan.Plan | None]:
    """The places by quarter, those of the town first, and the plan that carries their marks."""
    held: dict[int, list[Reference]] = {}
    for service in services:
        for place in service.shown_places:
            reference = Reference(service.pk, service.title, service.actor.short_name)
            held.setdefault(place.location_id, []).append(reference)
    locations = list(Location.objects.published().select_related("actor").in_alphabetical_order())
    drawn, marks = plan.draw(locations)
    groups: dict[str, list[PlaceLine]] = {}
    for location in sorted(locations, key=_rank):
        line = _place_line(location, setting, held.get(location.pk, []), marks)
        groups.setdefault(_group(location), []).append(line)
    return tuple(Quarter(title, tuple(lines)) for title, lines in groups.items()), drawn


def _rank(location: Location) -> tuple[int, str, str, int]:
    """Named quarters from A to Z, then the rest of the town, then elsewhere."""
    tier = 2 if not location.is_in_town else 0 if location.quarter_label else 1
    return tier, fold(_group(location)), location.name_key, location.pk


def _group(location: Location) -> str:
    if not location.is_in_town:
        return _("Hors de Miramas")
    return location.quarter_label or _("Miramas, quartier à préciser")


def _place_line(location, setting, services, marks) -> PlaceLine:
    applied = replace(hours.of_location(location, setting.today), is_building=False)
    return PlaceLine(
        name=location.name,
        address=address_of(location),
        phone=number_line(location.phone or location.actor.phone, setting.help_phone),
        hours=hours_of(applied, location.hours_verified_on),
        wheelchair=str(location.get_wheelchair_display()) if location.wheelchair else "",
        services=tuple(services),
        mark=marks.get(location.pk, 0),
        path=location.get_absolute_url(),
    )
