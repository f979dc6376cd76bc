"""Records that are probably the same thing twice.

Only records that share something (an address, a number, an organisation) are compared: a guide
of twenty thousand places is not compared pair by pair.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from actors.models import Actor, Location, State
from actors.text import fold
from services.models import Finding, Service
from services.models.querysets import UNSHOWN
from services.upkeep.inspection_rules import Remark, remark

# Between 0 and 100. Of names, one may hold the other (« Médiathèque », « Médiathèque de la gare »);
# titles must say the same (« Aide aux impôts » is not « Aide »).
NAMES_ALIKE, TITLES_ALIKE = 88, 92
# Beyond this many at one address, it is that of a whole town or a house of associations.
MOST_TOGETHER = 60
_NUMBERS = re.compile(r"\d+")


def duplicates() -> Iterator[Remark]:
    yield from _locations()
    yield from _actors()
    yield from _services()


def _kept(model):
    return model.objects.exclude(state=State.ARCHIVED).defer(*UNSHOWN).order_by("pk")


def _locations() -> Iterator[Remark]:
    why = _("Même adresse et presque le même nom que « %(other)s ».")
    rows = [(one, [_address(one)]) for one in _kept(Location)]
    yield from _pairs("location", rows, lambda one: one.name_key, fuzz.token_set_ratio, why)


def _actors() -> Iterator[Remark]:
    """By number, by registration, by address of a place, and by the very same name."""
    addresses: dict[int, set] = defaultdict(set)
    for location in _kept(Location):
        addresses[location.actor_id].add(_address(location))
    rows = [
        (one, [("phone", one.phone), ("siret", one.siret), ("name", one.name_key)])
        for one in _kept(Actor)
    ]
    for actor, shared in rows:
        shared += addresses[actor.pk]
    why = _("Même adresse ou même numéro, et presque le même nom que « %(other)s ».")
    yield from _pairs("actor", rows, lambda one: one.name_key, fuzz.token_set_ratio, why)


def _services() -> Iterator[Remark]:
    why = _("Presque le même titre que « %(other)s », du même organisme.")
    services = _kept(Service).select_related("actor")
    rows = [(one, [("actor", str(one.actor_id))]) for one in services]
    alike = fuzz.token_sort_ratio
    yield from _pairs("service", rows, lambda one: one.title_key, alike, why, TITLES_ALIKE)


def _address(location: Location) -> tuple:
    street = fold(location.address)
    return ("address", street and f"{street} {location.postcode or location.city}")


def _pairs(
    kind: str,
    rows: Iterable[tuple[object, list[tuple]]],
    key: Callable[[object], str],
    likeness: Callable,
    why: str,
    least: int = NAMES_ALIKE,
) -> Iterator[Remark]:
    """One remark a pair, on the newer record: `rows` gives each with what it may share."""
    together: dict[Hashable, list] = defaultdict(list)
    for record, shared in rows:
        for name, value in shared:
            if value:
                together[name, value].append(record)
    told = set()
    for records in together.values():
        for first, second in combinations(records[:MOST_TOGETHER], 2):
            pair = (first.pk, second.pk)
            if pair in told or not _alike(key(first), key(second), likeness, least):
                continue
            told.add(pair)
            yield remark(kind, second, Finding.Code.DUPLICATE, why % {"other": first})


def _alike(first: str, second: str, likeness: Callable, least: int) -> bool:
    """« Agence 1 » and « Agence 2 » look alike, and are two."""
    return _NUMBERS.findall(first) == _NUMBERS.findall(second) and likeness(first, second) >= least
