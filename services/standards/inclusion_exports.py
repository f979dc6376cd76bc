"""The guide as structures and services of data.inclusion, in the order of their ids."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from actors.identifiers import OWN_SOURCE
from actors.models import Actor, Location, State
from actors.models.location import TWO_ADDRESSES
from services.models import Service, ServiceAtLocation
from services.standards.closures import ToldClosures
from services.standards.data_inclusion import (
    FURTHER,
    MAX_TEXT,
    MIN_TEXT,
    Bundle,
    render_service,
    render_structure,
)
from services.standards.exports import (
    BATCH,
    LeftOut,
    TermTable,
    location_record,
    newest,
    pages,
    why_no_date,
    with_doubts,
)
from services.standards.records import Record
from services.standards.tables import KIND_TO_NETWORK

_ACTOR_FIELDS = (
    *("uid", "name", "kind", "description", "phone", "email", "website", "siret"),
    *("verified_on", "source_date", "slug", "imported__extra"),
)
_LOCATION_FIELDS = (
    *("pk", "actor_id", "uid", "name", "address", "address_extra", "postcode", "city"),
    *("city_code", "latitude", "longitude", "opening_hours", "accessibility_url"),
    *("phone", "email", "verified_on", "source_date", "imported__extra"),
)
_SERVICE_FIELDS = (
    *("pk", "uid", "title", "kind", "summary", "description", "conditions", "price_note"),
    *("audience_note", "eligibility_zone", "mobilisation_url", "mobilisation_note", "phone"),
    *("email", "verified_on", "source_date", "slug", "imported__extra", "actor_id"),
)
_OF_ACTOR = ("uid", "phone", "email", "verified_on", "source_date")


@dataclass(frozen=True)
class Unit:
    """One object of `services.json`: a service at one place, or without a place."""

    uid: UUID
    service: int
    place: int | None = None
    is_further: bool = False


def structure_rows(
    actors=None, *, left_out: list[LeftOut] | None = None, batch: int = BATCH
) -> Iterator[dict]:
    """One structure a published actor, at its main address."""
    actors = Actor.objects.published() if actors is None else actors
    for page in pages(actors, _ACTOR_FIELDS, batch):
        main = main_locations([row["pk"] for row in page])
        shut = ToldClosures(location["pk"] for location in main.values())
        for row in page:
            location = main.get(row["pk"])
            day = newest(row) or newest(location or {})
            reason = _why_no_structure(row, day)
            if reason:
                if left_out is not None:
                    left_out.append(LeftOut("actor", row["uid"], row["name"], reason))
                continue
            actor = _record("actor", row, day, f"acteurs/{row['slug']}/")
            if network := KIND_TO_NETWORK.get(row["kind"]):
                actor.extra.setdefault("reseaux_porteurs", [network])
            if location:
                hours = shut.of_location(location["opening_hours"], location["pk"])
                location["opening_hours"] = hours
                location = location_record(location, "", day, {})
            yield render_structure(Bundle(actor, location=location))


def main_locations(actors: list[int]) -> dict[int, dict]:
    """Actor → its first certain address; further places of its services are not its own."""
    rows = with_doubts(Location.objects.filter(actor_id__in=actors)).order_by("-pk")
    return {
        row["actor_id"]: row
        for row in rows.values(*_LOCATION_FIELDS, "doubted", "state", "external_id")
        if row["state"] == State.PUBLISHED
        and TWO_ADDRESSES not in row["doubted"]
        and FURTHER not in row["external_id"]
    }


def _why_no_structure(row: dict, day) -> str:
    if len(row["name"]) < 3:
        return _("Le nom a moins de trois signes.")
    return why_no_date(day)


def service_rows(
    services=None, *, left_out: list[LeftOut] | None = None, batch: int = BATCH
) -> Iterator[dict]:
    """One object a published service and place where it is held."""
    services = Service.objects.published() if services is None else services
    terms, left = TermTable(), [] if left_out is None else left_out
    actors = Actor.objects.published().filter(pk__in=services.values("actor_id"))
    structures = {row["id"].rpartition("--")[2] for row in structure_rows(actors, batch=batch)}
    found = units(services)
    for start in range(0, len(found), batch):
        yield from _service_page(found[start : start + batch], terms, structures, left)
    inferred = services.filter(inferred=True).order_by("uid").values_list("uid", "title")
    reason = _("Déduit, lu dans aucune source locale.")
    left += [LeftOut("service", uid, title, reason) for uid, title in inferred]


def units(services) -> list[Unit]:
    """Every stated service and place to write, in the order of the ids they are written under.

    The first place keeps the id of the service, so that a second one changes no id.
    """
    stated = services.filter(inferred=False)
    services = dict(stated.values_list("pk", "uid"))
    places = ServiceAtLocation.objects.published().filter(service__in=stated)
    held = places.order_by("service_id", "pk").values_list(
        "service_id", "pk", "uid", "location__doubts"
    )
    found, placed = [], set()
    for service, place, uid, doubts in held:
        if TWO_ADDRESSES in doubts:
            continue
        is_further = service in placed
        placed.add(service)
        found.append(Unit(uid if is_further else services[service], service, place, is_further))
    found += [Unit(uid, pk) for pk, uid in services.items() if pk not in placed]
    return sorted(found, key=lambda unit: unit.uid)


def _service_page(page: list[Unit], terms, structures: set[str], left: list) -> Iterator[dict]:
    pks = {unit.service for unit in page}
    fields = (*_SERVICE_FIELDS, *(f"actor__{name}" for name in _OF_ACTOR))
    services = {row["pk"]: row for row in Service.objects.filter(pk__in=pks).values(*fields)}
    service_terms = terms.of(Service, pks)
    places = _places([unit.place for unit in page if unit.place])
    for unit in page:
        row, place = services[unit.service], places.get(unit.place)
        day = newest(row, place or {}) or newest({n: row[f"actor__{n}"] for n in _OF_ACTOR})
        reason = _why_no_service(row, day, structures)
        if reason:
            left.append(LeftOut("service", unit.uid, row["title"], reason))
            continue
        yield render_service(_bundle(unit, row, place, day, service_terms.get(unit.service, {})))


def _places(pks: list[int]) -> dict[int, dict]:
    fields = ("pk", "uid", "opening_hours", "verified_on", "source_date")
    at = (f"location__{name}" for name in _LOCATION_FIELDS)
    rows = list(ServiceAtLocation.objects.filter(pk__in=pks).values(*fields, *at))
    shut = ToldClosures(row["location__pk"] for row in rows)
    for row in rows:
        hours = shut.of_place(row["opening_hours"], row["location__pk"], row["pk"])
        row["opening_hours"] = hours
    return {row["pk"]: row for row in rows}


def _why_no_service(row: dict, day, structures: set[str]) -> str:
    if len(row["title"]) < 3:
        return _("Le titre a moins de trois signes.")
    if not MIN_TEXT <= len(_text(row)) <= MAX_TEXT:
        return _("La présentation n’a pas entre 5 et 10 000 signes.")
    return why_no_date(day) or (
        "" if str(row["actor__uid"]) in structures else _("Son acteur n’est pas dans l’export.")
    )


def _text(row: dict) -> str:
    return row["description"] or row["summary"] or row["title"]


def _bundle(unit: Unit, row: dict, place: dict | None, day, terms: dict) -> Bundle:
    location = None
    if place:
        values = {name: place[f"location__{name}"] for name in _LOCATION_FIELDS}
        location = location_record(values, "", day, {})
        place = Record("place", unit.uid, OWN_SOURCE, str(unit.uid), place)
    # A service whose own contacts are empty answers at its place's, else at its actor's.
    for name in ("phone", "email"):
        at_place = location.values[name] if location else ""
        row = row | {name: row[name] or at_place or row[f"actor__{name}"]}
    service = _record("service", row | {"terms": terms}, day, f"services/{row['slug']}/")
    actor = Record("actor", row["actor__uid"], OWN_SOURCE, str(row["actor__uid"]), {})
    return Bundle(actor, service, location, place, unit.is_further)


def _record(kind: str, row: dict, day, path: str) -> Record:
    extra = {"lien_source": f"{settings.SITE_URL}/{path}"} | (row["imported__extra"] or {})
    values = row | {"source_date": day.isoformat()}
    return Record(kind, row["uid"], OWN_SOURCE, str(row["uid"]), values, extra)
