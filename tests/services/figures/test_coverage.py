"""Coverage: half-days from hours, services counted once, holes said once and at their widest."""

from datetime import date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.figures import coverage, coverage_data, coverage_words
from services.figures.coverage import AFTERNOON, ALL_WEEK, MORNING, Hole, Offer, half_day

PARIS = ZoneInfo("Europe/Paris")
WEEKS = (date(2026, 11, 23),)
PILLARS, QUARTERS, AUDIENCES = (
    ("necessite", "loisir"),
    ("centre", "la-rousse"),
    ("jeunes", "femmes"),
)
SATURDAY = half_day(5, MORNING) | half_day(5, AFTERNOON)


def week(text: str) -> int:
    return coverage_data.half_days(text, WEEKS)


def mornings(*days: int) -> int:
    return sum(half_day(day, MORNING) for day in days)


def test_hours_become_half_days():
    assert week("Mo 09:00-12:00") == half_day(0, MORNING)
    assert week("Tu,Th 14:00-17:00") == half_day(1, AFTERNOON) | half_day(3, AFTERNOON)
    assert week("Sa 09:00-17:00") == SATURDAY
    assert week("Mo-Su 00:00-24:00") == ALL_WEEK


def test_half_an_hour_on_the_other_side_of_noon_is_no_half_day():
    assert week("Mo 09:00-13:00") == half_day(0, MORNING)
    assert week("Tu 12:00-18:00") == half_day(1, AFTERNOON)
    assert week("Tu 11:30-18:00") == half_day(1, MORNING) | half_day(1, AFTERNOON)


def test_an_evening_past_midnight_does_not_fill_the_next_morning_alone():
    assert week("Fr 20:00-24:00") == half_day(4, AFTERNOON)
    assert week("Fr 20:00-25:30") == half_day(4, AFTERNOON) | half_day(5, MORNING)


def test_what_is_only_by_appointment_or_unknown_is_no_half_day():
    assert week('Mo 09:00-12:00 "sur rendez-vous"') == 0
    assert week("") == week("n’importe quoi") == 0


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 24), date(2026, 11, 23)),
        # All Saints' holidays, then 11 November.
        (date(2026, 10, 20), date(2026, 11, 2)),
        (date(2026, 7, 14), date(2026, 9, 7)),
    ],
)
def test_weeks_with_a_holiday_are_not_ordinary(today, first):
    weeks = coverage_data.ordinary_weeks(today)
    assert len(weeks) == coverage_data.WEEKS
    assert weeks[0] == first
    assert all(monday.weekday() == 0 for monday in weeks)
    assert date(2026, 11, 9) not in weeks


def test_one_week_in_two_counts():
    weeks = coverage_data.ordinary_weeks(date(2026, 11, 24))
    assert coverage_data.half_days("week 1-53/2 Mo 09:00-12:00", weeks) == half_day(0, MORNING)


OFFERS = st.lists(
    st.builds(
        Offer,
        service=st.integers(1, 4),
        pillar=st.just("necessite"),
        quarter=st.sampled_from(QUARTERS),
        audiences=st.just(frozenset()),
        verified=st.integers(0, ALL_WEEK),
        announced=st.integers(0, ALL_WEEK),
    ),
    max_size=8,
).map(
    # A service has one pillar and its audiences, wherever it is held.
    lambda offers: [
        Offer(
            one.service,
            PILLARS[one.service % 2],
            one.quarter,
            frozenset(AUDIENCES[: one.service % 3]),
            one.verified,
            one.announced,
        )
        for one in offers
    ]
)


def covered(offers) -> coverage.Coverage:
    return coverage.cover(offers, pillars=PILLARS, quarters=QUARTERS, audiences=AUDIENCES)


def counted(offers, pillar, quarter, audience, half, *, sure) -> int:
    """The same count, one service and one half-day at a time."""
    fitting = [
        one
        for one in offers
        if pillar in ("", one.pillar)
        and quarter in ("", one.quarter)
        and (not audience or not one.audiences or audience in one.audiences)
    ]
    confirmed = {one.service for one in fitting if one.verified >> half & 1}
    told = {one.service for one in fitting if one.announced >> half & 1}
    return len(confirmed) if sure else len(told - confirmed)


EVERYWHERE = list(product(("", *PILLARS), ("", *QUARTERS), ("", *AUDIENCES)))


@settings(max_examples=40)
@given(OFFERS)
def test_each_service_counts_once_where_it_receives(offers):
    found = covered(offers)
    for where in EVERYWHERE:
        for half, cell in enumerate(found.cells(*where)):
            assert cell.verified == counted(offers, *where, half, sure=True)
            assert cell.announced == counted(offers, *where, half, sure=False)


@settings(max_examples=40)
@given(OFFERS, st.booleans())
def test_every_empty_half_day_is_said_and_nothing_else(offers, verified_only):
    found = covered(offers)
    said = coverage.holes(found, verified_only=verified_only)
    for where in EVERYWHERE:
        told = 0
        for hole in said:
            if _covers(hole, where):
                told |= hole.half_days
        empty = ALL_WEEK & ~found.covered(where, verified_only=verified_only)
        assert told == empty


def _covers(hole: Hole, where) -> bool:
    pillar, quarter, audience = where
    return (
        hole.pillar in ("", pillar)
        and (not hole.quarters or quarter in hole.quarters)
        and (not hole.audiences or audience in hole.audiences)
    )


def test_a_hole_of_the_town_is_not_said_again_of_each_quarter():
    monday = Offer(1, "necessite", "centre", frozenset(), half_day(0, MORNING), 0)
    said = coverage.holes(covered([monday]))
    assert said[0] == Hole("", (), (), ALL_WEEK & ~half_day(0, MORNING))
    assert said[1] == Hole("", ("la-rousse",), (), half_day(0, MORNING))
    assert said[2] == Hole("loisir", (), (), half_day(0, MORNING))
    assert len(said) == 3


def test_a_chosen_audience_is_told_its_own_holes_first_of_the_town():
    everybody = Offer(1, "necessite", "centre", frozenset({"femmes"}), SATURDAY, 0)
    said = coverage.holes(covered([everybody]), audience="jeunes")
    assert said[0] == Hole("", (), ("jeunes",), ALL_WEEK)


@pytest.mark.parametrize(
    ("hole", "text"),
    [
        (
            Hole("", ("la-carraire",), ("seniors",), SATURDAY),
            "Rien le samedi pour les seniors à La Carraire.",
        ),
        (Hole("", (), (), half_day(6, MORNING)), "Rien le dimanche matin dans toute la ville."),
        (
            Hole("necessite", ("centre", "la-rousse"), (), ALL_WEEK),
            "Rien pour « Faire mes démarches » dans les quartiers Centre et La Rousse.",
        ),
        (
            Hole("", ("centre",), (), mornings(0, 1, 2, 4)),
            "Rien du lundi au mercredi matin et le vendredi matin dans le quartier Centre.",
        ),
        (
            Hole("", ("centre",), ("seniors", "jeunes", "femmes", "actifs", "familles"), SATURDAY),
            "Rien le samedi pour les seniors, les jeunes, les femmes et 2 autres publics "
            "dans le quartier Centre.",
        ),
    ],
)
def test_a_hole_is_a_sentence(hole, text):
    assert coverage_words.sentence(hole) == text


def test_days_past_midnight_end_where_the_week_ends():
    start = datetime.combine(date(2026, 11, 29), time(20), tzinfo=PARIS)
    assert coverage.half_days_of([(start, start + timedelta(hours=3))]) == half_day(6, AFTERNOON)
