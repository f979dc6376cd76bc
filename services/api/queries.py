"""What each route reads: published records only, in a constant number of queries."""

from collections.abc import Set
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Avg, Prefetch, Q
from django.utils import timezone

from actors.models import Location
from services import matching, openings
from services.models import Closure, Service, ServiceAtLocation
from services.standards import open_referral_terms as terms
from services.standards.open_referral_hours import is_in_week
from services.web import revision

HOURS = ("day", "start_time", "end_time")


def services(values: dict, revision_number: int):
    """The services that a query asks for."""
    found = _with_terms(Service.objects.published(), values)
    if "minimum_age" in values:
        found = found.filter(age_min__gte=values["minimum_age"])
    if "maximum_age" in values:
        found = found.filter(age_max__lte=values["maximum_age"])
    if "search" in values:
        found = found.filter(pk__in=matching.matching(values["search"], revision_number))
    return found


def services_open(values: dict, revision_number: int):
    """The same, held somewhere at the hours asked for."""
    found = services(values, revision_number)
    if not any(name in values for name in HOURS):
        return found
    held = ServiceAtLocation.objects.published().filter(_at_hours(values, revision_number))
    return found.filter(pk__in=held.values("service_id"))


def places(values: dict, revision_number: int):
    """The places that a query asks for, each with its service."""
    found = ServiceAtLocation.objects.published().filter(
        service__in=services(values, revision_number)
    )
    if any(name in values for name in HOURS):
        found = found.filter(_at_hours(values, revision_number))
    if "proximity" in values:
        return found.filter(location__in=_around(values["postcode"], values["proximity"]))
    if "postcode" in values:
        return found.filter(location__postcode=values["postcode"])
    return found


def _with_terms(found, values: dict):
    if "taxonomy_term_id" in values:
        vocabulary, code = terms.term_keys().get(values["taxonomy_term_id"], ("", ""))
        if not vocabulary:
            return found.none()
        found = _of_vocabulary(found, vocabulary, [code])
    if "taxonomy_id" in values:
        vocabulary = terms.taxonomy_keys().get(values["taxonomy_id"])
        if not vocabulary:
            return found.none()
        found = _of_vocabulary(found, vocabulary, terms.TAXONOMIES[vocabulary].codes())
    return found


def _of_vocabulary(found, vocabulary: str, codes: list[str]):
    if vocabulary == "pillar":
        return found.of_pillar(codes)
    return found.with_term(vocabulary, codes)


def _at_hours(values: dict, revision_number: int) -> Q:
    """The hours of the service at its place, else those of the building: as both are shown."""
    texts = revision.remember("distinct hours", revision_number, openings.distinct_hours)
    asked = partial(
        is_in_week,
        day=values.get("day"),
        start=values.get("start_time"),
        end=values.get("end_time"),
    )
    kept = [text for text in texts if text and asked(text)]
    of_building = Q(opening_hours="", location__opening_hours__in=kept)
    return Q(opening_hours__in=kept) | of_building


def _around(postcode: str, metres: int):
    placed = Location.objects.published().with_coordinates()
    centre = (
        placed.filter(postcode=postcode)
        .order_by()
        .aggregate(latitude=Avg("latitude"), longitude=Avg("longitude"))
    )
    if centre["latitude"] is None:
        return placed.none()
    near = placed.near(float(centre["latitude"]), float(centre["longitude"]), metres)
    return near.order_by().values("pk")


def closed_today() -> Set[tuple[str, int]]:
    """Keys of the locations, and of the services at one, that are shut today."""
    rows = Closure.objects.covering(timezone.localdate())
    pairs = rows.order_by().values_list("location_id", "service_at_location_id")
    return {("place", place) if place else ("location", location) for location, place in pairs}


def whole(found):
    """Services with all that either form of them shows."""
    return found.with_card().prefetch_related("shown_places__location__terms")


def with_service(found):
    """Places with their location, and their service with all its places (for its status)."""
    return (
        found.select_related("location")
        .defer("imported", "sources", "location__imported", "location__sources")
        .prefetch_related(
            Prefetch("service", queryset=Service.objects.with_card()), "location__terms"
        )
    )


def one(found, uid: str):
    """The record of this uid, or None."""
    try:
        return found.filter(uid=UUID(uid)).first()
    except ValueError:
        return None


def in_order(found, key: str, values: dict, revision_number: int) -> tuple[int, Any]:
    """How many, and their primary keys: best match first with words, else in the order of uids."""
    if "search" not in values:
        return found.count(), found.order_by("uid").values_list("pk", flat=True)
    best = matching.matching(values["search"], revision_number)
    ranks = {pk: rank for rank, pk in enumerate(best)}
    rows = sorted(found.order_by("uid").values_list("pk", key), key=lambda row: ranks[row[1]])
    return len(rows), [pk for pk, _key in rows]
