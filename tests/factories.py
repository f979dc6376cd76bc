"""Makers of records for the tests: every field has a default, each call may say otherwise."""

from itertools import count

from actors.models import Actor, Location, State, Term
from services.models import Need, Service, ServiceAtLocation

_numbers = count(1)

# A point in the middle of Miramas.
LATITUDE, LONGITUDE = "43.582222", "5.001944"
WEEKDAYS = "Mo-Fr 09:00-12:00"


def make_actor(**fields) -> Actor:
    number = next(_numbers)
    fields.setdefault("name", f"Organisme {number}")
    fields.setdefault("short_name", fields["name"])
    fields.setdefault("kind", "association")
    fields.setdefault("state", State.PUBLISHED)
    return Actor.objects.create(**fields)


def make_location(**fields) -> Location:
    number = next(_numbers)
    fields.setdefault("actor", None)
    fields["actor"] = fields["actor"] or make_actor()
    fields.setdefault("name", f"Lieu {number}")
    fields.setdefault("address", f"{number} rue de la Paix")
    fields.setdefault("postcode", "13140")
    fields.setdefault("city", "Miramas")
    fields.setdefault("city_code", "13063")
    fields.setdefault("latitude", LATITUDE)
    fields.setdefault("longitude", LONGITUDE)
    fields.setdefault("state", State.PUBLISHED)
    return Location.objects.create(**fields)


def make_service(*, at=None, terms: dict | None = None, needs=(), **fields) -> Service:
    """A service; `at` a Location where it is held, `terms` codes by vocabulary, `needs` codes."""
    number = next(_numbers)
    if not fields.get("actor"):
        fields["actor"] = at.actor if at else make_actor()
    fields.setdefault("title", f"Aide numéro {number}")
    fields.setdefault("pillar", "necessite")
    fields.setdefault("state", State.PUBLISHED)
    service = Service.objects.create(**fields)
    if at:
        make_place(service=service, location=at)
    for vocabulary, codes in (terms or {}).items():
        service.terms.add(*Term.objects.filter(vocabulary=vocabulary, code__in=codes))
    if needs:
        service.needs.add(*Need.objects.filter(code__in=needs))
    return service


def make_place(**fields) -> ServiceAtLocation:
    fields.setdefault("service", None)
    fields["service"] = fields["service"] or make_service()
    fields.setdefault("location", None)
    fields["location"] = fields["location"] or make_location()
    return ServiceAtLocation.objects.create(**fields)


def words(response) -> str:
    """The page as text, with ordinary spaces: what a test may look for."""
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")
