"""The plan of the town: numbered signs, names of quarters set where no sign hides them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from actors.models import Location
from services import sketch

# Signs within a tenth of the plan's height read as one line.
_LINE = sketch.HEIGHT / 10
# Half of a sign, in units of the plan: 400 of them are 123 mm in A5, 170 mm in A4.
_SIGN = 12.0
# Where a name may go instead: a little higher or lower, then aside.
_MOVES = ((0, 0), (0, -18), (0, 18), (0, -30), (0, 30), (-40, 0), (40, 0), (-40, -24), (40, -24))


@dataclass(frozen=True)
class Plan:
    """The drawing and its signs; places that are too near to tell apart share a sign."""

    sketch: sketch.Sketch

    @property
    def sign_count(self) -> int:
        return len(self.sketch.pins)

    @property
    def alternative(self) -> str:
        return _(
            "Plan de Miramas\u00a0: contour, quartiers, %(n)s repères numérotés. La liste suit."
        ) % {"n": self.sign_count}


def draw(locations: Iterable[Location]) -> tuple[Plan | None, dict[int, int]]:
    """The plan, and the sign of each location by key: numbered as one reads, from the top."""
    pinned = [place for place in locations if place.has_pin and place.is_in_town]
    drawn = sketch.draw(
        sketch.Spot(number, "", float(place.latitude), float(place.longitude))
        for number, place in enumerate(pinned)
    )
    if drawn is None:
        return None, {}
    signs, pins = {}, []
    for sign, pin in enumerate(sorted(drawn.pins, key=_reading_order), 1):
        signs |= {pinned[number].pk: sign for number in pin.numbers}
        pins.append(sketch.Pin(pin.x, pin.y, [sign], pin.pillars))
    return Plan(replace(drawn, pins=tuple(pins))), signs


def _reading_order(pin: sketch.Pin) -> tuple[int, float]:
    return int(pin.y // _LINE), pin.x


@dataclass(frozen=True)
class _Box:
    west: float
    north: float
    east: float
    south: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.west < other.east
            and other.west < self.east
            and self.north < other.south
            and other.north < self.south
        )


def names(plan: Plan, letter: float) -> list[sketch.Label]:
    """Each name at its first free place; one that has none is left out: the list says it.

    `letter` is the width of a letter, in units of the plan.
    """
    taken = [
        _Box(pin.x - _SIGN, pin.y - _SIGN, pin.x + _SIGN, pin.y + _SIGN) for pin in plan.sketch.pins
    ]
    found = []
    for label in plan.sketch.labels:
        for dx, dy in _MOVES:
            moved = replace(label, x=label.x + dx, y=label.y + dy)
            box = _box_of(moved, letter)
            if box.west < 0 or box.east > sketch.WIDTH or any(map(box.meets, taken)):
                continue
            taken.append(box)
            found.append(moved)
            break
    return found


def with_names(plan: Plan, letter: float) -> sketch.Sketch:
    """The drawing with its names where no sign hides them."""
    return replace(plan.sketch, labels=tuple(names(plan, letter)))


def _box_of(label: sketch.Label, letter: float) -> _Box:
    half = len(label.text) * letter / 2
    return _Box(label.x - half, label.y - letter, label.x + half, label.y + letter)


def svg(plan: Plan) -> str:
    """The town and its quarters; signs and names are set over it, as real text."""
    drawn = plan.sketch
    quarters = "".join(
        f'<path d="{path}" fill="none" stroke="#6f7a55" stroke-width="1"/>'
        for path in drawn.quarters
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width} {drawn.height}">'
        f'<rect width="{drawn.width}" height="{drawn.height}" fill="#e2ddd2"/>'
        f'<path d="{drawn.contour}" fill="#f4f5ee" stroke="#1b1a2e" stroke-width="1.6"/>'
        f"{quarters}</svg>"
    )
