"""The needs of residents, loaded with `migrate` so that a search works on any guide."""

import json
from pathlib import Path

from services.models import Need

NEEDS_FILE = Path(__file__).resolve().parents[2] / "fixtures" / "needs.json"


def read_needs() -> list[dict]:
    return json.loads(NEEDS_FILE.read_text(encoding="utf-8"))["needs"]


def _translations(row: dict) -> dict:
    """`{"tr": {"label": {"text": …}}}` from the file's `{"tr": …}`."""
    return {
        language: {"label": {"text": text}}
        for language, text in row.get("translations", {}).items()
    }


def load_needs(*, using: str = "default") -> int:
    """Add the needs the table lacks; one that staff changed stays as it is. Returns how many."""
    known = set(Need.objects.using(using).values_list("code", flat=True))
    missing = [
        Need(
            code=row["code"],
            label=row["label"],
            question=row["question"],
            pillar=row["pillar"],
            icon=row["icon"],
            themes=row["themes"],
            position=row["order"],
            translations=_translations(row),
        )
        for row in read_needs()
        if row["code"] not in known
    ]
    return len(Need.objects.using(using).bulk_create(missing)) if missing else 0
