"""Tables as people send them: Excel’s separators, encodings and habits, nothing guessed."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

_SEPARATORS = ",;\t"
# A list of places has 32 columns; a spreadsheet saved whole has 16,384.
MOST_COLUMNS = 300
MOST_SIGNS_IN_A_CELL = 100_000
_ARCHIVES = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF", b"Rar!"),
    *(b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ"),
)
# « Médiathèque » written as UTF-8 and read as something else, once too often.
_MANGLED = re.compile(r"Ã[\u0080-\u00bf€‰‚ƒ„…†‡ˆŠ‹Œ‘’“”•–—˜™š›œžŸ]|â€™|\ufffd")


class FileError(ValueError):
    """The file as a whole cannot be read; the message is for the person who sent it."""


@dataclass(frozen=True)
class Line:
    """One row of a table: its number as an editor shows it, its cells by column."""

    number: int
    cells: dict[str, object]
    # Cells beyond the last column: a separator too many, so that nothing is in its place.
    surplus: int = 0


def read_table(data: bytes) -> list[Line]:
    """The rows of a CSV or JSON file; FileError when it is neither."""
    if data.startswith(_ARCHIVES):
        raise FileError(
            _("C’est un classeur ou une archive. Dans le tableur, enregistrez-le en CSV.")
        )
    text = _decode(data)
    if not text.strip():
        raise FileError(_("Le fichier est vide."))
    if text.lstrip()[0] == "<":
        raise FileError(_("C’est une page internet ou un fichier XML, pas un tableau."))
    _check_accents(text)
    lines = _read_json(text) if text.lstrip()[0] in "[{" else list(_read_csv(text))
    if not lines:
        raise FileError(_("Le fichier n’a aucune ligne sous son en-tête."))
    return lines


def is_json(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def _check_accents(text: str) -> None:
    mangled = _MANGLED.findall(text)
    if len(mangled) > sum(sign in "éèêàçôîùÉÈ" for sign in text):
        found = re.search(rf"\w*(?:{_MANGLED.pattern})\w*", text)
        raise FileError(
            _("Les accents du fichier sont abîmés : « %s ». Enregistrez-le en CSV UTF-8.")
            % (found[0][:40] if found else mangled[0])
        )


def _decode(data: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\x00" in data:
        raise FileError(_("Ce n’est pas un fichier de texte."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")  # what Excel writes in France


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileError(
            _("L’encodage du fichier n’est pas reconnu. Enregistrez-le en CSV UTF-8.")
        ) from error


def _read_json(text: str) -> list[Line]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileError(_("Le fichier JSON n’est pas lisible : %s.") % error) from error
    rows = data.get("items") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FileError(_("Le fichier JSON doit contenir une liste de fiches."))
    for number, row in enumerate(rows, start=1):
        _check_object(row, number)
    return [Line(number, row) for number, row in enumerate(rows, start=1)]


def _check_object(row: dict, number: int) -> None:
    if len(row) > MOST_COLUMNS:
        raise FileError(_too_many(len(row)))
    if any(isinstance(cell, str) and len(cell) > MOST_SIGNS_IN_A_CELL for cell in row.values()):
        raise FileError(_too_long(number))


def _read_csv(text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        header = [name.strip() for name in next(reader)]
        _check_header(header)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _check_cells(cells, reader.line_num)
                named = dict(zip(header, cells, strict=False))
                yield Line(reader.line_num, named, max(0, len(cells) - len(header)))
    except csv.Error as error:
        if "field limit" in str(error):
            raise FileError(_too_long(reader.line_num)) from error
        place = {"line": reader.line_num, "error": error}
        raise FileError(_("La ligne %(line)s n’est pas lisible : %(error)s.") % place) from error


def _separator(text: str) -> str:
    """The sign that parts the header, quoted names aside; a header alone has none."""
    header = text.lstrip("\r\n").split("\n", 1)[0]
    outside = "".join(header.split('"')[::2])
    return max(_SEPARATORS, key=outside.count)


def _check_header(header: list[str]) -> None:
    if len(header) > MOST_COLUMNS:
        raise FileError(_too_many(len(header)))
    named = [name for name in header if name]
    twice = {name for name in named if named.count(name) > 1}
    if twice:
        raise FileError(_("Deux colonnes portent le même nom : %s.") % ", ".join(sorted(twice)))


def _too_many(columns: int) -> str:
    return _("Le fichier a %(n)s colonnes ; %(most)s au plus sont lues.") % {
        "n": columns,
        "most": MOST_COLUMNS,
    }


def _check_cells(cells: list[str], number: int) -> None:
    if max(map(len, cells)) > MOST_SIGNS_IN_A_CELL:
        raise FileError(_too_long(number))


def _too_long(number: int) -> str:
    """Most often a quotation mark that nothing closes."""
    return _("La ligne %(line)s a une case de plus de %(most)s signes.") % {
        "line": number,
        "most": MOST_SIGNS_IN_A_CELL,
    }
