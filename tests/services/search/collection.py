"""The test collection, an invented town in data.inclusion form, as services of the search."""

import json
from pathlib import Path

from services.search import semantics
from services.search.documents import Document
from services.search.guide import Guide
from services.search.lexicon import LEXICON_FILE, Lexicon, read
from services.search.senses import Sayings
from services.search.snapshot import Entry, Snapshot
from services.search.times import open_times

FOLDER = Path(__file__).resolve().parents[2] / "data" / "search"
STRUCTURES, SERVICES = FOLDER / "structures.json", FOLDER / "services.json"
DEV, HELD_OUT = FOLDER / "queries-dev.jsonl", FOLDER / "queries-heldout.jsonl"
STRANGERS, UNSEEN = FOLDER / "queries-strangers.jsonl", FOLDER / "queries-unseen.jsonl"


def shipped_lexicon() -> Lexicon:
    return Lexicon(read(LEXICON_FILE.read_text(encoding="utf-8")))


def documents() -> list[Document]:
    names = {row["id"]: row["nom"] for row in json.loads(STRUCTURES.read_text(encoding="utf-8"))}
    rows = json.loads(SERVICES.read_text(encoding="utf-8"))
    return [_document(number, row, names) for number, row in enumerate(rows, start=1)]


def _document(number: int, row: dict, names: dict[str, str]) -> Document:
    days, moments = open_times(row.get("horaires_accueil") or "")
    return Document(
        key=number,
        title=row["nom"],
        description=row["description"],
        actor=names[row["structure_id"]],
        place=row.get("adresse") or "",
        codes=frozenset(row["thematiques"]) | {row["type"]},
        audiences=frozenset(row["publics"]),
        days=days,
        moments=moments,
        free={"gratuit": True, "payant": False}.get(row.get("frais")),
        remote="a-distance" in row["modes_accueil"],
    )


def guide_of(found: list[Document], lexicon: Lexicon, sayings: Sayings | None = None) -> Guide:
    """A guide in memory; by meaning too when `sayings` are given."""
    vectors = [None] * len(found)
    if sayings is not None:
        vectors = semantics.pack(semantics.encode([one.meaning() for one in found]))
    entries = [Entry(one, one.tokens(), v) for one, v in zip(found, vectors, strict=True)]
    return Guide(Snapshot(entries, lexicon, sayings=sayings), [""] * len(found))
