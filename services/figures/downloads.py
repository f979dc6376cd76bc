"""Tables that staff take away: CSV for a French spreadsheet, OpenDocument, Excel."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

from services.standards.workbooks import sheets

_BOM = "\ufeff"  # without it Excel reads accents as two letters each
# Signs that make a spreadsheet compute a cell instead of showing it.
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def download(name: str, kind: str, content: bytes) -> HttpResponse:
    """A file of that name and kind, to be kept and not shown."""
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def as_csv(columns: Iterable[str], rows: Iterable[dict]) -> bytes:
    """Semicolons and decimal commas, as spreadsheets in French expect; text is never computed."""
    file = io.StringIO()
    writer = csv.DictWriter(file, [*columns], delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _shown(value) for name, value in row.items()} for row in rows)
    return (_BOM + file.getvalue()).encode()


def _shown(value) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return f"'{value}" if value.startswith(_COMPUTED) else value


def as_ods(title: str, columns: Iterable[str], rows: Iterable[dict]) -> bytes:
    # Loaded by whoever asks for such a file, as few do.
    from odfdo import Document, Table

    columns = [*columns]
    document = Document("spreadsheet")
    document.body.clear()
    table = Table(title)
    table.append(_row(columns))
    for row in rows:
        table.append(_row([row[name] for name in columns]))
    document.body.append(table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _row(values: list):
    from odfdo import Cell, Row

    row = Row()
    for value in values:
        # Text is text, whatever sign it begins with.
        is_number = isinstance(value, int | float)
        row.append(Cell(value, cell_type="float") if is_number else Cell(value, text=value))
    return row


def as_xlsx(title: str, columns: Iterable[str], rows: Iterable[dict]) -> bytes:
    return sheets((title, rows, columns))
