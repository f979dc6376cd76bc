"""The yearly inventory of actions, by the headings of the Villes Internet dossier."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from services.choices import PILLAR
from services.figures.headings import HEADINGS
from services.models import Action, Service, Session

# What a line of the files says, in this order: they are read by people, in French.
COLUMNS = (
    "Rubrique",
    "Sorte d’action",
    "Date",
    "Titre",
    "Pilier",
    "Acteurs",
    "Service",
    "Personnes touchées",
    "Coût en euros",
    "Lien de preuve",
    "Présentation",
)


@dataclass(frozen=True)
class Line:
    """An action as the inventory tells it; `people` and `cost` are None when nobody counted."""

    pk: int
    title: str
    day: date
    kind: str
    pillar: str
    actors: str
    service: str
    people: int | None
    cost: Decimal | None
    evidence: str
    description: str


@dataclass(frozen=True)
class Part:
    """A heading with its actions, the oldest first."""

    code: str
    title: str
    lines: tuple[Line, ...]

    @property
    def count(self) -> int:
        return len(self.lines)


@dataclass(frozen=True)
class Inventory:
    """One year; sums are over the actions that say a number, and `counted` says how many do."""

    year: int
    parts: tuple[Part, ...]
    by_pillar: tuple[tuple[str, int], ...]
    by_actor: tuple[tuple[str, int], ...]

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def people(self) -> int:
        return sum(line.people or 0 for line in self.lines)

    @property
    def people_counted(self) -> int:
        return sum(line.people is not None for line in self.lines)

    @property
    def cost(self) -> Decimal:
        return sum((line.cost or Decimal(0) for line in self.lines), Decimal(0))

    @property
    def cost_counted(self) -> int:
        return sum(line.cost is not None for line in self.lines)

    @property
    def with_evidence(self) -> int:
        return sum(bool(line.evidence) for line in self.lines)


def of_year(year: int) -> Inventory:
    """The inventory of that year, in three queries whatever it holds."""
    actions = list(Action.objects.of_year(year).with_origin().order_by("date", "pk"))
    lines: dict[str, list[Line]] = {}
    for action in actions:
        lines.setdefault(_heading_of(action.kind), []).append(_line(action))
    pillars = Counter(action.pillar for action in actions)
    names = Counter(actor.short_name for action in actions for actor in action.actors.all())
    return Inventory(
        year=year,
        parts=tuple(
            Part(heading.code, str(heading.label), tuple(lines.get(heading.code, ())))
            for heading in HEADINGS
        ),
        by_pillar=(
            *((str(pillar.label), pillars[pillar.code]) for pillar in PILLAR),
            (_("Aucun pilier"), pillars[""]),
        ),
        by_actor=tuple(sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _heading_of(kind: str) -> str:
    return next(heading.code for heading in HEADINGS if kind in heading.kinds)


def _line(action: Action) -> Line:
    return Line(
        pk=action.pk,
        title=action.title,
        day=action.date,
        kind=action.get_kind_display(),
        pillar=action.get_pillar_display(),
        actors=", ".join(actor.short_name for actor in action.actors.all()),
        service=action.service.title if action.service else "",
        people=action.people_reached,
        cost=action.cost,
        evidence=action.evidence_url,
        description=action.description,
    )


def rows(inventory: Inventory) -> list[dict]:
    """The lines of the files: numbers as numbers, days as `2026-11-24`, nothing when unknown."""
    return [
        dict(zip(COLUMNS, _cells(part, line), strict=True))
        for part in inventory.parts
        for line in part.lines
    ]


def _cells(part: Part, line: Line) -> tuple:
    return (
        part.title,
        line.kind,
        line.day.isoformat(),
        line.title,
        line.pillar,
        line.actors,
        line.service,
        "" if line.people is None else line.people,
        "" if line.cost is None else float(line.cost),
        line.evidence,
        line.description,
    )


def begun_from_session(session: Session) -> dict:
    """What a form says at once of the action that this workshop was."""
    service = session.service_at_location.service
    return begun_from_service(service) | {
        "title": _("Atelier : %(title)s") % {"title": service.title},
        "date": timezone.localdate(session.start),
        "session": session.pk,
    }


def begun_from_service(service: Service) -> dict:
    return {
        "title": service.title[:150],
        "kind": "mediation",
        "pillar": service.pillar,
        "actors": [service.actor_id],
        "service": service.pk,
    }


def registered(session: Session) -> int | None:
    """How many places were taken, where the workshop says both numbers."""
    if session.capacity is None or session.places_left is None:
        return None
    return session.capacity - session.places_left
