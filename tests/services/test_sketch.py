"""The plan without script: framed on the spots, one sign where several meet, nothing hidden."""

from django.utils import translation

from actors import geo
from services import sketch
from services.sketch import HEIGHT, WIDTH, Spot, draw

TOWN_HALL = (43.580299, 5.000740)
SERVICES_HOUSE = (43.576025, 4.998030)
MARSEILLE = (43.296482, 5.369780)


def spot(number: int, point, pillar: str = "necessite") -> Spot:
    return Spot(number, pillar, *point)


def test_there_is_no_plan_without_a_spot_in_the_town():
    assert draw([]) is None
    assert draw([spot(1, MARSEILLE)]) is None


def test_every_pin_lies_on_the_plan():
    plan = draw([spot(1, TOWN_HALL), spot(2, SERVICES_HOUSE), spot(3, MARSEILLE)])
    assert sorted(pin.label for pin in plan.pins) == ["1", "2"]
    assert all(0 < pin.x < WIDTH and 0 < pin.y < HEIGHT for pin in plan.pins)


def test_north_is_up():
    plan = draw([spot(1, TOWN_HALL), spot(2, SERVICES_HOUSE)])
    by_label = {pin.label: pin for pin in plan.pins}
    assert by_label["1"].y < by_label["2"].y


def test_services_at_one_address_share_one_sign():
    [pin] = draw([spot(2, TOWN_HALL, "loisir"), spot(1, TOWN_HALL)]).pins
    assert (pin.label, pin.numbers, pin.pillar) == ("1+", [1, 2], "")


def test_one_pillar_keeps_its_shape_when_its_services_meet():
    [pin] = draw([spot(1, TOWN_HALL), spot(2, TOWN_HALL)]).pins
    assert pin.pillar == "necessite"


def test_the_first_of_the_list_is_drawn_last_so_that_it_stands_on_top():
    plan = draw([spot(1, TOWN_HALL), spot(2, SERVICES_HOUSE)])
    assert plan.pins[-1].label == "1"


def test_no_name_is_written_under_a_pin():
    plan = draw([spot(1, TOWN_HALL), spot(2, SERVICES_HOUSE)])
    for pin in plan.pins:
        for mark in plan.landmarks:
            width = len(mark.text) * sketch._LETTER_WIDTH
            apart = mark.x > pin.x + 20 or mark.x + width < pin.x - 20
            assert apart or abs(mark.y - pin.y) > 20, (mark, pin)


def test_results_without_a_known_place_still_show_the_town():
    plan = sketch.draw_town()
    assert plan.pins == ()
    assert [mark.text for mark in plan.landmarks] == ["La gare"]
    assert plan.quarters


def test_each_quarter_of_the_town_bears_its_name_inside_itself():
    shapes = sketch.quarter_shapes()
    assert len(shapes) == 10
    for shape in shapes:
        points = [tuple(map(float, pair.split(","))) for pair in shape.path[1:-1].split()]
        assert geo.is_inside(shape.x, shape.y, points), shape.code


def test_landmarks_are_named_in_the_language_of_the_page():
    said = {}
    for language in ("fr", "en", "fr"):
        with translation.override(language):
            said[language] = {label.text for label in draw([spot(1, TOWN_HALL)]).landmarks}
    assert "La gare" in said["fr"] and "La gare" not in said["en"]
