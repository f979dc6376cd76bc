"""Measures of the search, against figures worked out by hand."""

import math

import pytest

from services.search.evaluation import ALL, Judged, evaluate, ndcg, recall, success

RELEVANT = {"a": 3, "b": 2, "c": 1}


def test_a_perfect_order_is_worth_one():
    assert ndcg(["a", "b", "c"], RELEVANT) == pytest.approx(1)


def test_a_late_answer_is_worth_less():
    ideal = 7 + 3 / math.log2(3) + 1 / 2
    assert ndcg(["x", "a"], RELEVANT) == pytest.approx(7 / math.log2(3) / ideal)


def test_success_asks_for_a_good_answer_among_the_first_three():
    assert success(["x", "y", "b"], RELEVANT) == 1
    assert success(["x", "y", "c", "a"], RELEVANT) == 0


def test_recall_counts_what_is_found_in_twenty():
    assert recall(["a", "x"], RELEVANT) == pytest.approx(1 / 3)


def test_figures_are_given_by_kind_and_over_all_that_have_an_answer():
    judged = [
        Judged("1", "impôts", "mot", RELEVANT),
        Judged("2", "piscine", "sans-reponse", {}),
    ]
    table = evaluate(judged, {"1": ["a", "b", "c"]})
    assert table["mot"].ndcg == pytest.approx(1)
    assert table["sans-reponse"].empty == 1
    assert table["sans-reponse"].ndcg is None
    assert table[ALL].count == 1
