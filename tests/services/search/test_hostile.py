"""Whatever is typed: an answer, never an exception, in bounded time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

LONG = ["a" * 10_000, "mot " * 5_000, " ".join(f"impot{n}" for n in range(500)), "é" * 5_000]
ODD = [
    "",
    " ",
    "\0",
    "😀🔥👨‍👩‍👧",
    "'; DROP TABLE services_service; --",
    '"imprimer" NEAR wifi* -caf title:impots',
    "\u202eimprimer",
    "ﷺ ﷽",
    "%_\\",
    "<script>alert(1)</script>",
    "ا" * 300,
    "𝕚𝕞𝕡ô𝕥𝕤",
    "a\u0301" * 200,
    "impots\nimpots\t\r",
    "1234567890" * 30,
    "de la le les",
    "-",
    "日本語 中文 ไทย",
]


@pytest.mark.parametrize("text", LONG + ODD)
def test_a_hostile_query_is_answered(town_by_meaning, text):
    answer = town_by_meaning.search(text)
    assert len(answer.keys) <= 1_000
    for key in answer.keys[:3]:
        answer.reasons(key)
    assert isinstance(answer.correction, str)


@given(st.text(max_size=300))
def test_any_text_is_answered(town, text):
    town.search(text)


@pytest.mark.parametrize("text", LONG)
def test_a_long_query_takes_no_longer_than_a_second(town, text):
    town.search(text)
    start = time.process_time()
    town.search(text + " ")
    assert time.process_time() - start < 1
