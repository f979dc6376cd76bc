"""The audit: 106 criteria, what people found on each page, the rate and the mention of the law.

A criterion fails when one page of the sample fails it; the rate is the share of those that hold
among those that apply (method of the RGAA, version 4.1.2).
"""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
CRITERIA = 106
# An audit holds three years; a site that half its criteria fail is « non conforme ».
LASTS_YEARS, PARTLY = 3, 50


class Result(StrEnum):
    """What a person wrote of one criterion on one page."""

    HOLDS = "C"
    FAILS = "NC"
    NOT_THERE = "NA"


class Mention(StrEnum):
    FULL = "totalement conforme"
    PARTIAL = "partiellement conforme"
    NONE = "non conforme"


@dataclass(frozen=True)
class Criterion:
    """A line of the grid: how it is judged, and by which tests of the project."""

    number: str
    theme: str
    subject: str
    judged_by: str
    tests: tuple[str, ...]
    status: str
    on: str


@dataclass(frozen=True)
class Finding:
    """A failure somebody saw: where, on what, in which words."""

    path: str
    criterion: str
    note: str


@dataclass(frozen=True)
class Audit:
    """The whole grid with what is dated in it."""

    criteria: tuple[Criterion, ...]
    facts: dict
    results: tuple[tuple[str, str, Result, str], ...]

    @property
    def audited_on(self) -> date | None:
        return date.fromisoformat(self.facts["date"]) if self.facts["date"] else None

    def verdicts(self) -> dict[str, Result]:
        """Criterion → what holds over the whole sample; those nobody judged are left out."""
        found: dict[str, set[Result]] = {}
        for _path, number, result, _note in self.results:
            found.setdefault(number, set()).add(result)
        order = (Result.FAILS, Result.HOLDS, Result.NOT_THERE)
        return {
            number: next(result for result in order if result in seen)
            for number, seen in found.items()
        }

    def rate(self) -> int | None:
        """Percentage, rounded down; None while some criterion of the grid is not judged."""
        verdicts = self.verdicts()
        if set(verdicts) != {criterion.number for criterion in self.criteria}:
            return None
        applicable = [result for result in verdicts.values() if result != Result.NOT_THERE]
        held = applicable.count(Result.HOLDS)
        return 100 * held // len(applicable) if applicable else None

    def is_valid(self, today: date) -> bool:
        """A whole audit, dated, of less than three years."""
        day = self.audited_on
        if day is None or self.rate() is None or day > today:
            return False
        return (today.year - day.year, today.month, today.day) < (LASTS_YEARS, day.month, day.day)

    def mention(self, today: date) -> Mention:
        rate = self.rate()
        if not self.is_valid(today) or rate is None or rate < PARTLY:
            return Mention.NONE
        return Mention.FULL if rate == 100 else Mention.PARTIAL

    def failures(self) -> list[Finding]:
        return [
            Finding(path, number, note)
            for path, number, result, note in self.results
            if result == Result.FAILS
        ]

    def count(self, judged_by: str) -> int:
        return sum(criterion.judged_by == judged_by for criterion in self.criteria)


def read(folder: Path = FOLDER) -> Audit:
    """The grid, the facts and the results of a folder; ValueError says which line is wrong."""
    criteria = tuple(
        Criterion(*row[:4], tuple(row[4].split()), *row[5:]) for row in _rows(folder / "grid.csv")
    )
    known = {criterion.number for criterion in criteria}
    if len(known) != CRITERIA or len(criteria) != CRITERIA:
        raise ValueError(f"grid.csv : {len(known)} critères au lieu de {CRITERIA}.")
    facts = tomllib.loads((folder / "audit.toml").read_text(encoding="utf-8"))
    paths = {page["path"] for page in facts["sample"]}
    results = []
    for line, row in enumerate(_rows(folder / "results.csv"), 2):
        path, number, result, note = row
        if path not in paths or number not in known or result not in list(Result):
            raise ValueError(
                f"results.csv, ligne {line} : écrivez une page de l’échantillon, un critère de la "
                f"grille, puis C, NC ou NA. Lu : {path}, {number}, {result}."
            )
        results.append((path, number, Result(result), note))
    return Audit(criteria, facts, tuple(results))


@lru_cache(maxsize=1)
def current() -> Audit:
    """The audit that the project ships: it changes with the code, never while it runs."""
    return read()


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
