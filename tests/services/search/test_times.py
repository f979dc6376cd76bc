"""Days and moments read from opening hours."""

import pytest

from services.search.times import open_times


@pytest.mark.parametrize(
    ("hours", "days", "moments"),
    [
        ("Mo-Fr 09:00-12:00; PH off", {0, 1, 2, 3, 4}, {"matin"}),
        ("Sa 14:00-17:00", {5}, {"apres-midi"}),
        ("Tu,Th 18:30-20:00", {1, 3}, {"soir"}),
        ("Mo 08:30-19:00", {0}, {"matin", "apres-midi"}),
        ("Oct-Jun We[3] 14:30-16:30; PH off", {2}, {"apres-midi"}),
        ("24/7", set(range(7)), {"matin", "apres-midi", "soir"}),
        ("", set(), set()),
        ("n’importe quoi", set(), set()),
    ],
)
def test_days_and_moments_of_opening(hours, days, moments):
    assert open_times(hours) == (days, moments)
