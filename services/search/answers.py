"""Files of queries, and answers to them in the ids of whoever sent the services."""

import json
from pathlib import Path

from django.core.management.base import CommandError

from services.models import Service
from services.search.evaluation import Judged
from services.search.guide import Guide

MOST = 20


def _lines(path: Path) -> list[tuple[int, dict]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path.name} ne peut pas être lu : {error}") from error
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise CommandError(f"{path.name}, ligne {number} : JSON illisible.") from error
        if not isinstance(value, dict) or not {"id", "query"} <= value.keys():
            raise CommandError(f"{path.name}, ligne {number} : « id » et « query » attendus.")
        found.append((number, value))
    return found


def read_queries(path: Path) -> list[dict]:
    """[{"id", "query"}, …] of a JSON Lines file; CommandError names the bad line."""
    return [{"id": line["id"], "query": str(line["query"])} for _, line in _lines(path)]


def read_judged(path: Path) -> list[Judged]:
    """Queries with their judgments, {service id: grade 1 to 3}."""
    found = []
    for number, line in _lines(path):
        relevant = line.get("relevant")
        if not isinstance(relevant, dict) or not all(
            isinstance(grade, int) for grade in relevant.values()
        ):
            message = f"{path.name}, ligne {number} : « relevant » attendu, notes de 1 à 3."
            raise CommandError(message)
        kind = str(line.get("kind", ""))
        found.append(Judged(str(line["id"]), str(line["query"]), kind, relevant))
    return found


def public_ids() -> dict[int, str]:
    """Key → the id at the source, else our own uid."""
    rows = Service.objects.published().values_list("pk", "external_id", "uid")
    return {pk: external_id or str(uid) for pk, external_id, uid in rows.iterator()}


def answer(guide: Guide, ids: dict[int, str], query: str) -> list[str]:
    """Ids of the services that answer, best first, at most 20."""
    return [ids[key] for key in guide.search(query, limit=MOST).keys if key in ids]
