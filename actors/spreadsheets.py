"""Tables that people open in a spreadsheet: no cell is ever a formula, whatever it begins with."""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator

from actors.text import INVISIBLE

# Signs that make Excel or LibreOffice compute a cell of a CSV file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
# What one cell of a workbook can hold.
_LONGEST = 32_767
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value: object) -> str:
    """The text of a cell of a CSV file; an apostrophe stops what would be computed."""
    text = INVISIBLE.sub("", str(value))
    is_formula = text.lstrip(" ").startswith(_FORMULA) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_pieces(header: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """As French Excel opens it by a double click: its mark, semicolons, quotes everywhere."""
    writer = csv.writer(Echo(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield b"\xef\xbb\xbf"
    yield writer.writerow(map(harmless, header)).encode()
    for row in rows:
        yield writer.writerow(map(harmless, row)).encode()


def xlsx_file(title: str, header: Iterable[object], rows: Iterable[Iterable[object]]):
    """A workbook of one sheet, every cell typed as text; a file open for reading."""
    import xlsxwriter  # by who asks for a workbook: 2 MB that no page needs

    file = tempfile.TemporaryFile()  # noqa: SIM115  closed by whoever sends it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "Liste")
    bold = book.add_format({"bold": True})
    for place, name in enumerate(header):
        sheet.write_string(0, place, _cell(name), bold)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            sheet.write_string(number, place, _cell(value))
    sheet.freeze_panes(1, 0)
    book.close()
    file.seek(0)
    return file


def _cell(value: object) -> str:
    return INVISIBLE.sub("", str(value))[:_LONGEST]
