"""The objects of Open Referral UK (HSDS-UK 3.0): ordered fields, said once.

`Shape.of` writes an object with them and `Shape.schema` describes it, so that what the API
publishes about itself is what it sends. What is empty is absent.
"""

from dataclasses import dataclass

# The namespace of the ids of what has no uid of its own.
SOURCE = "open-referral"

TEXT = {"type": "string"}
UUID = {"type": "string", "format": "uuid"}
URI = {"type": "string", "format": "uri"}
EMAIL = {"type": "string", "format": "email"}
NUMBER = {"type": "number"}
INTEGER = {"type": "integer"}
BOOLEAN = {"type": "boolean"}
DAY = {"type": "string", "format": "date"}
CLOCK = {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}


@dataclass(frozen=True)
class Shape:
    """One kind of object; a field is a JSON schema, a shape, or a list of one shape."""

    name: str
    fields: dict
    required: tuple[str, ...] = ("id",)

    def of(self, **values) -> dict:
        """The object with its fields in order; a KeyError for a field it does not have."""
        if unknown := values.keys() - self.fields.keys():
            raise KeyError(f"{self.name}: {sorted(unknown)}")
        found = {name: values.get(name) for name in self.fields}
        return {
            name: value
            for name, value in found.items()
            if name in self.required or value not in (None, "", [])
        }

    def schema(self) -> dict:
        return {
            "type": "object",
            "properties": {name: schema_of(field) for name, field in self.fields.items()},
            "required": list(self.required),
            "additionalProperties": False,
        }

    def nested(self) -> dict[str, "Shape"]:
        """This shape and all those inside it, by name."""
        found = {self.name: self}
        for field in self.fields.values():
            inner = field[0] if isinstance(field, list) else field
            if isinstance(inner, Shape):
                found |= inner.nested()
        return found


def schema_of(field) -> dict:
    if isinstance(field, list):
        return {"type": "array", "items": schema_of(field[0])}
    if isinstance(field, Shape):
        return {"$ref": f"#/components/schemas/{field.name}"}
    return field


TERM = Shape(
    "taxonomy_term",
    {
        "id": UUID,
        "code": TEXT,
        "name": TEXT,
        "description": TEXT,
        "taxonomy": TEXT,
        "taxonomy_id": UUID,
    },
    ("id", "name", "description"),
)
_TAXONOMY = {"id": UUID, "name": TEXT, "description": TEXT, "version": TEXT}
TAXONOMY_IN_LIST = Shape("taxonomy_in_list", _TAXONOMY, ("id", "name", "description"))
TAXONOMY = Shape("taxonomy", _TAXONOMY | {"taxonomy_terms": [TERM]}, ("id", "name", "description"))
ATTRIBUTE = Shape(
    "attribute",
    {
        "id": UUID,
        "link_id": UUID,
        "taxonomy_term_id": UUID,
        "link_type": TEXT,
        "taxonomy_term": TERM,
    },
)
IDENTIFIER = Shape(
    "organization_identifier",
    {"id": UUID, "identifier_type": TEXT, "identifier": TEXT},
    ("id", "identifier_type", "identifier"),
)
_ORGANIZATION = {
    **{"id": UUID, "name": TEXT, "description": TEXT},
    **{"email": EMAIL, "website": URI, "uri": URI},
}
ORGANIZATION_IN_LIST = Shape("organization_in_list", _ORGANIZATION, ("id", "name", "description"))
ORGANIZATION = Shape(
    "organization",
    _ORGANIZATION | {"organization_identifiers": [IDENTIFIER]},
    ("id", "name", "description"),
)
SCHEDULE = Shape(
    "schedule",
    {
        **{"id": UUID, "service_id": UUID, "location_id": UUID, "service_at_location_id": UUID},
        "freq": {"type": "string", "enum": ["WEEKLY"]},
        **{"byday": TEXT, "description": TEXT, "opens_at": CLOCK, "closes_at": CLOCK},
        "notes": TEXT,
    },
)
ADDRESS = Shape(
    "address",
    {
        **{"id": UUID, "location_id": UUID, "attention": TEXT, "address_1": TEXT},
        **{"city": TEXT, "state_province": TEXT, "postal_code": TEXT, "country": TEXT},
        "address_type": {"type": "string", "enum": ["physical"]},
    },
    ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
)
ACCESSIBILITY = Shape(
    "accessibility",
    {"id": UUID, "location_id": UUID, "description": TEXT, "details": TEXT, "url": URI},
)
_LOCATION = {
    "id": UUID,
    "location_type": {"type": "string", "enum": ["physical"]},
    **{"name": TEXT, "description": TEXT, "latitude": NUMBER, "longitude": NUMBER},
}
LOCATION_IN_LIST = Shape("location_in_list", _LOCATION, ("id", "location_type"))
LOCATION = Shape(
    "location",
    _LOCATION | {"addresses": [ADDRESS], "accessibility": [ACCESSIBILITY], "schedules": [SCHEDULE]},
    ("id", "location_type"),
)
PLACE_OF_SERVICE = Shape(
    "service_at_location_of_service",
    {"id": UUID, "service_id": UUID, "location_id": UUID, "description": TEXT}
    | {"location": LOCATION},
)
PHONE = Shape("phone", {"id": UUID, "contact_id": UUID, "number": TEXT}, ("id", "number"))
CONTACT = Shape("contact", {"id": UUID, "service_id": UUID, "name": TEXT, "phones": [PHONE]})
AREA = Shape("service_area", {"id": UUID, "service_id": UUID, "name": TEXT, "extent": TEXT})
LANGUAGE = Shape("language", {"id": UUID, "service_id": UUID, "name": TEXT, "code": TEXT})
COST = Shape(
    "cost_option",
    {"id": UUID, "service_id": UUID, "option": TEXT, "amount": NUMBER, "amount_description": TEXT},
)
STATUS = {"type": "string", "enum": ["active", "temporarily closed"]}
_SERVICE = {
    **{"id": UUID, "organization_id": UUID, "name": TEXT, "description": TEXT, "url": URI},
    **{"email": EMAIL, "status": STATUS, "fees": TEXT, "eligibility_description": TEXT},
    **{"minimum_age": NUMBER, "maximum_age": NUMBER, "assured_date": DAY, "alert": TEXT},
}
SERVICE_IN_LIST = Shape(
    "service_in_list",
    _SERVICE | {"organization": ORGANIZATION_IN_LIST},
    ("id", "name", "status"),
)
SERVICE = Shape(
    "service",
    _SERVICE
    | {
        **{"schedules": [SCHEDULE], "service_areas": [AREA]},
        **{"service_at_locations": [PLACE_OF_SERVICE], "languages": [LANGUAGE]},
        **{"organization": ORGANIZATION, "cost_options": [COST]},
        **{"contacts": [CONTACT], "attributes": [ATTRIBUTE]},
    },
    ("id", "name", "status"),
)
_PLACE = {"id": UUID, "service_id": UUID, "location_id": UUID, "description": TEXT}
PLACE_IN_LIST = Shape(
    "service_at_location_in_list",
    _PLACE | {"location": LOCATION_IN_LIST, "service": SERVICE_IN_LIST},
)
PLACE = Shape(
    "service_at_location",
    _PLACE | {"location": LOCATION, "schedules": [SCHEDULE], "service": SERVICE_IN_LIST},
)
ABOUT = Shape("api", {"version": TEXT, "profile": URI, "openapi_url": URI}, ("version", "profile"))


def page_of(shape: Shape) -> Shape:
    """One page of a list, with exactly the fields of the profile."""
    fields = {
        **{"total_items": INTEGER, "total_pages": INTEGER, "page_number": INTEGER},
        **{"size": INTEGER, "first_page": BOOLEAN, "last_page": BOOLEAN, "empty": BOOLEAN},
        "contents": [shape],
    }
    return Shape(f"page_of_{shape.name}", fields, tuple(fields))
