"""Rows as workbooks: typed text and numbers; data.inclusion's in the shape its checker takes."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime

from services.standards.inclusion_rows import SERVICE_COLUMNS, STRUCTURE_COLUMNS

# What a spreadsheet cell can hold.
_LONGEST = 32_767
_MADE = datetime(2023, 9, 1, tzinfo=UTC)


def workbook(structures: Iterable[dict], services: Iterable[dict]) -> bytes:
    return sheets(
        ("Structures", structures, STRUCTURE_COLUMNS), ("Services", services, SERVICE_COLUMNS)
    )


def sheets(*named: tuple[str, Iterable[dict], Iterable[str]]) -> bytes:
    """A workbook of (name, rows, columns), one sheet each.

    Every cell is text or a number, never a formula, whatever sign it begins with.
    """
    import xlsxwriter  # by who asks for a workbook: 2 MB that no page needs

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": _MADE})  # else the hour, and other bytes for the same guide
    for name, rows, columns in named:
        _sheet(book, name, rows, columns)
    book.close()
    return file.getvalue()


def _sheet(book, name: str, rows: Iterable[dict], columns: Iterable[str]) -> None:
    columns = tuple(columns)
    sheet = book.add_worksheet(name)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column)
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            if column in row:
                _write(sheet, number, place, row[column])


def _write(sheet, number: int, place: int, value) -> None:
    if isinstance(value, int | float):
        sheet.write_number(number, place, value)
    else:
        text = ",".join(value) if isinstance(value, list) else value
        sheet.write_string(number, place, text[:_LONGEST])
