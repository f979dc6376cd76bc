"""What templates say of phones, distances, dates, ways and pillars."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from services.templatetags import guide


def rendered(source: str, **context) -> str:
    return Template("{% load guide %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("+33490504574", "04\u00a090\u00a050\u00a045\u00a074"),
        ("+33800013140", "0\u00a0800\u00a0013\u00a0140"),
        ("3949", "3949"),
    ],
)
def test_a_phone_stays_on_one_line(number, words):
    assert guide.phone(number) == words
    assert guide.tel(number) == f"tel:{number}"


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (None, ""),
        (3, "à 50\u00a0m à vol d’oiseau"),
        (431, "à 450\u00a0m à vol d’oiseau"),
        (974.9, "à 950\u00a0m à vol d’oiseau"),
        (980, "à 1\u00a0km à vol d’oiseau"),
        (1240, "à 1,2\u00a0km à vol d’oiseau"),
    ],
)
def test_a_distance_says_how_it_is_measured(metres, words):
    assert guide.distance(metres) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "mardi 24 novembre 2026"),
        (date(2026, 12, 1), "mardi 1er décembre 2026"),
        (date(2027, 1, 11), "lundi 11 janvier 2027"),
    ],
)
def test_a_day_is_written_in_french(day, words):
    with translation.override("fr"):
        assert guide.long_date(day) == words


def test_the_way_leads_to_the_pin_written_with_points(make_location):
    location = make_location(latitude="43.580299", longitude="5.000740")
    assert guide.directions_url(location).endswith("?to=43.58030%2C5.00074")


def test_there_is_no_way_to_an_uncertain_or_unknown_address(make_location):
    unknown = make_location(address="", latitude=None, longitude=None)
    uncertain = make_location(address="Place Jean-Jaurès", doubts=["two_addresses"])
    assert guide.directions_url(unknown) == ""
    assert guide.directions_url(uncertain) == ""


def test_an_icon_is_silent_and_has_no_style():
    drawing = rendered('{% icon "phone" %}')
    assert 'aria-hidden="true"' in drawing
    assert "style" not in drawing


def test_an_unknown_icon_gives_the_question_mark():
    """Staff may type the name of one that does not exist: the home page must still open."""
    assert rendered("{% icon name %}", name="nothing-like-it") == rendered(
        '{% icon "circle-question-mark" %}'
    )


def test_each_pillar_has_its_own_shape():
    shapes = {rendered("{% pillar_shape code %}", code=code) for code in guide.SHAPES}
    assert len(shapes) == 3
    assert guide.pillar_plain("necessite") == "Faire mes démarches"
    assert guide.pillar_official("loisir") == "Numérique loisir et médiation numérique"
    assert guide.pillar_plain("autre") == ""


@pytest.mark.parametrize(
    ("size", "said"),
    [(1, "1 ko"), (164_474, "164 ko"), (1_249_000, "1,2 Mo"), (20_000_000, "20,0 Mo")],
)
def test_a_file_is_weighed_in_words_that_shops_use(size, said):
    assert guide.weight(size) == said
