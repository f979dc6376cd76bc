"""The guide of Miramas completed by invented facts, as if every phone call had been made.

Nothing here is true: hours, prices and notes are made up for the tests, to prove that a full
guide gives a full answer.
"""

from datetime import date
from itertools import cycle

from actors.models import Actor, Location, Term
from services.models import Revision, Service, ServiceAtLocation

VERIFIED_ON = date(2026, 11, 20)
BY = "par téléphone"
WEEK = "Mo-Fr 09:00-12:00,14:00-17:00; PH off"
# Own hours of the services, told apart: every day, three mornings, two afternoons.
HOURS = (
    "Mo-Fr 09:00-12:00,14:00-17:00; PH off",
    "Mo,We,Fr 08:30-12:00; PH off",
    "Tu,Th 13:30-17:30; PH off",
)
PHONE = "+33490500000"
TERMS = {
    "bring": ("piece-identite", "telephone", "courriers"),
    "language": ("fr", "ar", "tr", "fa"),
    "level": ("je-debute",),
    "audience": ("tous-publics",),
    "fee": ("gratuit",),
    "access": ("se-presenter", "telephoner"),
}


def complete() -> None:
    """Verify every record; say hours, prices, appointments, what to bring and languages."""
    said = {"verified_on": VERIFIED_ON, "verified_by": BY, "inferred": False, "doubts": []}
    Actor.objects.filter(phone="").update(phone=PHONE)
    Actor.objects.update(**said)
    Location.objects.update(**said)
    Location.objects.filter(opening_hours="").update(opening_hours=WEEK)
    Location.objects.update(
        hours_verified_on=VERIFIED_ON, access_note="Arrêt de bus devant.", wheelchair="yes"
    )
    Service.objects.update(**said, price_note="", bring_note="")
    Location.objects.filter(address="").update(
        address="1 place Inventée", postcode="13140", city="Miramas"
    )
    _give_places()
    _give_hours()
    _give_conditions()
    _give_terms()
    Revision.raise_by_one()


def _give_places() -> None:
    """Every service is held somewhere: at its actor's, else at the first place of the guide."""
    anywhere = Location.objects.published().order_by("pk").first()
    for service in Service.objects.published().filter(places=None):
        place = service.actor.locations.published().order_by("pk").first() or anywhere
        ServiceAtLocation.objects.create(service=service, location=place)


def _give_hours() -> None:
    for place, hours in zip(ServiceAtLocation.objects.order_by("pk"), cycle(HOURS), strict=False):
        place.opening_hours = hours
        place.hours_verified_on = place.verified_on = VERIFIED_ON
        place.save()


def _give_conditions() -> None:
    conditions = cycle(("none", "required", "possible"))
    for service, appointment in zip(Service.objects.order_by("pk"), conditions, strict=False):
        Service.objects.filter(pk=service.pk).update(appointment=appointment, accepts_new="yes")


def _give_terms() -> None:
    through = Service.terms.through
    for vocabulary, codes in TERMS.items():
        through.objects.filter(term__vocabulary=vocabulary).delete()
        terms = Term.objects.filter(vocabulary=vocabulary, code__in=codes)
        through.objects.bulk_create(
            through(service_id=pk, term_id=term.pk)
            for pk in Service.objects.values_list("pk", flat=True)
            for term in terms
        )
