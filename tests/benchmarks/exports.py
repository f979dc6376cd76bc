"""Exports of a large guide: speed against a bare `csv.writer`, memory above what is idle."""

import csv
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from actors.models import Location
from services.standards.exports import lieux_rows
from services.standards.lieux_cells import COLUMNS
from services.standards.writing import csv_text


@dataclass(frozen=True)
class Measure:
    """Seconds of processor, and megabytes of memory (PSS) above those before the export."""

    places: int
    bare: float
    export: float
    megabytes: float

    def __str__(self) -> str:
        return (
            f"{self.places} lieux en CSV : {self.export:.1f} s, "
            f"{self.bare / self.export:.2f} de la vitesse d’un csv.writer nu, "
            f"{self.megabytes:.0f} Mo de plus"
        )


def measure() -> Measure:
    """Of the database at hand; both are run once before, so that neither pays for the files."""
    for _warm in range(2):
        bare = _timed(_bare_rows())
        before = _megabytes()
        export = _timed(csv_text(lieux_rows(), COLUMNS))
    return Measure(Location.objects.count(), bare, export, _megabytes() - before)


def _bare_rows() -> Iterable[None]:
    with open("/dev/null", "w") as nowhere:
        writer = csv.writer(nowhere)
        rows = Location.objects.published().order_by("uid").values_list()
        for row in rows.iterator(chunk_size=1000):
            yield writer.writerow(row)


def _timed(work: Iterable) -> float:
    start = time.process_time()
    for _piece in work:
        pass
    return time.process_time() - start


def _megabytes() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
