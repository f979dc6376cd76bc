"""What the guide knows of who receives where and when, read for the coverage."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Sum
from django.utils import timezone

from actors import geo, opening_hours
from actors.opening_hours.calendars import DAY, in_paris, midnight
from services import hours
from services.choices import AUDIENCE, PILLAR
from services.figures import coverage
from services.figures.coverage import Coverage, Offer
from services.models import SearchCount, Service, ServiceAtLocation, Session
from services.web import revision

# A rhythm of one week in two, or one day a month, shows in four ordinary weeks.
WEEKS = 4
# Summer holidays are the longest time without an ordinary week.
_WEEKS_AHEAD = 20
SESSIONS_DAYS, SEARCHES_DAYS, MOST_SEARCHES = 28, 90, 15
# What says when a place is open and how sure that is.
_HOURS = ("opening_hours", "hours_verified_on", "review_months", "source_date", "source_year")
_EVERYBODY = "tous-publics"


@dataclass(frozen=True)
class LeftOut:
    """Published services that count nowhere, by the first reason."""

    without_place: int
    without_quarter: int
    without_hours: int


@dataclass(frozen=True)
class Known:
    """The coverage, what does not enter it, and the weeks it was read in."""

    coverage: Coverage
    counted: int
    left_out: LeftOut
    weeks: tuple[date, ...]


def audiences() -> list[str]:
    """Those one can be; « tous les habitants » is no audience of its own here."""
    return [code for code in AUDIENCE.codes() if code != _EVERYBODY]


def quarters() -> list[str]:
    return list(geo.quarter_labels())


def of_today(at: datetime, revision_number: int) -> Known:
    """The same, read once a day and a revision: it takes a second at 3,000 services."""
    day = timezone.localdate(at)
    return revision.remember_latest("coverage", day, revision_number, lambda: known(at))


def known(at: datetime) -> Known:
    """A constant number of queries, whatever the guide holds."""
    weeks = ordinary_weeks(timezone.localdate(at))
    places = list(
        ServiceAtLocation.objects.published()
        .select_related("service", "location")
        .only(
            *("service__pillar", "service__inferred", "location__quarter", "verified_on"),
            *_HOURS,
            *(f"location__{name}" for name in _HOURS),
        )
    )
    offers = _offers(places, weeks, at)
    counted = {offer.service for offer in offers}
    placed = {place.service_id for place in places}
    in_town = {place.service_id for place in places if place.location.quarter}
    total = Service.objects.published().count()
    return Known(
        coverage.cover(offers, pillars=PILLAR.codes(), quarters=quarters(), audiences=audiences()),
        len(counted),
        LeftOut(total - len(placed), len(placed - in_town), len(in_town - counted)),
        weeks,
    )


def ordinary_weeks(today: date) -> tuple[date, ...]:
    """The Mondays of the next weeks without public nor school holiday.

    Past the end of the known school calendar, or in a long summer, the nearest weeks stand in.
    """
    monday = today - timedelta(days=today.weekday())
    mondays = [monday + timedelta(weeks=number) for number in range(_WEEKS_AHEAD)]
    ordinary = [one for one in mondays if not any(map(_is_holiday, _week(one)))]
    return tuple((ordinary or mondays)[:WEEKS])


def _week(monday: date) -> list[date]:
    return [monday + timedelta(days=number) for number in range(7)]


def _is_holiday(day: date) -> bool:
    return opening_hours.is_public_holiday(day) or opening_hours.is_school_holiday(day)


def _offers(places, weeks: tuple[date, ...], at: datetime) -> list[Offer]:
    today = timezone.localdate(at)
    of_text: dict[str, int] = {}
    named, dated = _audiences(), _sessions(at)
    found = []
    for place in places:
        if not place.location.quarter:
            continue
        applied = hours.of_place(place, today)
        if applied.text not in of_text:
            of_text[applied.text] = half_days(applied.text, weeks)
        is_sure = applied.verified and not place.service.inferred
        week, workshops = of_text[applied.text], dated.get(place.pk, 0)
        workshops_are_sure = hours.is_fresh(place.verified_on, place.review_months, today)
        verified = (week if is_sure else 0) | (workshops if workshops_are_sure else 0)
        announced = (week | workshops) & ~verified
        if verified or announced:
            found.append(
                Offer(
                    place.service_id,
                    place.service.pillar,
                    place.location.quarter,
                    named.get(place.service_id, frozenset()),
                    verified,
                    announced,
                )
            )
    return found


def half_days(text: str, weeks: tuple[date, ...]) -> int:
    """The half-days of these hours over those weeks; an opening by appointment is none."""
    found = 0
    for monday in weeks if text else ():
        openings = opening_hours.intervals(text, midnight(monday), midnight(monday + 7 * DAY))
        found |= coverage.half_days_of((in_paris(start), in_paris(end)) for start, end in openings)
    return found


def _audiences() -> dict[int, frozenset[str]]:
    """Service → the audiences it names; those for everybody have no entry."""
    rows = Service.terms.through.objects.filter(term__vocabulary="audience")
    named: dict[int, set[str]] = defaultdict(set)
    for pk, code in rows.values_list("service_id", "term__code"):
        named[pk].add(code)
    return {pk: frozenset(codes) for pk, codes in named.items() if _EVERYBODY not in codes}


def _sessions(at: datetime) -> dict[int, int]:
    """Place → the half-days of its workshops of the next four weeks."""
    until = at + timedelta(days=SESSIONS_DAYS)
    coming = Session.objects.published().to_come(at).filter(cancelled=False, start__lt=until)
    found: dict[int, int] = defaultdict(int)
    for pk, start, end in coming.values_list("service_at_location_id", "start", "end"):
        found[pk] |= coverage.half_days_of([(in_paris(start), in_paris(end))])
    return found


def unanswered(today: date) -> list[tuple[str, int]]:
    """What people searched and did not find, the most asked first: (words, times)."""
    since = today - timedelta(days=SEARCHES_DAYS)
    asked = SearchCount.objects.filter(results=0, day__gte=since).order_by()
    counted = asked.values_list("words").annotate(times=Sum("count")).order_by("-times", "words")
    return list(counted[:MOST_SEARCHES])
