"""Which services are open at an instant, in SQL: `hours IN (the open ones)` minus closures.

The distinct hours strings of the guide are few (a hundred for thousands of services): each is
evaluated once a minute, and the rest is an indexed comparison on both databases.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from actors import opening_hours
from actors.freshness import LONGEST_PERIOD, months_before
from actors.models import Location, State
from services.models import Closure, ServiceAtLocation
from services.web import revision

NOW = "maintenant"
TODAY = "aujourdhui"


@dataclass(frozen=True)
class OpenPlaces:
    """Two lots of service ids, as subqueries: verified ones, and those merely announced."""

    verified: Q
    announced: Q
    either: Q


def distinct_hours() -> tuple[str, ...]:
    """Every hours text of the guide, once."""
    own, of_buildings = _texts(ServiceAtLocation), _texts(Location)
    return tuple(sorted(own.union(of_buildings)))


def _texts(model):
    return (
        model.objects.exclude(opening_hours="").order_by().values_list("opening_hours", flat=True)
    )


def open_texts(at: datetime, revision_number: int, when: str) -> frozenset[str]:
    """The hours strings that are open at this minute, or at some time of this day from now."""
    texts = revision.remember("distinct hours", revision_number, distinct_hours)
    evaluate = opening_hours.open_today_texts if when == TODAY else opening_hours.open_texts
    return frozenset(evaluate(texts, at))


def open_at(at: datetime, revision_number: int, when: str = NOW) -> OpenPlaces:
    """Conditions on Service for what is open at `at` (`when`: now, or today)."""
    texts = open_texts(at, revision_number, when)
    today = timezone.localdate(at)
    held = _held_while_open(texts, today)
    return OpenPlaces(
        verified=Q(Exists(held.filter(_verified(today)))),
        announced=Q(Exists(held)) & ~Q(Exists(held.filter(_verified(today)))),
        either=Q(Exists(held)),
    )


def _held_while_open(texts: frozenset[str], today: date):
    shut = Closure.objects.covering(today)
    return (
        ServiceAtLocation.objects.filter(
            Q(opening_hours__in=texts) | Q(opening_hours="", location__opening_hours__in=texts),
            service_id=OuterRef("pk"),
            location__state=State.PUBLISHED,
        )
        .exclude(Exists(shut.filter(location=OuterRef("location"), service_at_location=None)))
        .exclude(Exists(shut.filter(service_at_location=OuterRef("pk"))))
    )


def _verified(today: date) -> Q:
    """The hours that apply were verified, and not too long ago (see `actors.freshness`)."""
    return Q(~Q(opening_hours=""), _fresh("", today)) | Q(
        Q(opening_hours=""), _fresh("location__", today)
    )


def _fresh(prefix: str, today: date) -> Q:
    condition = Q(pk__in=[])
    # Periods are whole months: one date each, so that SQL only compares.
    for months in range(1, LONGEST_PERIOD + 1):
        since = months_before(today, months)
        condition |= Q(
            **{f"{prefix}review_months": months, f"{prefix}hours_verified_on__gte": since}
        )
    return condition
