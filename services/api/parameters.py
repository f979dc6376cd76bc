"""Query parameters: each says what it takes once, for the reader and for the OpenAPI document."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.standards.open_referral_hours import DAYS

MOST_PER_PAGE = 500
PER_PAGE = 50
MOST_PAGES = 1_000_000
OLDEST = 150
FARTHEST_M = 100_000
_CLOCK = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"
_POSTCODE = "^[0-9]{5}$"


class BadParameter(ValueError):
    """What is wrong with a value, in words for whoever sent it."""


class BadParameters(Exception):
    """All that is wrong with a query: parameter → message."""

    def __init__(self, errors: dict[str, str]):
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True)
class Parameter:
    """One parameter: its words, its JSON schema, and how its text is read."""

    name: str
    description: str
    schema: dict
    read: Callable[[str], Any]

    def document(self) -> dict:
        about = {"name": self.name, "in": "query", "description": self.description}
        return about | {"required": False, "schema": self.schema}


def parse(query, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Name → value of those given; an empty one is not given; others are ignored."""
    values, errors = {}, {}
    for parameter in parameters:
        text = query.get(parameter.name, "")
        if text == "":
            continue
        try:
            values[parameter.name] = parameter.read(text)
        except BadParameter as error:
            errors[parameter.name] = str(error)
    if "proximity" in values and "postcode" not in values and "postcode" not in errors:
        errors["proximity"] = "Needs a postcode: the distance is counted from its centre."
    if errors:
        raise BadParameters(errors)
    return values


def _whole(name: str, description: str, low: int, high: int, **more) -> Parameter:
    def read(text: str) -> int:
        # ASCII alone, and short: int() takes other digits, and minutes for a million of them.
        if not re.fullmatch(r"[0-9]{1,12}", text) or not low <= int(text) <= high:
            raise BadParameter(f"Expected a whole number from {low} to {high}.")
        return int(text)

    schema = {"type": "integer", "minimum": low, "maximum": high, **more}
    return Parameter(name, description, schema, read)


def _number(name: str, description: str, high: int) -> Parameter:
    def read(text: str) -> float:
        try:
            value = float(text) if len(text) <= 400 and text.isascii() else math.nan
        except ValueError:
            value = math.nan
        if not 0 <= value <= high:
            raise BadParameter(f"Expected a number from 0 to {high}.")
        return value

    schema = {"type": "number", "minimum": 0, "maximum": high}
    return Parameter(name, description, schema, read)


def _matching(name: str, description: str, pattern: str, expected: str) -> Parameter:
    def read(text: str) -> str:
        if not re.fullmatch(pattern.strip("^$"), text):
            raise BadParameter(expected)
        return text

    return Parameter(name, description, {"type": "string", "pattern": pattern}, read)


def _clock(name: str, description: str) -> Parameter:
    told = _matching(name, description, _CLOCK, "Expected a time of day such as 09:30.")

    def read(text: str) -> int:
        hours, minutes = told.read(text).split(":")[:2]
        return int(hours) * 60 + int(minutes)

    return Parameter(name, description, told.schema, read)


def _uid(name: str, description: str) -> Parameter:
    def read(text: str) -> str:
        try:
            return str(UUID(text))
        except ValueError as error:
            raise BadParameter("Expected a UUID.") from error

    return Parameter(name, description, {"type": "string", "format": "uuid"}, read)


def _day(text: str) -> str:
    if text not in DAYS:
        raise BadParameter(f"Expected one of {', '.join(DAYS)}.")
    return text


PAGING = (
    _whole("page", "Page number, from 1.", 1, MOST_PAGES, default=1),
    _whole("per_page", "Number of results in a page.", 1, MOST_PER_PAGE, default=PER_PAGE),
)
_SEARCH = Parameter(
    "search",
    "Words in French, as a resident says them; the best matches come first. "
    "The first 200 characters are read.",
    {"type": "string"},
    str,
)
SERVICES = (
    _SEARCH,
    *PAGING,
    _uid("taxonomy_term_id", "Services with this term."),
    _uid("taxonomy_id", "Services with any term of this taxonomy."),
    _number("minimum_age", "Services whose minimum age is this one or higher.", OLDEST),
    _number("maximum_age", "Services whose maximum age is this one or lower.", OLDEST),
    _clock("start_time", "Services with opening hours that start at this time or later."),
    _clock("end_time", "Services with opening hours that end at this time or earlier."),
    Parameter(
        "day",
        "Services with opening hours on this day of the week.",
        {"type": "string", "enum": list(DAYS)},
        _day,
    ),
)
PLACES = (
    *SERVICES,
    _matching("postcode", "Services held in this postcode.", _POSTCODE, "Expected five digits."),
    _whole(
        "proximity",
        "With postcode: services held within this many metres of its centre, which is the mean "
        "point of the places that the guide knows there.",
        0,
        FARTHEST_M,
    ),
)
