"""schema.org as JSON-LD, for search engines: what is stated, hours only when verified.

Values and objects in, plain dictionaries out; absent is absent.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from actors import opening_hours

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TOWN = {"@type": "City", "name": "Miramas"}


def _filled(**values) -> dict:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _typed(kind: str, **values) -> dict:
    return {"@type": kind, **_filled(**values)}


def document(node: dict) -> dict:
    return {"@context": "https://schema.org", **node}


def organisation(actor, site: str) -> dict:
    """The organisation that helps: QUI."""
    return _typed(
        "Organization",
        **{"@id": f"{site}{actor.get_absolute_url()}"},
        name=actor.name,
        url=f"{site}{actor.get_absolute_url()}",
        telephone=actor.phone,
        email=actor.email,
        sameAs=actor.website,
    )


def place(location, site: str, *, hours: list[dict]) -> dict:
    """Where: an address only when it is certain, a point only with it."""
    address = {}
    if location.is_address_certain and location.address:
        address = _typed(
            "PostalAddress",
            streetAddress=location.address,
            postalCode=location.postcode,
            addressLocality=location.city,
            addressCountry="FR",
        )
    point = {}
    if location.has_pin:
        point = _typed(
            "GeoCoordinates",
            latitude=float(location.latitude),
            longitude=float(location.longitude),
        )
    return _typed(
        "Place",
        **{"@id": f"{site}{location.get_absolute_url()}"},
        name=location.name,
        url=f"{site}{location.get_absolute_url()}",
        telephone=location.phone,
        address=address,
        geo=point,
        openingHoursSpecification=hours,
    )


def week_of_hours(text: str, at: datetime, closures: Iterable = (), *, verified: bool) -> list:
    """The openings of the seven days to come, each with its date; none while unverified.

    Dated, because a weekly rule says nothing of public holidays, school holidays and closures.
    """
    if not verified or not text:
        return []
    start = at.replace(hour=0, minute=0, second=0, microsecond=0)
    found = opening_hours.intervals(text, start, start + timedelta(days=7), tuple(closures))
    return [
        _typed(
            "OpeningHoursSpecification",
            dayOfWeek=f"https://schema.org/{_DAYS[first.weekday()]}",
            opens=first.strftime("%H:%M"),
            closes=last.strftime("%H:%M"),
            validFrom=first.date().isoformat(),
            validThrough=first.date().isoformat(),
        )
        for first, last in found
        if last - first <= timedelta(days=1)
    ]


def service(record, site: str, *, places: list[dict], audiences: list[str]) -> dict:
    """One service of the guide; « probable » ones are told as what they are: not stated."""
    url = f"{site}{record.get_absolute_url()}"
    return _typed(
        "GovernmentService",
        **{"@id": url},
        name=record.title,
        url=url,
        description=record.summary,
        provider=organisation(record.actor, site),
        areaServed=_TOWN,
        audience=[_typed("Audience", audienceType=name) for name in audiences],
        availableChannel=[
            _typed(
                "ServiceChannel",
                serviceLocation=where,
                servicePhone=_typed("ContactPoint", telephone=record.phone) if record.phone else {},
            )
            for where in places
        ],
    )


def event(session, site: str) -> dict:
    """One workshop of the agenda, from a prepared session."""
    return _typed(
        "Event",
        name=session.service.title,
        startDate=session.start.isoformat(),
        endDate=session.end.isoformat(),
        eventStatus="https://schema.org/EventCancelled"
        if session.is_off
        else "https://schema.org/EventScheduled",
        eventAttendanceMode="https://schema.org/OfflineEventAttendanceMode",
        location=place(session.location, site, hours=[]),
        organizer=organisation(session.service.actor, site),
        url=f"{site}{session.service.get_absolute_url()}",
    )
