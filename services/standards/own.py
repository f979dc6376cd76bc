"""Files that are our own exports: what they repeat is no change, nor a new record.

An export derives: the telephone of a place may be its actor's, one row sums up several services.
So a row about a record of the town is first compared with what we would write today. Equal, it
says nothing; different, only what differs is read.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from actors.identifiers import OWN_SOURCE
from actors.models import Actor, Location
from services.models import Service, ServiceAtLocation
from services.standards import data_inclusion, lieux
from services.standards.exports import lieux_rows
from services.standards.files import Line
from services.standards.inclusion_exports import main_locations, service_rows, structure_rows
from services.standards.inclusion_rows import ADDRESS
from services.standards.records import Record, Row
from services.standards.texts import read_date


def settle_lieux(rows: list[Row]) -> None:
    """For `imports.load`: rows of our own places keep only what differs from today's export."""
    mine = _own_rows(rows, "location", Location.objects.exclude(source=OWN_SOURCE))
    found = lieux_rows(Location.objects.published().filter(uid__in=mine))
    written = {UUID(row["id"]): row for row in found}
    for uid, row in mine.items():
        current = written.get(uid)
        if current is None or _is_same(row.raw, current):
            _keep_nothing(row, "location")
            continue
        if _is_older(row.raw, current):
            _keep_older(row, "location")
            continue
        before = list(lieux.parse([Line(0, current)], OWN_SOURCE))[1]
        for column in lieux.SERVICE_COLUMNS:
            if _text(row.raw.get(column)) != _text(current.get(column)):
                reason = _("Cette colonne réunit les services du lieu : changez leurs fiches.")
                row.set_aside(column, row.raw.get(column, ""), reason)
        _keep_changes(row, before, {"location": uid})
        _keep_ours(row, current)


def _is_older(raw: dict, current: dict) -> bool:
    """What was said before the town last spoke has nothing to teach it."""
    day = read_date(_text(raw.get("date_maj")))
    return day is not None and day.isoformat() < current["date_maj"]


def _keep_older(row: Row, kind: str) -> None:
    reason = _("La fiche de la Ville est plus récente que cette ligne.")
    row.set_aside("date_maj", row.raw.get("date_maj", ""), reason)
    _keep_nothing(row, kind)


def _keep_ours(row: Row, current: dict) -> None:
    for column, vocabulary in lieux.NEVER_TAKEN_BACK.items():
        if _text(row.raw.get(column)) != _text(current.get(column)):
            row.set_aside(column, row.raw.get(column, ""), _("La Ville garde les siens."))
        for record in row.records:
            record.values.get("terms", {}).pop(vocabulary, None)


def settle_inclusion(rows: list[Row]) -> None:
    """The same for structures and services."""
    _settle_structures(rows)
    _settle_services(rows)


def _settle_structures(rows: list[Row]) -> None:
    mine = _own_rows(rows, "actor", Actor.objects.exclude(source=OWN_SOURCE))
    found = structure_rows(Actor.objects.published().filter(uid__in=mine))
    written = {_uid(row["id"]): row for row in found}
    pks = dict(Actor.objects.filter(uid__in=mine).values_list("uid", "pk"))
    main = main_locations(list(pks.values()))
    for uid, row in mine.items():
        location = main.get(pks[uid])
        targets = {"actor": uid} | ({"location": location["uid"]} if location else {})
        _settle(row, written.get(uid), "actor", targets, lambda one: ([one], []))


def _settle_services(rows: list[Row]) -> None:
    here = ServiceAtLocation.objects.exclude(service__source=OWN_SOURCE)
    services = _own_rows(rows, "service", Service.objects.exclude(source=OWN_SOURCE))
    further = _own_rows(rows, "service", here)
    held = here.filter(uid__in=further).values_list("uid", "service__uid", "service_id")
    service_of = {uid: service for uid, service, _pk in held}
    wanted = Service.objects.published().filter(uid__in=[*services, *service_of.values()])
    written = {_uid(row["id"]): row for row in service_rows(wanted)}
    places = here.filter(service__uid__in=services).order_by("-pk")
    first_place = dict(places.values_list("service__uid", "uid"))
    for uid, row in (services | further).items():
        place = uid if uid in service_of else first_place.get(uid)
        targets = {"service": service_of.get(uid, uid)} | ({"place": place} if place else {})
        _settle(row, written.get(uid), "service", targets, lambda one: ([], [one]))


def _own_rows(rows: Iterable[Row], kind: str, known) -> dict[UUID, Row]:
    """Rows about records of the town itself: ours by their source, and already here."""
    found = {}
    for row in rows:
        for record in row.records:
            if record.kind == kind and record.source == OWN_SOURCE and not record.is_shared:
                found[record.uid] = row
    here = set(known.filter(uid__in=found).values_list("uid", flat=True))
    return {uid: row for uid, row in found.items() if uid in here}


def _settle(row: Row, current: dict | None, kind: str, targets: dict, split: Callable) -> None:
    if current is None or _is_same(row.raw, current):
        _keep_nothing(row, kind)
        return
    if _is_older(row.raw, current):
        _keep_older(row, kind)
        return
    before = list(data_inclusion.parse(*split(current)))[0]
    if "location" not in targets:
        for column in ADDRESS:
            if row.raw.get(column) != current.get(column):
                reason = _("L’adresse se change dans la fiche du lieu.")
                row.set_aside(column, row.raw.get(column, ""), reason)
    _keep_changes(row, before, targets)


def _uid(written_id: str) -> UUID:
    return UUID(data_inclusion.local_id(OWN_SOURCE, written_id))


def _is_same(raw: dict, current: dict) -> bool:
    return all(_text(raw.get(name)) == _text(current.get(name)) for name in raw.keys() | current)


def _text(value: object) -> str:
    if isinstance(value, list):
        return "|".join(sorted(map(str, value)))
    return "" if value is None else str(value)


def _keep_nothing(row: Row, kind: str) -> None:
    row.records, row.unchanged = [], kind


def _keep_changes(row: Row, before: Row, targets: dict[str, UUID]) -> None:
    """Keep the fields that differ between both readings, on the records they belong to."""
    old = {record.kind: record.values for record in before.records}
    row.records = [
        Record(record.kind, targets[record.kind], record.source, record.external_id, changed)
        for record in row.records
        if record.kind in targets and (changed := _changed(record, old.get(record.kind, {})))
    ]
    for record in row.records:
        record.is_partial, record.where = True, row.where
    if not row.records:
        row.unchanged = next(iter(targets))


def _changed(record: Record, old: dict) -> dict:
    told = set(record.values) - {"actor", "service", "location", "terms", "pillar", "doubts"}
    changed = {name: record.values[name] for name in told if record.values[name] != old.get(name)}
    terms = {
        name: codes
        for name, codes in record.values.get("terms", {}).items()
        if sorted(codes) != sorted(old.get("terms", {}).get(name, []))
    }
    return changed | ({"terms": terms} if terms else {})
