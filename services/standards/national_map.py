"""« Ce que la carte nationale comprendra »: the guide as the national map will read it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from actors.models import Location
from services.standards.exports import LeftOut, lieux_rows
from services.standards.national_duplicates import Pair, likely
from services.standards.national_reading import LOST, REFUSED, Effect, effects

# Model field → column: what the guide says of a place and the standard may have no room for.
_OWN = {
    "phone": "telephone",
    "email": "courriels",
    "website": "site_web",
    "booking_url": "prise_rdv",
    "accessibility_url": "fiche_acces_libre",
}


@dataclass(frozen=True)
class Reading:
    """One place of the guide and what the map makes of it."""

    uid: UUID
    name: str
    effects: tuple[Effect, ...]

    @property
    def is_refused(self) -> bool:
        return any(effect.severity == REFUSED for effect in self.effects)


@dataclass(frozen=True)
class Preview:
    """`whole` places are read as they stand; `altered` not quite; `left_out` are not sent."""

    whole: int
    altered: tuple[Reading, ...]
    refused: tuple[Reading, ...]
    left_out: tuple[LeftOut, ...]
    duplicates: tuple[Pair, ...]

    @property
    def by_column(self) -> list[tuple[str, int]]:
        """(words of a column, how many places), the commonest first."""
        found = [{one.words for one in reading.effects} for reading in self.altered]
        return Counter(column for columns in found for column in columns).most_common()


def preview(*, today: date, others: Iterable[dict] = ()) -> Preview:
    """The whole guide, read as the map will; `others` are rows of other producers."""
    left_out: list[LeftOut] = []
    rows = list(lieux_rows(left_out=left_out))
    own = _own_values()
    whole, altered, refused = 0, [], []
    for row in rows:
        uid = UUID(row["id"])
        found = (*effects(row, today=today), *_unsaid(row, own.get(uid, {})))
        reading = Reading(uid, row["nom"], found)
        if reading.is_refused:
            refused.append(reading)
        elif found:
            altered.append(reading)
        else:
            whole += 1
    pairs = tuple(likely(rows, others))
    return Preview(whole, tuple(altered), tuple(refused), tuple(left_out), pairs)


def _own_values() -> dict[UUID, dict]:
    rows = Location.objects.published().values("uid", *_OWN)
    return {row["uid"]: row for row in rows.iterator()}


def _unsaid(row: dict, own: dict) -> Iterable[Effect]:
    """What the export itself must leave out, since no judge would take it."""
    for field, column in _OWN.items():
        value = own.get(field)
        if value and not row.get(column):
            told = _("« %(value)s » : le format national n’a pas de place pour lui.")
            fix = _("Ajoutez-en un autre si le lieu en a un. Les habitants, eux, voient celui-ci.")
            yield Effect(LOST, column, told % {"value": value}, fix)
