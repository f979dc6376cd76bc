"""What each page says of itself to machines: JSON-LD, and the addresses of its own data."""

from django.conf import settings
from django.utils import timezone

from actors.models import Location
from services import cards, hours
from services.models import Service
from services.standards import schema_org


def of_service(service: Service, at, book: hours.ClosureBook) -> dict | None:
    """Nothing for a service that no source states: a search engine cannot say « probable »."""
    if service.inferred:
        return None
    places = [
        schema_org.place(
            place.location,
            settings.SITE_URL,
            hours=_hours(
                hours.of_place(place, timezone.localdate(at)),
                at,
                book.periods(place.location_id, place.pk),
            ),
        )
        for place in service.shown_places
    ]
    audiences = cards.labels_of(service, "audience")
    node = schema_org.service(service, settings.SITE_URL, places=places, audiences=audiences)
    return schema_org.document(node)


def of_location(location: Location, at, closures=()) -> dict:
    applied = hours.of_location(location, timezone.localdate(at))
    opened = _hours(applied, at, closures)
    return schema_org.document(schema_org.place(location, settings.SITE_URL, hours=opened))


def of_actor(actor) -> dict:
    return schema_org.document(schema_org.organisation(actor, settings.SITE_URL))


def of_sessions(sessions) -> list[dict]:
    return [schema_org.document(schema_org.event(one, settings.SITE_URL)) for one in sessions]


def _hours(applied: hours.AppliedHours, at, closures) -> list[dict]:
    # The hours of a building are not those of a service held there.
    return schema_org.week_of_hours(
        applied.text, timezone.localtime(at), closures, verified=applied.verified
    )
