"""Open Referral UK (HSDS-UK 3.0): services and places as it words them.

Records in, plain dictionaries out; what is unknown is absent, never guessed. `closed` holds the
keys of what is shut today: locations as ("location", pk), places as ("place", pk).
"""

from collections.abc import Collection

from django.utils.encoding import iri_to_uri

from actors.choices import ACTOR_KIND, EQUIPMENT
from actors.vocabularies import Vocabulary
from services import choices
from services.standards import open_referral_shapes as shapes
from services.standards.open_referral_hours import schedules
from services.standards.open_referral_terms import attributes, identifier

_ACCESSIBLE = ("ascenseur", "toilettes", "boucle-auditive")
# Départements around Miramas by the start of the postcode; another one is told by its number.
_DEPARTMENTS = {
    **{"04": "Alpes-de-Haute-Provence", "13": "Bouches-du-Rhône", "30": "Gard"},
    **{"34": "Hérault", "83": "Var", "84": "Vaucluse"},
}


def render_service(service, site: str, closed: Collection = ()) -> dict:
    """One service whole: its actor, places, hours, costs, languages, contacts and terms."""
    uid, codes = str(service.uid), _codes(service)
    return shapes.SERVICE.of(
        **_of_service(service, site, closed, codes),
        schedules=_own_schedules(service),
        service_areas=_areas(service),
        service_at_locations=[_place_of_service(place) for place in service.shown_places],
        languages=[_language(uid, code) for code in codes.get("language", ())],
        organization=_organization(service.actor, site, whole=True),
        cost_options=[_cost(service, code) for code in codes.get("fee", ())],
        contacts=_contacts(service),
        attributes=attributes(service, codes),
    )


def render_service_in_list(service, site: str, closed: Collection = ()) -> dict:
    return shapes.SERVICE_IN_LIST.of(
        **_of_service(service, site, closed, _codes(service)),
        organization=_organization(service.actor, site, whole=False),
    )


def render_place(place, service, site: str, closed: Collection = ()) -> dict:
    """One service at one place, with the hours of each."""
    return shapes.PLACE.of(
        **_of_place(place, service),
        location=_location(place.location),
        schedules=_schedules_of_place(place, service),
        service=render_service_in_list(service, site, closed),
    )


def render_place_in_list(place, service, site: str, closed: Collection = ()) -> dict:
    return shapes.PLACE_IN_LIST.of(
        **_of_place(place, service),
        location=shapes.LOCATION_IN_LIST.of(**_of_location(place.location)),
        service=render_service_in_list(service, site, closed),
    )


def status(service, closed: Collection) -> str:
    """Never stored: shut for a while when every place where it is held is shut today."""
    places = service.shown_places
    shut = [
        ("location", place.location_id) in closed or ("place", place.pk) in closed
        for place in places
    ]
    return "temporarily closed" if places and all(shut) else "active"


def _codes(service) -> dict[str, list[str]]:
    """Vocabulary → codes, in the order of the vocabulary."""
    found: dict[str, list[str]] = {}
    for term in service.terms.all():
        found.setdefault(term.vocabulary, []).append(term.code)
    return {
        vocabulary.name: sorted(found[vocabulary.name], key=vocabulary.order_of)
        for vocabulary in choices.SERVICE_TERMS
        if vocabulary.name in found
    }


def _of_service(service, site: str, closed: Collection, codes: dict) -> dict:
    return {
        "id": str(service.uid),
        "organization_id": str(service.actor.uid),
        "name": service.title,
        "description": service.description or service.summary,
        "url": f"{site}{service.get_absolute_url()}",
        "email": _email(service.email),
        "status": status(service, closed),
        "fees": ". ".join(filter(None, (*_labels(choices.FEE, codes), service.price_note))),
        "eligibility_description": service.audience_note or service.conditions,
        "minimum_age": service.age_min,
        "maximum_age": service.age_max,
        "assured_date": service.verified_on and service.verified_on.isoformat(),
        "alert": _alert(service),
    }


def _labels(vocabulary: Vocabulary, codes: dict) -> list[str]:
    return [str(vocabulary.label_of(code)) for code in codes.get(vocabulary.name, ())]


def _alert(service) -> str:
    """What a person must know before coming."""
    warnings = ["Probable, à confirmer."] if service.inferred else []
    if service.accepts_new == choices.AcceptsNew.FULL:
        until = f" jusqu’au {service.full_until.isoformat()}" if service.full_until else ""
        warnings.append(f"Complet{until}.")
    if service.accepts_new == choices.AcceptsNew.WAITING_LIST:
        warnings.append("Liste d’attente.")
    return " ".join(warnings)


def _organization(actor, site: str, *, whole: bool) -> dict:
    values = {
        "id": str(actor.uid),
        "name": actor.name,
        # Required there; without a text of its own, what kind of body it is.
        "description": actor.description or str(ACTOR_KIND.label_of(actor.kind)),
        "email": _email(actor.email),
        "website": iri_to_uri(actor.website),
        "uri": f"{site}{actor.get_absolute_url()}",
    }
    if not whole:
        return shapes.ORGANIZATION_IN_LIST.of(**values)
    numbers = {"SIRET": actor.siret, "RNA": actor.rna}
    identifiers = [
        shapes.IDENTIFIER.of(
            id=identifier(f"{actor.uid}:{kind}"), identifier_type=kind, identifier=number
        )
        for kind, number in numbers.items()
        if number
    ]
    return shapes.ORGANIZATION.of(**values, organization_identifiers=identifiers)


def _email(address: str) -> str:
    return address if address.isascii() else ""


def _of_place(place, service) -> dict:
    return {
        "id": str(place.uid),
        "service_id": str(service.uid),
        "location_id": str(place.location.uid),
        "description": place.note,
    }


def _place_of_service(place) -> dict:
    return shapes.PLACE_OF_SERVICE.of(
        id=str(place.uid),
        location_id=str(place.location.uid),
        description=place.note,
        location=_location(place.location),
    )


def _schedules_of_place(place, service) -> list[dict]:
    ids = {"service_id": str(service.uid), "service_at_location_id": str(place.uid)}
    return schedules(place.opening_hours, place.hours_verified_on, place.uid, **ids)


def _own_schedules(service) -> list[dict]:
    """The hours of the service itself; those of a building stay with the building."""
    rows = (_schedules_of_place(place, service) for place in service.shown_places)
    return [schedule for found in rows for schedule in found]


def _of_location(location) -> dict:
    return {
        "id": str(location.uid),
        "location_type": "physical",
        "name": location.name,
        "description": location.description or location.summary,
        "latitude": float(location.latitude) if location.has_pin else None,
        "longitude": float(location.longitude) if location.has_pin else None,
    }


def _location(location) -> dict:
    uid = str(location.uid)
    hours = schedules(location.opening_hours, location.hours_verified_on, uid, location_id=uid)
    return shapes.LOCATION.of(
        **_of_location(location),
        addresses=_addresses(location, uid),
        accessibility=_accessibility(location, uid),
        schedules=hours,
    )


def _addresses(location, uid: str) -> list[dict]:
    """One, when every part that the standard asks for is known and certain."""
    parts = (location.address, location.city, location.postcode)
    if not all(parts) or not location.is_address_certain:
        return []
    number = location.postcode[:2]
    address = shapes.ADDRESS.of(
        id=identifier(f"{uid}:address"),
        location_id=uid,
        attention=location.address_extra,
        address_1=location.address,
        city=location.city,
        state_province=_DEPARTMENTS.get(number, f"Département {number}"),
        postal_code=location.postcode,
        country="FR",
        address_type="physical",
    )
    return [address]


def _accessibility(location, uid: str) -> list[dict]:
    found = {term.code for term in location.terms.all() if term.vocabulary == EQUIPMENT.name}
    details = [str(EQUIPMENT.label_of(code)) for code in _ACCESSIBLE if code in found]
    wheelchair = location.get_wheelchair_display() if location.wheelchair else ""
    if not (details or wheelchair or location.accessibility_url):
        return []
    row = shapes.ACCESSIBILITY.of(
        id=identifier(f"{uid}:accessibility"),
        location_id=uid,
        description=str(wheelchair),
        details=", ".join(details),
        url=iri_to_uri(location.accessibility_url),
    )
    return [row]


def _areas(service) -> list[dict]:
    uid = str(service.uid)
    return [
        shapes.AREA.of(id=identifier(f"{uid}:area:{code}"), service_id=uid, name=code)
        for code in service.eligibility_zone
    ]


def _language(uid: str, code: str) -> dict:
    return shapes.LANGUAGE.of(
        id=identifier(f"{uid}:language:{code}"),
        service_id=uid,
        name=str(choices.LANGUAGE.label_of(code)),
        # "lsf" is our own code: a sign language has no two-letter one.
        code=code if len(code) == 2 else "",
    )


def _cost(service, code: str) -> dict:
    uid = str(service.uid)
    return shapes.COST.of(
        id=identifier(f"{uid}:cost:{code}"),
        service_id=uid,
        option=str(choices.FEE.label_of(code)),
        amount=0 if code == "gratuit" else None,
        amount_description="" if code == "gratuit" else service.price_note,
    )


def _contacts(service) -> list[dict]:
    """An organisation's phone, never a person's name."""
    number = service.phone or service.actor.phone
    if not number:
        return []
    uid = str(service.uid)
    contact = identifier(f"{uid}:contact")
    phone = shapes.PHONE.of(id=identifier(f"{uid}:phone"), contact_id=contact, number=number)
    return [shapes.CONTACT.of(id=contact, service_id=uid, name=service.actor.name, phones=[phone])]
