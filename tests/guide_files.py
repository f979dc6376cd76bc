"""Reader of the shipped files, for the tests that check them without a database."""

import json
from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
PILLARS = {"necessite", "accomplissement", "loisir"}
THEMES = {
    "aide-aux-demarches-administratives",
    "maitrise-des-outils-numeriques-du-quotidien",
    "insertion-professionnelle-via-le-numerique",
    "utilisation-securisee-du-numerique",
    "parentalite-et-education-avec-le-numerique",
    "loisirs-et-creations-numeriques",
    "comprehension-du-monde-numerique",
    "acces-internet-et-materiel-informatique",
    "acquisition-de-materiel-informatique-a-prix-solidaire",
}


def _read(name: str) -> dict:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


GEO = _read("geo.json")
NEEDS = _read("needs.json")["needs"]
ACTORS = _read("guide.json")["actors"]
LOCATIONS = [location for actor in ACTORS for location in actor["locations"]]
SERVICES = [service for actor in ACTORS for service in actor["services"]]
RECORDS = [*ACTORS, *LOCATIONS, *SERVICES]


def published(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["state"] == "published"]


def each(rows: list[dict], key: str = "id"):
    """A parameter set `row` whose test names are the rows' own identifiers."""
    return pytest.mark.parametrize("row", rows, ids=[row[key] for row in rows])
