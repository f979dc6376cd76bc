"""data.inclusion v1: structures and services, as their producers exchange them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actors.identifiers import OWN_SOURCE
from actors.text import fold
from services.standards.inclusion_rows import SERVICE_COLUMNS, STRUCTURE_COLUMNS, Reader
from services.standards.inclusion_terms import kind_of, read_kind, read_terms, write_terms
from services.standards.need_guess import needs_of
from services.standards.pillars import GUESSED, guess_pillar
from services.standards.records import Record, Row, make_record
from services.standards.tables import NETWORK_TO_KIND
from services.standards.texts import kind_of_name, short_name, summary_of

_OWN_PREFIX = f"{OWN_SOURCE}--"
# In the id of an address that a service has and its structure has not.
FURTHER = "#lieu-"
MIN_TEXT, MAX_TEXT = 5, 10_000
_KEPT = (
    *("reseaux_porteurs", "lien_source", "horaires_accueil"),
    *("volume_horaire_hebdomadaire", "nombre_semaines"),
)
# Field of a location → column of its address.
_PLACE_FIELDS = {
    "address": "adresse",
    "address_extra": "complement_adresse",
    "postcode": "code_postal",
    "city": "commune",
    "city_code": "code_insee",
}


@dataclass
class Bundle:
    """What one written object is made of: a structure, or a service where it is held."""

    actor: Record
    service: Record | None = None
    location: Record | None = None
    place: Record | None = None
    # Held at several places: each but the first is written under the place's own id.
    is_further: bool = False


def parse(structures: list[dict], services: list[dict]) -> Iterable[Row]:
    """Rows of both files: structures, then services, each with its further place if any."""
    addresses = {}
    for number, data in enumerate(structures, start=1):
        row = _row(_("structure %(n)s"), number, data)
        yield _parse_structure(row, Reader(row, data, STRUCTURE_COLUMNS), addresses)
    for number, data in enumerate(services, start=1):
        row = _row(_("service %(n)s"), number, data)
        yield _parse_service(row, Reader(row, data, SERVICE_COLUMNS), addresses)


def _row(words: str, number: int, data: dict) -> Row:
    key = data.get("id")
    where = words % {"n": number}
    return Row(where=f"{where} ({key})" if key else where, key=str(key or ""), raw=data)


def local_id(source: str, external_id: str) -> str:
    """Our own uid when the id is one of ours, else the id as it is."""
    return external_id.removeprefix(_OWN_PREFIX) if source == OWN_SOURCE else external_id


def _parse_structure(row: Row, read: Reader, addresses: dict) -> Row:
    if not read.require("source", "id", "nom", "date_maj"):
        return row
    source, id, name, day = read.text("source"), read.text("id"), read.text("nom"), read.day()
    networks = read.data.get("reseaux_porteurs", [])
    kinds = [NETWORK_TO_KIND[network] for network in networks if network in NETWORK_TO_KIND]
    actor = make_record(
        "actor",
        source,
        local_id(source, id),
        {
            "name": name,
            "short_name": short_name(name),
            "kind": kinds[0] if kinds else kind_of_name(name),
            "description": read.text("description"),
            "phone": read.phone(),
            "email": read.text("courriel"),
            "website": read.text("site_web"),
            "siret": read.text("siret"),
            "source_date": day,
        },
        extra=read.kept("reseaux_porteurs", "lien_source"),
        where=row.where,
    )
    row.records.append(actor)
    values = _location_values(read)
    values["opening_hours"] = read.text("horaires_accueil")
    values["accessibility_url"] = read.text("accessibilite_lieu")
    if any(values.values()):
        location = _location(source, f"{actor.external_id}#lieu", name, actor, values, day, row)
        row.records.append(location)
        addresses[source, id] = (_address_key(values), str(location.uid))
    return row


def _location(source, external_id, name, actor: Record, values, day, row: Row) -> Record:
    values = {"actor": str(actor.uid), "name": name, "source_date": day, **values}
    return make_record("location", source, external_id, values, where=row.where)


def _location_values(read: Reader) -> dict:
    texts = {field: read.text(column) for field, column in _PLACE_FIELDS.items()}
    return texts | read.position()


def _address_key(values: dict) -> tuple:
    texts = tuple(fold(values[field]) for field in _PLACE_FIELDS)
    return *texts, values["latitude"], values["longitude"]


def _parse_service(row: Row, read: Reader, addresses: dict) -> Row:
    required = ("source", "structure_id", "id", "nom", "description", "date_maj")
    if not read.require(*required):
        return row
    source, id, day = read.text("source"), read.text("id"), read.day()
    actor = make_record("actor", source, local_id(source, read.text("structure_id")), {})
    extra = read.kept("lien_source", "volume_horaire_hebdomadaire", "nombre_semaines")
    if read.text("contact_nom_prenom"):
        row.set_aside("contact_nom_prenom", "", _("Le nom d’une personne n’est jamais gardé."))
    service = make_record(
        "service",
        source,
        local_id(source, id),
        {"actor": str(actor.uid), **_service_values(read), "source_date": day},
        extra=extra,
        where=row.where,
    )
    row.records.append(service)
    values = _location_values(read)
    hours = read.text("horaires_accueil")
    if not any(values.values()):
        # Hours without a place have no field: kept as they came.
        extra |= read.kept("horaires_accueil")
        return row
    own_address, location_uid = addresses.get((source, read.text("structure_id")), (None, ""))
    if _address_key(values) != own_address:
        further = _further_location(row, actor, values, day)
        location_uid = str(further.uid)
        row.records.insert(0, further)
    place = {"service": str(service.uid), "location": location_uid, "opening_hours": hours}
    place["source_date"] = day
    row.records.append(
        make_record("place", source, f"{service.external_id}#permanence", place, where=row.where)
    )
    return row


def _further_location(row: Row, actor: Record, values: dict, day: str | None) -> Record:
    """A place that is not the structure's own; its id is made of its address."""
    digest = hashlib.sha256(repr(_address_key(values)).encode()).hexdigest()[:10]
    name = values["address"] or values["city"] or _("Autre lieu")
    external_id = f"{actor.external_id}{FURTHER}{digest}"
    location = _location(actor.source, external_id, name[:150], actor, values, day, row)
    location.is_shared = True
    return location


def _service_values(read: Reader) -> dict:
    terms, kind = read_terms(read), read_kind(read)
    title, description = read.text("nom"), read.text("description")
    return {
        "title": title,
        "pillar": guess_pillar(terms["theme"], kind),
        "doubts": [GUESSED],
        "kind": kind,
        "summary": summary_of(description),
        "description": description,
        "conditions": read.text("conditions_acces"),
        "price_note": read.text("frais_precisions"),
        "audience_note": read.text("publics_precisions"),
        "eligibility_zone": read.data.get("zone_eligibilite", []),
        "mobilisation_url": read.text("lien_mobilisation"),
        "mobilisation_note": read.text("mobilisation_precisions"),
        "phone": read.phone(),
        "email": read.text("courriel"),
        "terms": terms,
        "needs": needs_of(title, description, terms["theme"], kind),
    }


def written_id(record: Record) -> str:
    if record.source == OWN_SOURCE:
        return _OWN_PREFIX + record.external_id
    return record.external_id


def render_structure(bundle: Bundle) -> dict:
    """The structure, in the order of the standard's columns; what is not known is left out."""
    actor, location, values = bundle.actor, bundle.location, bundle.actor.values
    text = values.get("description", "")
    data = {
        "source": actor.source,
        "id": written_id(actor),
        "nom": values["name"],
        "date_maj": values["source_date"],
        "siret": values.get("siret"),
        "description": text if MIN_TEXT <= len(text) <= MAX_TEXT else "",
        "telephone": values.get("phone"),
        "courriel": values.get("email"),
        "site_web": values.get("website"),
        **_address(location),
        **_extra(actor),
    }
    if location:
        data["horaires_accueil"] = location.values.get("opening_hours")
        data["accessibilite_lieu"] = location.values.get("accessibility_url")
    return _in_order(data, STRUCTURE_COLUMNS)


def render_service(bundle: Bundle) -> dict:
    """The service at one place, or without a place."""
    service, values = bundle.service, bundle.service.values
    data = {
        "source": service.source,
        "structure_id": written_id(bundle.actor),
        "id": written_id(bundle.place if bundle.is_further else service),
        "nom": values["title"],
        "description": values.get("description") or values.get("summary") or values["title"],
        "date_maj": values["source_date"],
        "type": kind_of(values),
        "frais_precisions": values.get("price_note"),
        "publics_precisions": values.get("audience_note"),
        "conditions_acces": values.get("conditions"),
        "zone_eligibilite": values.get("eligibility_zone"),
        "lien_mobilisation": values.get("mobilisation_url"),
        "mobilisation_precisions": values.get("mobilisation_note"),
        "telephone": values.get("phone"),
        "courriel": values.get("email"),
        **write_terms(values.get("terms", {})),
        **_address(bundle.location),
        **_extra(service),
    }
    if bundle.place:
        data["horaires_accueil"] = bundle.place.values.get("opening_hours")
    return _in_order(data, SERVICE_COLUMNS)


def _extra(record: Record) -> dict:
    """What the source said and the guide has no field for; never a person's name."""
    return {name: value for name, value in record.extra.items() if name in _KEPT}


def _address(location: Record | None) -> dict:
    if location is None:
        return {}
    values = location.values
    texts = {column: values.get(field) for field, column in _PLACE_FIELDS.items()}
    return texts | {axis: values.get(axis) for axis in ("latitude", "longitude")}


def _in_order(data: dict, columns: Iterable[str]) -> dict:
    return {name: data[name] for name in columns if data.get(name) not in (None, "", [])}
