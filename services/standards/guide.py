"""The seed: the guide of Miramas as a readable JSON file, nested as a person thinks of it."""

import json
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from actors.choices import TYPOLOGY
from actors.vocabularies import LIEUX
from services.standards.records import Record, Row, make_record

GUIDE_FILE = Path(__file__).resolve().parents[2] / "fixtures" / "guide.json"

_PROVENANCE = ("state", "doubts", "staff_note", "sources", "source_date", "source_year")
_CONTACT = ("phone", "email", "website")
# Keys of the file that bear the names of our fields, by kind.
FIELDS = {
    "actor": (
        *("name", "short_name", "kind", "description", *_CONTACT, "siret", "rna"),
        *("cited_by_town", "network_member_since", *_PROVENANCE),
    ),
    "location": (
        *("name", "summary", "description", "address", "address_extra", "postcode", "city"),
        *("city_code", "latitude", "longitude", "opening_hours", *_CONTACT, "booking_url"),
        *("accessibility_url", "access_note", "wheelchair", "siret", *_PROVENANCE),
    ),
    "service": (
        *("title", "pillar", "kind", "summary", "description", "conditions", "age_min", "age_max"),
        *("audience_note", "price_note", "appointment", "accepts_new", "bring_note"),
        *("mobilisation_url", "mobilisation_note", *_CONTACT, "inferred", "needs", *_PROVENANCE),
    ),
    "place": ("opening_hours", "note"),
}
# Keys that hold terms, and their vocabulary.
TERMS = {
    "actor": {"programmes": "programme"},
    "location": {"programmes": "programme", "equipment": "equipment"},
    "service": {
        "themes": "theme",
        "audiences": "audience",
        "special_care": "special_care",
        "fees": "fee",
        "levels": "level",
        "access": "access",
        "supports": "support",
        "bring": "bring",
        "languages": "language",
    },
    "place": {},
}
_NESTED = {"actor": ("locations", "services"), "service": ("at",), "place": ("location",)}
_KEPT = ("source_date_precision",)


def read(path: Path = GUIDE_FILE) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def parse(guide: dict) -> list[Row]:
    """One row an actor, with its locations, services and places."""
    source = guide["source"]
    return [_parse_actor(source, actor) for actor in guide["actors"]]


def _parse_actor(source: str, actor: dict) -> Row:
    row = Row(where=_("acteur %(id)s") % {"id": actor["id"]}, key=actor["id"], raw=actor)
    record = _record("actor", source, actor["id"], actor, row)
    owner = {"actor": str(record.uid)}
    row.records.append(record)
    for location in actor["locations"]:
        row.records.append(_record("location", source, location["id"], location, row, **owner))
    for service in actor["services"]:
        row.records.append(_record("service", source, service["id"], service, row, **owner))
        for place in service["at"]:
            row.records.append(_place(source, service["id"], place, row))
    row.records.sort(key=lambda one: ("actor", "location", "service", "place").index(one.kind))
    return row


def _place(source: str, service_id: str, place: dict, row: Row) -> Record:
    ends = {
        kind: str(make_record(kind, source, external_id, {}).uid)
        for kind, external_id in (("service", service_id), ("location", place["location"]))
    }
    external_id = f"{service_id}@{place['location']}"
    return _record("place", source, external_id, place, row, **ends)


def _record(kind: str, source: str, external_id: str, data: dict, row: Row, **ends) -> Record:
    values = {name: data[name] for name in FIELDS[kind] if name in data}
    terms = {vocabulary: list(data[key]) for key, vocabulary in TERMS[kind].items() if key in data}
    extra = {name: data[name] for name in _KEPT if name in data}
    extra |= _read_extra(kind, data.get("extra", {}), values, terms)
    known = {"id", "extra", *FIELDS[kind], *TERMS[kind], *_NESTED.get(kind, ()), *_KEPT}
    for name in data.keys() - known:
        row.refuse(name, data[name], _("Cette clé est inconnue du guide."))
    if terms:
        values["terms"] = terms
    return make_record(kind, source, external_id, {**ends, **values}, extra=extra, where=row.where)


def _read_extra(kind: str, extra: dict, values: dict, terms: dict) -> dict:
    """What of `extra` has a field after all, and the rest, to be kept as it is."""
    rest = dict(extra)
    if "typologie" in rest:
        codes = rest.pop("typologie")
        terms["typology"] = [TYPOLOGY.from_standard(LIEUX, code).code for code in codes]
    if kind == "location" and "quarter" in rest and values.get("latitude") is None:
        values["quarter"] = rest.pop("quarter")
    return {"extra": rest} if rest else {}


def render(source: str, records: Iterable[Record]) -> dict:
    """The guide of these records: actors, each with its locations and services."""
    actors, owners, services = [], {}, {}
    names = {str(record.uid): record.external_id for record in records}
    for record in records:
        data = _render(record)
        if record.kind == "actor":
            data |= {"locations": [], "services": []}
            owners[str(record.uid)] = data
            actors.append(data)
        elif record.kind == "location":
            owners[record.values["actor"]]["locations"].append(data)
        elif record.kind == "service":
            data["at"] = []
            services[str(record.uid)] = data
            owners[record.values["actor"]]["services"].append(data)
        else:
            data["location"] = names[record.values["location"]]
            services[record.values["service"]]["at"].append(data)
    return {"source": source, "actors": actors}


def _render(record: Record) -> dict:
    values, terms = record.values, dict(record.values.get("terms", {}))
    data = {} if record.kind == "place" else {"id": record.external_id}
    data |= {name: values[name] for name in FIELDS[record.kind] if name in values}
    for key, vocabulary in TERMS[record.kind].items():
        if vocabulary in terms:
            data[key] = terms[vocabulary]
    extra = dict(record.extra.get("extra", {}))
    if "typology" in terms:
        extra["typologie"] = [TYPOLOGY.get(code).value_in(LIEUX) for code in terms["typology"]]
    if "quarter" in values:
        extra["quarter"] = values["quarter"]
    if extra:
        data["extra"] = extra
    return data | {name: record.extra[name] for name in _KEPT if name in record.extra}
