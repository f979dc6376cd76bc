"""What the geocoder says is weighed, kept a day, and never waited for; its silence is no fault."""

import math
import time
from datetime import timedelta

import pytest
import time_machine

from actors import geocoding
from actors.geocoding import MOST_FAILURES, GeocoderDown, locate, search
from tests.geocoder import feature, geocoder

WORDS = "6 avenue Falabrègues"
BAD_MOODS = ("html", "429", "500", "moved", "no_list", "deep", "huge")


@pytest.fixture
def server(settings):
    with geocoder(settings, feature()) as running:
        yield running


def test_an_address_comes_with_its_point_the_right_way_round(server):
    found = search(WORDS)[0]
    assert (found.latitude, found.longitude) == (43.582222, 5.001944)
    assert (found.name, found.city_code) == ("6 Avenue Falabrègues", "13063")
    path, asked = server.asked[0]
    assert path == "/geocodage/search"
    assert asked["q"] == [WORDS] and asked["limit"] == ["5"] and asked["autocomplete"] == ["0"]


@pytest.mark.parametrize(
    ("score", "kind", "is_found", "is_sure"),
    [
        (0.8, "housenumber", True, True),
        (0.79, "housenumber", True, False),
        (0.95, "street", True, False),
        (0.5, "housenumber", True, False),
        (0.49, "housenumber", False, False),
    ],
)
def test_scores_say_what_is_sure_what_is_to_choose_and_what_is_nothing(
    server, score, kind, is_found, is_sure
):
    server.features = [feature(score=score, kind=kind)]
    found = search(WORDS)
    assert bool(found) == is_found
    assert any(one.is_sure for one in found) == is_sure
    assert (locate(WORDS, "13140", "Miramas") is not None) == is_sure


def test_an_address_of_another_town_is_not_this_one(server):
    server.features = [feature(postcode="13300", city="Salon-de-Provence")]
    assert locate(WORDS, "13140", "Miramas") is None


def test_the_same_words_are_asked_once_a_day(server):
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=False) as clock:
        assert search(WORDS) == search(f"  {WORDS} ")
        assert len(server.asked) == 1
        clock.shift(timedelta(hours=25))
        search(WORDS)
        assert len(server.asked) == 2


def test_two_signs_ask_nothing(server):
    assert search("6 ") == []
    assert server.asked == []


@pytest.mark.parametrize("mood", BAD_MOODS)
def test_an_answer_that_is_none_is_a_breakdown(server, mood):
    server.mood = mood
    with pytest.raises(GeocoderDown):
        search(WORDS)


@pytest.mark.parametrize("mood", ["stalled", "slowly"])
def test_nobody_waits_for_a_server_that_stalls(server, mood, monkeypatch):
    monkeypatch.setattr(geocoding, "SECONDS", 0.3)
    server.mood = mood
    start = time.monotonic()
    with pytest.raises(GeocoderDown):
        search(WORDS)
    # Far from for ever, on however slow a machine.
    assert time.monotonic() - start < 20


def test_words_that_the_service_does_not_take_find_nothing(server):
    server.mood = "400"
    assert search(WORDS) == []


LIES = (
    feature(point=[500, 43.5]),
    feature(point=[0, 0]),
    feature(point=["5.0", "43.5"]),
    feature(point=[]),
    feature(score="0.9"),
    feature(score=math.nan),
    feature(label=""),
    feature(score=True),
    {"type": "Feature"},
    "text",
    None,
)


@pytest.mark.parametrize("lie", LIES, ids=range(len(LIES)))
def test_what_cannot_be_an_address_is_left_out(server, lie):
    server.features = [lie, feature()]
    assert [one.label for one in search(WORDS)] == ["6 Avenue Falabrègues 13140 Miramas"]


def test_after_five_failures_it_is_left_alone_for_a_minute(server):
    server.mood = "500"
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=False) as clock:
        for number in range(MOST_FAILURES + 3):
            with pytest.raises(GeocoderDown):
                search(f"{WORDS} {number}")
        assert len(server.asked) == MOST_FAILURES
        server.mood = "well"
        clock.shift(timedelta(seconds=61))
        assert search(WORDS)


def test_a_good_answer_forgets_the_failures(server):
    for round_number in range(3):
        server.mood = "500"
        for number in range(MOST_FAILURES - 1):
            with pytest.raises(GeocoderDown):
                search(f"{WORDS} {round_number} {number}")
        server.mood = "well"
        assert search(f"{WORDS} {round_number}")


def test_without_an_address_of_its_own_nothing_is_asked(settings):
    settings.GEOCODER_URL = ""
    with pytest.raises(GeocoderDown):
        search(WORDS)
