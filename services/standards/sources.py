"""Files of each standard, from bytes to rows: the same rules for the commands and for the page."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.text import slugify
from django.utils.translation import gettext as _

from services.standards import data_inclusion, lieux, own
from services.standards.files import FileError, Line, is_json, read_table
from services.standards.inclusion_rows import LISTS, NUMBERS
from services.standards.lieux_cells import columns_of, unknown_names
from services.standards.records import Row

_SIGNS = re.compile(r"\s*[,|;]\s*")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Source:
    """A file that can be read, as often as wanted: `rows` begins again at each call."""

    rows: Callable[[], Iterable[Row]]
    total: int
    label: str
    settle: Callable[[list[Row]], None]
    # Columns that nobody understood, and those of the standard that the file lacks.
    unknown: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def open_lieux(data: bytes, source: str, told: dict[str, str] | None = None) -> Source:
    """Raises FileError, one line for the person who sent the file."""
    lines = read_table(data)
    columns = columns_of(lines, told)
    return Source(
        lambda: lieux.parse(lines, source, told),
        len(lines),
        "Import lieux",
        own.settle_lieux,
        unknown_names(lines, columns),
        [column for column in lieux.COLUMNS if column not in columns.values()],
    )


def open_inclusion(structures: bytes, services: bytes) -> Source:
    """Raises FileError; either file may be JSON or CSV."""
    first, second = (
        _objects(data, name)
        for data, name in ((structures, _("Structures")), (services, _("Services")))
    )
    return Source(
        lambda: data_inclusion.parse(first, second),
        len(first) + len(second),
        "Import data.inclusion",
        own.settle_inclusion,
    )


def _objects(data: bytes, name: str) -> list[dict]:
    try:
        if re.fullmatch(rb"\s*\[\s*\]\s*", data[:100]):
            return []  # nothing to say is no fault
        lines = read_table(data)
    except FileError as error:
        raise FileError(f"{name} : {error}") from error
    return [line.cells for line in lines] if is_json(data) else list(map(_typed, lines))


def _typed(line: Line) -> dict:
    """A row of a table in the types of the standard; what is no number stays text, and is told."""
    cells = dict(line.cells)
    for column, text in cells.items():
        if column in LISTS:
            cells[column] = [part for part in _SIGNS.split(text.strip()) if part]
        elif column in NUMBERS and _NUMBER.fullmatch(text.strip()):
            cells[column] = float(text.strip().replace(",", "."))
    if isinstance(weeks := cells.get("nombre_semaines"), float):
        cells["nombre_semaines"] = int(weeks)
    return cells


def producer_of(file_name: str) -> str:
    """The producer that a file's name tells: the same file of next month is the same source."""
    stem = file_name.rsplit(".", 1)[0]
    without_date = re.sub(r"\d{4}-?\d{2}-?\d{2}", "", stem)
    return slugify(without_date.replace("_", "-")).strip("-") or "lieux"
