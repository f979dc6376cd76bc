"""The guide as rows of each standard: published, stated, dated, streamed in the order of ids."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Aggregate, Case, FloatField, Max, Q, TextField, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from actors.identifiers import OWN_SOURCE
from actors.models import Actor, Location, State, Term
from actors.models.location import TWO_ADDRESSES
from services.models import ServiceAtLocation
from services.standards import lieux
from services.standards.closures import ToldClosures
from services.standards.records import Record

# Rows read at a time: what bounds the memory.
BATCH = 1000
_OLDEST = date(2000, 1, 1)  # data.inclusion takes no date before this century
_ACTOR_FIELDS = (
    *("name", "kind", "description", "phone", "email", "website", "siret", "rna"),
    *("verified_on", "source_date"),
)
_ACTOR_NAMES = tuple((name, f"actor__{name}") for name in _ACTOR_FIELDS)
_OF_ACTOR = tuple(of_actor for _name, of_actor in _ACTOR_NAMES)
# Read as numbers: a Decimal of each costs as much as ten other columns.
_POINT = {"latitude": "latitude_number", "longitude": "longitude_number"}
_LOCATION_FIELDS = (
    *("pk", "actor_id", "uid", "external_id", "name", "summary", "description", "address"),
    *("address_extra", "postcode", "city", "city_code", "phone"),
    *("email", "website", "opening_hours", "booking_url", "accessibility_url", "siret", "rna"),
    *("verified_on", "source_date", "doubted", "imported__extra", *_POINT.values()),
)


@dataclass(frozen=True)
class LeftOut:
    """A published record that an export does not carry, and why, in French."""

    kind: str
    uid: UUID
    name: str
    reason: str


class JoinedKeys(Aggregate):
    """Primary keys joined by commas: one row instead of hundreds.

    The same key may come several times: sorting them out costs a database twice what it costs us.
    """

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        template = "STRING_AGG((%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template, **context)


class TermTable:
    """Terms by primary key, read once an export, and the codes of each set of them."""

    # The same sets come back by thousands; a guide where none does must not fill the memory.
    most = 10_000

    def __init__(self):
        rows = Term.objects.values_list("pk", "vocabulary", "code")
        self._terms = {pk: (vocabulary, code) for pk, vocabulary, code in rows}
        self._sets: dict[frozenset[str], dict[str, set[str]]] = {}

    def of(self, model, pks: Iterable[int]) -> dict[int, dict[str, set[str]]]:
        """Record → vocabulary → codes; to be read, not changed."""
        through, owner = model.terms.through, f"{model._meta.model_name}_id"
        links = through.objects.filter(**{f"{owner}__in": list(pks)}).order_by().values(owner)
        pairs = links.annotate(joined=JoinedKeys("term_id")).values_list(owner, "joined")
        return {pk: self.codes(joined) for pk, joined in pairs}

    def codes(self, joined: str | None) -> dict[str, set[str]]:
        """Vocabulary → codes of joined keys; to be read, not changed."""
        keys = frozenset(joined.split(",")) if joined else frozenset()
        codes = self._sets.get(keys)
        if codes is None:
            codes = defaultdict(set)
            for pk in keys:
                vocabulary, code = self._terms[int(pk)]
                codes[vocabulary].add(code)
            if len(self._sets) >= self.most:
                self._sets.clear()
            codes = self._sets[keys] = dict(codes)
        return codes


def lieux_rows(
    locations=None, *, left_out: list[LeftOut] | None = None, batch: int = BATCH
) -> Iterator[dict]:
    """One row a published place where something stated is offered; `left_out` gets the others."""
    terms = TermTable()
    left_out = [] if left_out is None else left_out
    locations = Location.objects.published() if locations is None else locations
    for first, last, pks in spans(locations, batch):
        yield from _lieux_page(first, last, pks, terms, left_out)


def spans(queryset, size: int) -> Iterator[tuple[UUID, UUID, set[int]]]:
    """Pages in the order of uids: first and last uid, and the primary keys between them.

    Rows are then looked up by that span alone, the state being known: a planner without
    statistics could otherwise walk the whole table for every page (measured on SQLite with
    40,000 services: nine seconds a page instead of 0.1).
    """
    pks = list(queryset.order_by("uid").values_list("pk", flat=True))
    for start in range(0, len(pks), size):
        page = pks[start : start + size]
        ends = queryset.model.objects.filter(pk__in=(page[0], page[-1]))
        uids = sorted(ends.values_list("uid", flat=True))
        yield uids[0], uids[-1], set(page)


def pages(queryset, fields: Iterable[str], size: int) -> Iterator[list[dict]]:
    """The rows of a queryset in the order of uids, page after page: no memory grows."""
    for first, last, pks in spans(queryset, size):
        rows = queryset.model.objects.filter(uid__range=(first, last)).order_by("uid")
        yield [row for row in rows.values("pk", *fields) if row["pk"] in pks]


def _lieux_page(
    first: UUID, last: UUID, pks: set[int], terms: TermTable, left_out: list[LeftOut]
) -> Iterator[dict]:
    offers = _offers(pks, terms)
    own = terms.of(Location, pks)
    found = with_doubts(Location.objects.filter(uid__range=(first, last))).order_by("uid")
    found = found.annotate(**{name: Cast(axis, FloatField()) for axis, name in _POINT.items()})
    rows = list(found.values(*_LOCATION_FIELDS, *_OF_ACTOR))
    actors = terms.of(Actor, {row["actor_id"] for row in rows})
    shut = ToldClosures(pks)
    for row in rows:
        if row["pk"] not in pks:
            continue
        row["opening_hours"] = shut.of_location(row["opening_hours"], row["pk"])
        for axis, name in _POINT.items():
            row[axis] = row.pop(name)
        offer = offers.get(row["pk"])
        actor_values = {name: row[of_actor] for name, of_actor in _ACTOR_NAMES}
        day = newest(row, offer or {}) or newest(actor_values)
        if reason := _why_no_lieu(row, offer, day):
            left_out.append(LeftOut("location", row["uid"], row["name"], reason))
            continue
        actor_values["terms"] = actors.get(row["actor_id"], {})
        actor = Record("actor", row["uid"], OWN_SOURCE, "", actor_values)
        location = location_record(row, str(row["uid"]), day, own.get(row["pk"], {}))
        service = Record("service", row["uid"], OWN_SOURCE, "", {"terms": offer["terms"]})
        yield lieux.render(lieux.Bundle(actor, location, [service]))


def _offers(locations: Iterable[int], terms: TermTable) -> dict[int, dict]:
    """Location → newest days and sum of the terms of the public services stated there."""
    held = ServiceAtLocation.objects.filter(location_id__in=list(locations)).order_by()
    # Few, and found once: the row of each actor would be read again for each of its services.
    hidden = Actor.objects.exclude(state=State.PUBLISHED).order_by().values("pk")
    stated = Q(service__state=State.PUBLISHED, service__inferred=False)
    # As an expression: of the state's index a planner would make the way in, see `spans`.
    public = Case(When(stated & ~Q(service__actor_id__in=hidden), then=1), default=0)
    rows = held.annotate(is_public=public).filter(is_public=1).values("location_id")
    rows = rows.values_list(
        "location_id",
        Max("service__verified_on"),
        Max("service__source_date"),
        JoinedKeys("service__terms"),
    )
    return {
        location: {"verified_on": verified, "source_date": dated, "terms": terms.codes(joined)}
        for location, verified, dated, joined in rows
    }


def _why_no_lieu(row: dict, offer: dict | None, day: date | None) -> str:
    if TWO_ADDRESSES in row["doubted"]:
        return _("Deux adresses sont possibles.")
    if not (row["address"] and row["postcode"] and row["city"]):
        return _("L’adresse n’est pas complète.")
    if offer is None:
        return _("Aucun service n’y est annoncé par une source.")
    if not offer["terms"].get("theme"):
        return _("Aucun de ses services n’a de thème national.")
    if lieux.NO_PUBLIC in offer["terms"].get("access", ()):
        return _("Ce lieu n’accueille pas de public.")
    return why_no_date(day)


def why_no_date(day: date | None) -> str:
    if day is None:
        return _("Ni vérifié, ni daté par sa source.")
    return _("Sa date est d’avant l’an 2000.") if day < _OLDEST else ""


def with_doubts(locations):
    """Doubts as text, to look for a code in: ten times cheaper than a list made from JSON."""
    return locations.annotate(doubted=Cast("doubts", TextField()))


def location_record(row: dict, external_id: str, day: date | None, terms: dict) -> Record:
    """The record of a row in hand, which becomes its values."""
    for axis in ("latitude", "longitude"):
        if row[axis] is not None:
            row[axis] = float(row[axis])
    row["source_date"] = day.isoformat() if day else None
    row["terms"] = terms
    return Record(
        "location", row["uid"], OWN_SOURCE, external_id, row, row["imported__extra"] or {}
    )


def newest(*rows: dict) -> date | None:
    """The day a person last confirmed any of them, else the newest of their sources."""
    for name in ("verified_on", "source_date"):
        days = [row[name] for row in rows if row.get(name)]
        if days:
            return max(days)
    return None
