"""Geography of the town without GeoDjango: distances, quarters, landmarks, bounds."""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.db.models import ExpressionWrapper, F, FloatField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy, gettext_noop

METRES_PER_DEGREE = 111_195.0  # mean earth radius 6,371,009 m, one degree of a great circle
# Decision: 75 metres a minute, and streets make a way 1.3 times longer than the crow flies.
_STREET_FACTOR = 1.3
_METRES_A_MINUTE = 75
_GEO_FILE = Path(__file__).resolve().parent.parent / "fixtures" / "geo.json"


@dataclass(frozen=True)
class Landmark:
    """A place everyone knows, to start from when one has no address."""

    code: str
    label: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Quarter:
    """A statistical area (IRIS), under the plain name that residents use."""

    code: str
    label: str
    polygons: tuple[tuple[tuple[float, float], ...], ...]


@lru_cache(maxsize=1)
def town() -> dict:
    """The town's own file: names, centre, contour, quarters, landmarks, with sources."""
    return json.loads(_GEO_FILE.read_text(encoding="utf-8"))


# The labels of the file that are said in each language.
_TRANSLATED = (gettext_noop("la gare"), gettext_noop("la mairie"))


@lru_cache(maxsize=1)
def landmarks() -> dict[str, Landmark]:
    return {
        row["code"]: Landmark(
            row["code"], gettext_lazy(row["label"]), row["latitude"], row["longitude"]
        )
        for row in town()["landmarks"]
    }


@lru_cache(maxsize=1)
def quarters() -> tuple[Quarter, ...]:
    """One entry per IRIS; several may share one plain name."""
    return tuple(
        Quarter(row["quarter"], row["quarter_label"], _rings(row["geometry"]))
        for row in town()["quarters"]
    )


@lru_cache(maxsize=1)
def quarter_labels() -> dict[str, str]:
    return {quarter.code: quarter.label for quarter in quarters()}


def _rings(geometry: dict) -> tuple[tuple[tuple[float, float], ...], ...]:
    coordinates = geometry["coordinates"]
    polygons = coordinates if geometry["type"] == "MultiPolygon" else [coordinates]
    return tuple(tuple((lon, lat) for lon, lat, *_ in polygon[0]) for polygon in polygons)


def is_inside(longitude: float, latitude: float, ring: tuple[tuple[float, float], ...]) -> bool:
    """Even-odd rule for one closed ring of (longitude, latitude) points."""
    inside = False
    previous_lon, previous_lat = ring[-1]
    for lon, lat in ring:
        if (lat > latitude) != (previous_lat > latitude):
            crossing = (previous_lon - lon) * (latitude - lat) / (previous_lat - lat) + lon
            inside ^= longitude < crossing
        previous_lon, previous_lat = lon, lat
    return inside


def quarter_of(latitude: float, longitude: float) -> str:
    """Code of the quarter that holds the point, or an empty string outside the town."""
    for quarter in quarters():
        if any(is_inside(longitude, latitude, ring) for ring in quarter.polygons):
            return quarter.code
    return ""


def is_in_town(latitude: float, longitude: float) -> bool:
    rings = _rings(town()["contour"]["geometry"])
    return any(is_inside(longitude, latitude, ring) for ring in rings)


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Metres between two points (equirectangular: under 0.1 % off within a département)."""
    dy = (lat1 - lat2) * METRES_PER_DEGREE
    dx = (lon1 - lon2) * METRES_PER_DEGREE * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot(dx, dy)


def squared_distance(latitude: float, longitude: float, *, prefix: str = ""):
    """ORM expression: squared metres from a point, arithmetic only so both databases agree."""
    scale = math.cos(math.radians(latitude)) * METRES_PER_DEGREE
    dy = (Cast(F(f"{prefix}latitude"), FloatField()) - Value(latitude)) * Value(METRES_PER_DEGREE)
    dx = (Cast(F(f"{prefix}longitude"), FloatField()) - Value(longitude)) * Value(scale)
    return ExpressionWrapper(dy * dy + dx * dx, output_field=FloatField())


def bounds_around(latitude: float, longitude: float, metres: float):
    """(west, south, east, north) of the square that holds a circle, for an indexed pre-filter."""
    dlat = metres / METRES_PER_DEGREE
    dlon = metres / (METRES_PER_DEGREE * max(math.cos(math.radians(latitude)), 0.01))
    return longitude - dlon, latitude - dlat, longitude + dlon, latitude + dlat


def walking_minutes(metres: float) -> int:
    """About how long the walk takes, in minutes, never less than one."""
    return max(1, round(metres * _STREET_FACTOR / _METRES_A_MINUTE))
