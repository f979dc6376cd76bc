"""When a record is to be verified again: the same rule in Python and in SQL."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.freshness import due, is_due, months_before
from actors.models import Actor


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 11, 24), 6, date(2026, 5, 24)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 11, 24), 24, date(2024, 11, 24)),
    ],
)
def test_months_before(day, months, earlier):
    assert months_before(day, months) == earlier


@given(day=st.dates(date(2000, 1, 1)), months=st.integers(1, 24))
def test_months_before_is_never_later_and_never_too_early(day, months):
    earlier = months_before(day, months)
    assert months * 28 <= (day - earlier).days <= months * 31 + 3


def test_python_and_sql_agree(make_actor):
    today = date(2026, 11, 24)
    for verified, months in [
        (None, 6),
        (date(2026, 5, 24), 6),
        (date(2026, 5, 23), 6),
        (date(2025, 11, 24), 12),
        (date(2024, 11, 23), 24),
        (today, 1),
    ]:
        make_actor(verified_on=verified, review_months=months)
    late = set(Actor.objects.filter(due(today)))
    assert late == {actor for actor in Actor.objects.all() if is_due(actor, today)}
    assert len(late) == 3
