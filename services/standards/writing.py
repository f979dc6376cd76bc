"""Rows into the text of files, piece by piece: CSV, JSON, one JSON a line."""

import csv
import json
from collections.abc import Iterable, Iterator

from actors.spreadsheets import Echo

# Rows joined before they are sent: fewer, larger pieces cost less.
_ROWS = 200


def csv_text(rows: Iterable[dict], columns: Iterable[str]) -> Iterator[str]:
    """Header and rows; a column that a row does not know is an empty cell."""
    columns = tuple(columns)
    writer = csv.writer(Echo(), lineterminator="\n")
    yield writer.writerow(columns)
    # The writer leaves the cell of a None empty.
    yield from _joined(writer.writerow(map(row.get, columns)) for row in rows)


def joined_lists(rows: Iterable[dict]) -> Iterator[dict]:
    """Lists as cells, joined by commas: what data.inclusion's own checker wants."""
    for row in rows:
        yield {
            name: ",".join(value) if isinstance(value, list) else value
            for name, value in row.items()
        }


def json_text(rows: Iterable[dict]) -> Iterator[str]:
    """A list, one object a line, so that two exports can be compared line by line."""
    yield "["
    separated = (_comma(number) + _json(row) for number, row in enumerate(rows))
    yield from _joined(separated)
    yield "\n]\n"


def _comma(number: int) -> str:
    return ",\n" if number else "\n"


def ndjson_text(rows: Iterable[dict]) -> Iterator[str]:
    return _joined(_json(row) + "\n" for row in rows)


def _json(row: dict) -> str:
    return json.dumps(row, ensure_ascii=False)


def _joined(pieces: Iterable[str]) -> Iterator[str]:
    batch: list[str] = []
    for piece in pieces:
        batch.append(piece)
        if len(batch) == _ROWS:
            yield "".join(batch)
            batch.clear()
    if batch:
        yield "".join(batch)
