"""The guide as rows of each standard: published, stated, dated, streamed in the order of ids."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from actors.identifiers import OWN_SOURCE
from actors.models import Actor, Location, Term
from actors.models.location import TWO_ADDRESSES
from services.models import ServiceAtLocation
from services.standards import lieux
from services.standards.records import Record

# Rows read at a time: what bounds the memory.
BATCH = 1000
_OLDEST = date(2000, 1, 1)  # data.inclusion takes no date before this century
_ACTOR_FIELDS = (
    *("uid", "name", "kind", "description", "phone", "email", "website", "siret", "rna"),
    *("verified_on", "source_date", "slug", "imported__extra"),
)
_LOCATION_FIELDS = (
    *("pk", "actor_id", "uid", "external_id", "name", "summary", "description", "address"),
    *("address_extra", "postcode", "city", "city_code", "latitude", "longitude", "phone"),
    *("email", "website", "opening_hours", "booking_url", "accessibility_url", "siret", "rna"),
    *("verified_on", "source_date", "doubts", "imported__extra"),
)


@dataclass(frozen=True)
class LeftOut:
    """A published record that an export does not carry, and why, in French."""

    kind: str
    uid: UUID
    name: str
    reason: str


def lieux_rows(
    locations=None, *, left_out: list[LeftOut] | None = None, batch: int = BATCH
) -> Iterator[dict]:
    """One row a published place where something stated is offered; `left_out` gets the others."""
    terms = term_table()
    locations = Location.objects.published() if locations is None else locations
    for page in pages(locations, (*_LOCATION_FIELDS, *_of_actor()), batch):
        yield from _lieux_page(page, terms, [] if left_out is None else left_out)


def pages(queryset, fields: Iterable[str], size: int) -> Iterator[list[dict]]:
    """The rows in the order of uids, page after page: no cursor stays open, no memory grows."""
    rows = queryset.order_by("uid").values(*fields)
    page = list(rows[:size])
    while page:
        yield page
        page = list(rows.filter(uid__gt=page[-1]["uid"])[:size]) if len(page) == size else []


def term_table() -> dict[int, tuple[str, str]]:
    return {
        pk: (name, code) for pk, name, code in Term.objects.values_list("pk", "vocabulary", "code")
    }


def _of_actor() -> list[str]:
    return [f"actor__{name}" for name in _ACTOR_FIELDS]


def _lieux_page(page: list[dict], terms: dict, left_out: list[LeftOut]) -> Iterator[dict]:
    pks = [row["pk"] for row in page]
    held = ServiceAtLocation.objects.published().filter(
        location_id__in=pks, service__inferred=False
    )
    offered = grouped(held.values_list("location_id", "service__terms").distinct(), terms)
    days = {row["location_id"]: row for row in _days_by_location(held)}
    own = grouped(_links(Location, "location_id", pks), terms)
    actors = grouped(_links(Actor, "actor_id", {row["actor_id"] for row in page}), terms)
    for row in page:
        actor_values = {name: row[f"actor__{name}"] for name in _ACTOR_FIELDS}
        day = newest(row, days.get(row["pk"], {}), actor_values)
        services = offered.get(row["pk"], {}) if row["pk"] in days else None
        if reason := _why_no_lieu(row, services, day):
            left_out.append(LeftOut("location", row["uid"], row["name"], reason))
            continue
        actor_values["terms"] = actors.get(row["actor_id"], {})
        actor = Record("actor", row["actor__uid"], OWN_SOURCE, "", actor_values)
        location = location_record(row, str(row["uid"]), day, own.get(row["pk"], {}))
        service = Record("service", row["uid"], OWN_SOURCE, "", {"terms": services})
        yield lieux.render(lieux.Bundle(actor, location, [service]))


def _days_by_location(held):
    return (
        held.order_by()
        .values("location_id")
        .annotate(verified_on=Max("service__verified_on"), source_date=Max("service__source_date"))
    )


def _why_no_lieu(row: dict, services: dict | None, day: date | None) -> str:
    if TWO_ADDRESSES in row["doubts"]:
        return _("Deux adresses sont possibles.")
    if not (row["address"] and row["postcode"] and row["city"]):
        return _("L’adresse n’est pas complète.")
    if services is None:
        return _("Aucun service n’y est annoncé par une source.")
    if not services.get("theme"):
        return _("Aucun de ses services n’a de thème national.")
    if lieux.NO_PUBLIC in services.get("access", ()):
        return _("Ce lieu n’accueille pas de public.")
    return why_no_date(day)


def why_no_date(day: date | None) -> str:
    if day is None:
        return _("Ni vérifié, ni daté par sa source.")
    return _("Sa date est d’avant l’an 2000.") if day < _OLDEST else ""


def location_record(row: dict, external_id: str, day: date | None, terms: dict) -> Record:
    values = dict(row)
    for axis in ("latitude", "longitude"):
        values[axis] = None if row[axis] is None else float(row[axis])
    values["source_date"] = day.isoformat() if day else None
    values["terms"] = terms
    return Record(
        "location", row["uid"], OWN_SOURCE, external_id, values, row["imported__extra"] or {}
    )


def newest(*rows: dict) -> date | None:
    """The day a person last confirmed any of them, else the newest of their sources."""
    for name in ("verified_on", "source_date"):
        days = [row[name] for row in rows if row.get(name)]
        if days:
            return max(days)
    return None


def grouped(pairs, terms: dict) -> dict[int, dict[str, set[str]]]:
    """Owner → vocabulary → codes, from (owner, term) pairs."""
    found: dict[int, dict[str, set[str]]] = defaultdict(dict)
    for owner, term in pairs:
        if term is not None:
            vocabulary, code = terms[term]
            found[owner].setdefault(vocabulary, set()).add(code)
    return found


def _links(model, owner: str, pks):
    through = model.terms.through
    return through.objects.filter(**{f"{owner}__in": list(pks)}).values_list(owner, "term_id")
