"""The first pathways of the guide, loaded with `migrate`; from then on they are the staff's."""

import json
from pathlib import Path

from actors.models import State
from services.models import Pathway, PathwayStep

PATHWAYS_FILE = Path(__file__).resolve().parents[2] / "fixtures" / "pathways.json"


def read_pathways() -> list[dict]:
    return json.loads(PATHWAYS_FILE.read_text(encoding="utf-8"))["pathways"]


def load_pathways(*, using: str = "default") -> int:
    """Add the pathways that were never there; edited, renamed or archived ones stay so."""
    # The history remembers the addresses that staff have changed since.
    known = set(Pathway.history.using(using).values_list("slug", flat=True))
    known.update(Pathway.objects.using(using).values_list("slug", flat=True))
    missing = [row for row in read_pathways() if row["slug"] not in known]
    for position, row in enumerate(missing, len(known) + 1):
        _add(row, position * 10, using)
    return len(missing)


def _add(row: dict, position: int, using: str) -> None:
    pathway = Pathway(
        slug=row["slug"],
        title=row["title"],
        summary=row["summary"],
        position=position,
        state=State.PUBLISHED,
    )
    pathway.save(using=using)
    PathwayStep.objects.using(using).bulk_create(
        PathwayStep(
            pathway=pathway,
            position=number,
            title=step["title"],
            summary=step["summary"],
            pillar=step["pillar"],
            query=step["query"],
        )
        for number, step in enumerate(row["steps"], 1)
    )
