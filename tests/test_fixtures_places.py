"""The town's geography: closed outlines, and every pin in the quarter it says."""

from tests.guide_files import GEO, LOCATIONS, each

TOWN = "13063"


def _is_inside(point: tuple[float, float], ring: list[list[float]]) -> bool:
    """Even-odd rule; point and ring as (longitude, latitude)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _quarters_of(location: dict) -> list[dict]:
    point = (location["longitude"], location["latitude"])
    return [
        quarter
        for quarter in GEO["quarters"]
        if any(_is_inside(point, polygon[0]) for polygon in quarter["geometry"]["coordinates"])
    ]


@each([row for row in LOCATIONS if row["city_code"] == TOWN and row["latitude"]])
def test_a_pin_of_the_town_falls_in_exactly_one_quarter(row):
    quarters = _quarters_of(row)
    assert len(quarters) == 1
    said = row.get("extra", {}).get("quarter")
    assert said in {None, quarters[0]["quarter"]}


def test_pins_of_other_towns_fall_in_no_quarter():
    for row in LOCATIONS:
        if row["city_code"] != TOWN:
            assert not _quarters_of(row), row["id"]


def test_ten_statistical_areas_make_eight_quarters_with_one_name_each():
    names = {(quarter["quarter"], quarter["quarter_label"]) for quarter in GEO["quarters"]}
    assert len({quarter["code_iris"] for quarter in GEO["quarters"]}) == 10
    assert len(names) == len({code for code, _ in names}) == 8
    assert sum(quarter["quarter"] == "la-rousse" for quarter in GEO["quarters"]) == 3


def test_rings_are_closed_and_the_bounds_hold_the_contour():
    contour = GEO["contour"]["geometry"]["coordinates"]
    polygons = [p for row in GEO["quarters"] for p in row["geometry"]["coordinates"]]
    rings = [*contour, *(ring for polygon in polygons for ring in polygon)]
    assert all(ring[0] == ring[-1] for ring in rings)
    longitudes, latitudes = zip(*contour[0], strict=True)
    assert GEO["bbox"] == [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]


def test_centre_and_landmarks_stand_inside_the_contour():
    ring = GEO["contour"]["geometry"]["coordinates"][0]
    assert [landmark["code"] for landmark in GEO["landmarks"]] == ["gare", "mairie"]
    for point in [GEO["centre"], *GEO["landmarks"]]:
        assert _is_inside((point["longitude"], point["latitude"]), ring)
        assert point["sources"]
