"""The rules of the three-way merge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.merge import merge, same

VALUES = st.sampled_from(["", None, "a", "b", "c", 0, 1, False, True, [], ["x"], ["x", "y"]])
RECORDS = st.dictionaries(st.sampled_from("pqrs"), VALUES)


def test_what_only_they_changed_is_taken():
    result = merge({"phone": "1"}, {"phone": "1"}, {"phone": "2"})
    assert result.values == {"phone": "2"}
    assert result.changed == ("phone",)


def test_what_only_we_changed_stays():
    result = merge({"phone": "1"}, {"phone": "2"}, {"phone": "1"})
    assert result.values == {"phone": "2"}
    assert not result.changed


def test_what_both_changed_stays_ours_and_is_told():
    result = merge({"phone": "1"}, {"phone": "2"}, {"phone": "3"})
    assert result.values == {"phone": "2"}
    assert [(c.base, c.ours, c.theirs) for c in result.conflicts] == [("1", "2", "3")]


def test_what_both_changed_alike_is_no_conflict():
    assert merge({"phone": "1"}, {"phone": "2"}, {"phone": "2"}).is_clean


def test_a_field_they_do_not_name_stays():
    assert merge({"phone": "1"}, {"phone": "2"}, {}).values == {"phone": "2"}


def test_a_value_we_emptied_on_purpose_does_not_come_back():
    result = merge({"phone": "1"}, {"phone": ""}, {"phone": "1"})
    assert result.values == {"phone": ""}


def test_without_a_base_they_fill_what_is_empty_only():
    result = merge({}, {"phone": "", "email": "a@b.fr"}, {"phone": "1", "email": "c@d.fr"})
    assert result.values == {"phone": "1", "email": "a@b.fr"}
    assert [conflict.field for conflict in result.conflicts] == ["email"]


@pytest.mark.parametrize(("one", "other"), [(None, ""), ("", []), (None, None), (1, 1)])
def test_empty_values_are_the_same(one, other):
    assert same(one, other)


@pytest.mark.parametrize("value", [False, 0])
def test_no_and_zero_are_not_empty(value):
    assert not same(value, None)


@given(RECORDS, RECORDS)
def test_their_silence_changes_nothing(base, ours):
    result = merge(base, ours, base)
    assert (result.values, result.changed, result.conflicts) == (ours, (), ())


@given(RECORDS, RECORDS)
def test_what_we_never_touched_follows_them(base, theirs):
    result = merge(base, base, theirs)
    assert result.is_clean
    assert all(same(result.values.get(field), wanted) for field, wanted in theirs.items())


@given(RECORDS, RECORDS, RECORDS)
def test_our_own_changes_are_never_lost(base, ours, theirs):
    result = merge(base, ours, theirs)
    for field, value in ours.items():
        if not same(value, base.get(field)):
            assert result.values[field] == value


@given(RECORDS, RECORDS, RECORDS)
def test_a_conflict_is_three_different_values(base, ours, theirs):
    for conflict in merge(base, ours, theirs).conflicts:
        assert not same(conflict.base, conflict.ours)
        assert not same(conflict.base, conflict.theirs)
        assert not same(conflict.ours, conflict.theirs)


@given(RECORDS, RECORDS, RECORDS)
def test_the_same_file_again_changes_nothing(base, ours, theirs):
    first = merge(base, ours, theirs)
    again = merge({**base, **theirs}, first.values, theirs)
    assert (again.values, again.changed, again.conflicts) == (first.values, (), ())


@given(RECORDS, RECORDS, RECORDS)
def test_conflicts_are_the_same_seen_from_both_sides(base, ours, theirs):
    fields = {conflict.field for conflict in merge(base, ours, theirs).conflicts}
    swapped = {conflict.field for conflict in merge(base, theirs, ours).conflicts}
    named = ours.keys() & theirs.keys()
    assert fields & named == swapped & named
