"""Folded sheets: each page once, in the order of a booklet."""

from hypothesis import given
from hypothesis import strategies as st

from services.printing.typesetting import booklet_order


def read_when_folded(order: list[int]) -> list[int]:
    """Fold the sheets one in another and turn the pages, as a reader does."""
    sheets = [order[start : start + 4] for start in range(0, len(order), 4)]
    first_half = [page for _last, first, second, _third in sheets for page in (first, second)]
    second_half = [page for last, _f, _s, third in reversed(sheets) for page in (third, last)]
    return first_half + second_half


def test_eight_pages_make_two_sheets():
    assert booklet_order(8) == [8, 1, 2, 7, 6, 3, 4, 5]


@given(st.integers(min_value=1, max_value=400))
def test_a_folded_booklet_reads_from_cover_to_cover(count):
    read = read_when_folded(booklet_order(count))
    assert len(read) % 4 == 0
    assert len(read) - count < 4
    assert [page for page in read if page] == list(range(1, count + 1))


@given(st.integers(min_value=2, max_value=400))
def test_the_back_cover_stays_outside(count):
    read = read_when_folded(booklet_order(count))
    assert (read[0], read[-1]) == (1, count)
