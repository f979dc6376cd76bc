"""A simple plan of the town as SVG shapes: quarters, landmarks and numbered pins, no script."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from django.utils.translation import get_language

from actors import geo

WIDTH = 400
HEIGHT = 400
# The plan never zooms in closer than this, so that one pin still shows its neighbourhood.
_SMALLEST_SPAN_M = 1600.0
_MARGIN = 0.14
# Pins nearer than this on the plan (SVG units) share one sign, which lists their numbers.
_TOUCHING = 22.0
# Half sizes of a pin and of the signs of a name, to leave out names that would be hidden.
_PIN_HALF = 20.0
_LETTER_WIDTH, _LINE_HALF = 7.6, 9.0
_PARALLELS = 20
_CENTRE, _TOWN_SPAN_M = "mairie", 4000.0
_LANDMARKS_SHOWN = ("gare", "mairie")


@dataclass(frozen=True)
class Spot:
    """A place to put on the plan: its number in the list, its pillar and its coordinates."""

    number: int
    pillar: str
    latitude: float
    longitude: float


@dataclass
class Pin:
    """One sign on the plan; `numbers` holds those of all the services found there."""

    x: float
    y: float
    numbers: list[int]
    pillars: set[str] = field(default_factory=set)

    @property
    def label(self) -> str:
        return str(self.numbers[0]) if len(self.numbers) == 1 else f"{self.numbers[0]}+"

    @property
    def pillar(self) -> str:
        """The common pillar, or an empty string when several meet here."""
        return next(iter(self.pillars)) if len(self.pillars) == 1 else ""


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Sketch:
    """What the template draws; coordinates are SVG units, text is the public's."""

    width: int
    height: int
    contour: str
    quarters: tuple[str, ...]
    labels: tuple[Label, ...]
    landmarks: tuple[Label, ...]
    pins: tuple[Pin, ...]


@dataclass(frozen=True)
class Shape:
    """One quarter's outline, and where its name may stand; coordinates are SVG units."""

    code: str
    label: str
    path: str
    x: float
    y: float


class _Frame:
    """Degrees to SVG units: equirectangular, the same scale both ways, north up."""

    def __init__(self, longitude: float, latitude: float, span_m: float):
        self.longitude, self.latitude = longitude, latitude
        self.scale = WIDTH / span_m * geo.METRES_PER_DEGREE
        self.shrink = math.cos(math.radians(latitude))

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = WIDTH / 2 + (longitude - self.longitude) * self.shrink * self.scale
        y = HEIGHT / 2 - (latitude - self.latitude) * self.scale
        return round(x, 1), round(y, 1)

    def path(self, ring: Iterable[tuple[float, float]]) -> str:
        points = [self.point(lon, lat) for lon, lat in ring]
        return "M" + " ".join(f"{x:.0f},{y:.0f}" for x, y in points) + "z"

    def holds(self, x: float, y: float, edge: float = 0) -> bool:
        return edge <= x <= WIDTH - edge and edge <= y <= HEIGHT - edge


def draw(spots: Iterable[Spot]) -> Sketch | None:
    """The plan around those spots that lie in the town; None when there are none."""
    inside = tuple(spot for spot in spots if geo.is_in_town(spot.latitude, spot.longitude))
    return _drawn(_Frame(*_around(inside)), inside) if inside else None


def draw_town() -> Sketch:
    """The town itself, for results that have no place: its quarters, landmarks and names."""
    centre = geo.landmarks()[_CENTRE]
    return _drawn(_Frame(centre.longitude, centre.latitude, _TOWN_SPAN_M), ())


def quarter_shapes() -> tuple[Shape, ...]:
    """The ten quarters of the whole town, largest first, so that small ones lie on top."""
    rings = [(quarter, ring) for quarter in geo.quarters() for ring in quarter.polygons]
    rings.sort(key=lambda pair: -_extent(pair[1]))
    points = tuple(Spot(0, "", lat, lon) for _quarter, ring in rings for lon, lat in ring)
    longitude, latitude, span_m = _around(points)
    frame = _Frame(longitude, latitude, span_m * (1 - 2 * _MARGIN) * 1.03)
    return tuple(
        Shape(quarter.code, quarter.label, frame.path(ring), *frame.point(*_name_place(ring)))
        for quarter, ring in rings
    )


def _name_place(ring) -> tuple[float, float]:
    """The centre of the surface; in a crescent, whose centre lies outside, its widest line."""
    doubled = x = y = 0.0
    for (lon, lat), (next_lon, next_lat) in pairwise([*ring, ring[0]]):
        cross = lon * next_lat - next_lon * lat
        doubled += cross
        x += (lon + next_lon) * cross
        y += (lat + next_lat) * cross
    centre = (x / (3 * doubled), y / (3 * doubled)) if doubled else _centre(ring)
    return centre if geo.is_inside(*centre, ring) else _widest_line(ring)


def _widest_line(ring) -> tuple[float, float]:
    """The middle of the longest stretch inside the ring, along some parallels."""
    south, north = min(lat for _lon, lat in ring), max(lat for _lon, lat in ring)
    found = []
    for step in range(1, _PARALLELS):
        parallel = south + (north - south) * step / _PARALLELS
        crossings = sorted(
            lon + (parallel - lat) / (next_lat - lat) * (next_lon - lon)
            for (lon, lat), (next_lon, next_lat) in pairwise([*ring, ring[0]])
            if (lat > parallel) != (next_lat > parallel)
        )
        found += [
            (east - west, (west + east) / 2, parallel)
            for west, east in zip(crossings[::2], crossings[1::2], strict=True)
        ]
    _width, longitude, latitude = max(found)
    return longitude, latitude


def _extent(ring) -> float:
    longitudes, latitudes = zip(*ring, strict=True)
    return (max(longitudes) - min(longitudes)) * (max(latitudes) - min(latitudes))


def _drawn(frame: _Frame, inside: tuple[Spot, ...]) -> Sketch:
    contour, quarters, labels, landmarks = _background(
        frame.longitude, frame.latitude, frame.scale, get_language()
    )
    pins = _pins(frame, inside)
    taken = [
        _Box(pin.x - _PIN_HALF, pin.y - _PIN_HALF, 2 * _PIN_HALF, 2 * _PIN_HALF) for pin in pins
    ]
    marks = _readable(landmarks, taken, anchor=0)
    names = _readable(labels, taken, anchor=0.5)
    return Sketch(WIDTH, HEIGHT, contour, quarters, names, marks, pins)


@dataclass(frozen=True)
class _Box:
    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


def _readable(labels: tuple[Label, ...], taken: list[_Box], *, anchor: float) -> tuple[Label, ...]:
    """The names that cover neither a pin nor a name kept before; `taken` grows with each."""
    kept = []
    for label in labels:
        width = len(label.text) * _LETTER_WIDTH
        box = _Box(label.x - anchor * width, label.y - 2 * _LINE_HALF, width, 3 * _LINE_HALF)
        if box.x >= 0 and box.x + width <= WIDTH and not any(box.meets(other) for other in taken):
            kept.append(label)
            taken.append(box)
    return tuple(kept)


def _around(spots: tuple[Spot, ...]) -> tuple[float, float, float]:
    """Centre (longitude, latitude) and side in metres of the square that holds all the spots.

    Rounded to some 200 m and to 400 m, so that most selections share one drawn background; the
    margin is wider than what this moves.
    """
    west, east = min(s.longitude for s in spots), max(s.longitude for s in spots)
    south, north = min(s.latitude for s in spots), max(s.latitude for s in spots)
    longitude, latitude = _rounded((west + east) / 2), _rounded((south + north) / 2)
    width = geo.distance_m(latitude, west, latitude, east)
    height = geo.distance_m(south, longitude, north, longitude)
    span = max(_SMALLEST_SPAN_M, max(width, height) / (1 - 2 * _MARGIN))
    return longitude, latitude, math.ceil(span / 400) * 400


def _rounded(degrees: float) -> float:
    return round(round(degrees * 500) / 500, 3)


@lru_cache(maxsize=256)
def _background(longitude: float, latitude: float, scale: float, language: str | None):
    """Drawn once for each language: the landmarks are named."""
    frame = _Frame(longitude, latitude, WIDTH * geo.METRES_PER_DEGREE / scale)
    contour = " ".join(frame.path(ring) for ring in _contour_rings())
    quarters, centres = [], {}
    for quarter in geo.quarters():
        for ring in quarter.polygons:
            if _touches(frame, ring):
                quarters.append(frame.path(ring))
            centres.setdefault(quarter.label, []).append(_centre(ring))
    labels = (_label(frame, text, _centre(points)) for text, points in centres.items())
    landmarks = (
        _label(frame, mark.label, (mark.longitude, mark.latitude))
        for code, mark in geo.landmarks().items()
        if code in _LANDMARKS_SHOWN
    )
    return (
        contour,
        tuple(quarters),
        tuple(label for label in labels if frame.holds(label.x, label.y, 30)),
        tuple(label for label in landmarks if frame.holds(label.x, label.y, 20)),
    )


def _contour_rings():
    geometry = geo.town()["contour"]["geometry"]
    coordinates = geometry["coordinates"]
    polygons = coordinates if geometry["type"] == "MultiPolygon" else [coordinates]
    return [polygon[0] for polygon in polygons]


def _touches(frame: _Frame, ring) -> bool:
    points = [frame.point(lon, lat) for lon, lat in ring]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return max(xs) > 0 and min(xs) < WIDTH and max(ys) > 0 and min(ys) < HEIGHT


def _centre(points) -> tuple[float, float]:
    return (
        sum(point[0] for point in points) / len(points),
        sum(point[1] for point in points) / len(points),
    )


def _label(frame: _Frame, text: str, centre: tuple[float, float]) -> Label:
    words = str(text)
    return Label(*frame.point(*centre), words[:1].upper() + words[1:])


def _pins(frame: _Frame, spots: tuple[Spot, ...]) -> tuple[Pin, ...]:
    pins: list[Pin] = []
    for spot in sorted(spots, key=lambda spot: spot.number):
        x, y = frame.point(spot.longitude, spot.latitude)
        near = next((pin for pin in pins if math.hypot(pin.x - x, pin.y - y) < _TOUCHING), None)
        if near is None:
            near = Pin(x, y, [])
            pins.append(near)
        near.numbers.append(spot.number)
        near.pillars.add(spot.pillar)
    # Drawn last, stands on top: the first of the list must never be hidden.
    return tuple(reversed(pins))
