"""What the map shows: one feature per place with its services, and a sketch without script."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services import sketch
from services.models import Service, ServiceAtLocation
from services.results import MAX_ON_MAP


def on_map(ids: list[int]) -> list[Service]:
    """The services of these ids with their places, in the same order, numbered from 1."""
    places = ServiceAtLocation.objects.at_published_locations().with_location()
    rows = {
        row.pk: row
        for row in Service.objects.filter(pk__in=ids[:MAX_ON_MAP])
        .select_related("actor")
        .prefetch_related(Prefetch("places", queryset=places, to_attr="shown_places"))
    }
    ordered = []
    for number, pk in enumerate(ids[:MAX_ON_MAP], 1):
        if pk in rows:
            rows[pk].number = number
            ordered.append(rows[pk])
    return ordered


def pins(services: Iterable[Service]):
    """(service, location) pairs that have a certain point."""
    return [
        (service, place.location)
        for service in services
        for place in service.shown_places
        if place.location.has_pin
    ]


def draw(services: Iterable[Service]) -> sketch.Sketch | None:
    return sketch.draw(
        sketch.Spot(
            service.number, service.pillar, float(location.latitude), float(location.longitude)
        )
        for service, location in pins(services)
    )


def draw_results(services: Iterable[Service]) -> sketch.Sketch:
    """The plan of these results; the town alone when none has a known place there."""
    return draw(services) or sketch.draw_town()


def draw_location(location) -> sketch.Sketch | None:
    """The sketch of one place alone."""
    if not location.has_pin:
        return None
    return sketch.draw([sketch.Spot(1, "", float(location.latitude), float(location.longitude))])


def outside_text(services: Iterable[Service]) -> str:
    """One line for what the map cannot show: outside Miramas, or without a known address."""
    far = lost = 0
    for service in services:
        known = [place.location for place in service.shown_places if place.location.has_pin]
        if not known:
            lost += 1
        elif not any(location.is_in_town for location in known):
            far += 1
    parts = []
    if far:
        parts.append(
            ngettext(
                "%(n)s aide se trouve hors de Miramas.",
                "%(n)s aides se trouvent hors de Miramas.",
                far,
            )
            % {"n": far}
        )
    if lost:
        parts.append(
            ngettext(
                "%(n)s aide n’a pas d’adresse connue : appelez.",
                "%(n)s aides n’ont pas d’adresse connue : appelez.",
                lost,
            )
            % {"n": lost}
        )
    return " ".join(parts)


def feature_collection(services: list[Service], *, total: int, boxed: bool) -> dict:
    """GeoJSON: one feature per place, each with the services found there, in list order."""
    features: dict[int, dict] = {}
    for service, location in pins(services):
        feature = features.setdefault(location.pk, _feature(location))
        feature["properties"]["services"].append(
            {
                "number": service.number,
                "title": service.title,
                "actor": service.actor.short_name,
                "pillar": service.pillar,
                "url": service.get_absolute_url(),
            }
        )
    collection = {"type": "FeatureCollection", "features": list(features.values())}
    if total > MAX_ON_MAP and not boxed:
        collection["truncated"] = True
        collection["note"] = _("Rapprochez-vous pour voir toutes les aides.")
    return collection


def _feature(location) -> dict:
    return {
        "type": "Feature",
        "id": str(location.uid),
        "geometry": {
            "type": "Point",
            "coordinates": [float(location.longitude), float(location.latitude)],
        },
        "properties": {
            "name": location.name,
            "address": location.full_address,
            "url": location.get_absolute_url(),
            "services": [],
        },
    }
