"""Typst: from plain values to accessible PDF, pictures of pages, and a booklet for the printer."""

import json
import re
import shutil
import tempfile
import unicodedata
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import typst
from django.utils.translation import gettext as _

from services.printing.editions import Document

TEMPLATES = Path(__file__).resolve().parent / "templates"
# PDF/UA-1: tags, language, title, alternative texts; Typst refuses to write what lacks one.
STANDARD = "ua-1"
# Each family and the Debian package that holds it.
FONTS = {"Inter": "fonts-inter", "DejaVu Sans": "fonts-dejavu-core"}
# Signs that turn the text after them around: on paper they could only make a name lie.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_UNKNOWN_SIGN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


class PrintingError(Exception):
    """One line in French for whoever runs the command."""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)


def require_fonts() -> None:
    """Raise PrintingError with the packages to install when a font is missing."""
    known = _fonts().families()
    missing = [package for family, package in FONTS.items() if family not in known]
    if missing:
        packages = " ".join(missing)
        raise PrintingError(
            _("Il manque une police de caractères. Installez-la : apt-get install %(packages)s")
            % {"packages": packages}
        )


def compiler(template: str, payload: dict) -> typst.Compiler:
    """A compiler for one template; texts travel as JSON and are never read as markup."""
    require_fonts()
    return typst.Compiler(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(payload, ensure_ascii=False).translate(_TURNING)},
    )


def to_pdf(template: str, payload: dict, at: datetime) -> Document:
    """The document as PDF/UA-1; the same values at the same instant give the same bytes.

    Letters that no font can draw become « □ »: one exotic name must not stop the whole guide.
    """
    try:
        return _pdf(template, payload, at)
    except typst.TypstError as error:
        unknown = unknown_signs(error)
        if not unknown:
            raise _refused(error) from error
    try:
        return _pdf(template, without_signs(payload, unknown), at)
    except typst.TypstError as error:
        raise _refused(error) from error


def _pdf(template: str, payload: dict, at: datetime) -> Document:
    typst_compiler = compiler(template, payload)
    pdf = typst_compiler.compile(
        format="pdf", pdf_standards=STANDARD, timestamp=int(at.timestamp())
    )
    page_count = typst_compiler.query("<page-count>", field="value", one=True)
    return Document(pdf, int(page_count))


def _refused(error: typst.TypstError) -> PrintingError:
    return PrintingError(_("Le guide n’a pas pu être composé : %(why)s") % {"why": error.message})


def unknown_signs(error: typst.TypstError) -> set[str]:
    """The signs that Typst says no font can draw."""
    return {_unescaped(sign) for sign in _UNKNOWN_SIGN.findall(error.diagnostic or error.message)}


def _unescaped(sign: str) -> str:
    """Typst names a sign as its own language writes it: `\\u{d7ff}` for one it cannot show."""

    def read(found: re.Match) -> str:
        return chr(int(found[1], 16)) if found[1] else _ESCAPED.get(found[2], found[2])

    return _ESCAPE.sub(read, sign)


def without_signs(value, unknown: set[str]):
    """The same values without the unknown signs: « □ » for what is seen, nothing for the rest."""
    if isinstance(value, str):
        for sign in unknown:
            is_seen = any(unicodedata.category(letter)[0] != "C" for letter in sign)
            value = value.replace(sign, "□" if is_seen else "")
        return value
    if isinstance(value, dict):
        return {key: without_signs(part, unknown) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [without_signs(part, unknown) for part in value]
    return value


def to_pictures(template: str, payload: dict, *, ppi: int = 100) -> list[bytes]:
    """The pages as PNG."""
    pages = compiler(template, payload).compile(format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


@dataclass(frozen=True)
class Sheet:
    """Millimetres of a page, and of the sheet that holds two of them side by side."""

    page: tuple[int, int]
    sheet: tuple[int, int]


def to_booklet(document: Document, sheet: Sheet, *, title: str, at: datetime) -> bytes:
    """Two pages a side, in the order in which folded sheets are read.

    Sheets are printed on both sides, turned on the short edge, folded in the middle. White pages
    are added before the back cover.
    """
    values = {"pages": booklet_order(document.page_count), "title": title, **asdict(sheet)}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(TEMPLATES / "booklet.typ", Path(folder, "booklet.typ"))
        Path(folder, "pages.pdf").write_bytes(document.pdf)
        return typst.compile(
            Path(folder, "booklet.typ"),
            root=folder,
            format="pdf",
            ignore_system_fonts=True,
            timestamp=int(at.timestamp()),
            sys_inputs={"data": json.dumps(values)},
        )


def booklet_order(page_count: int) -> list[int]:
    """Pages side by side, 0 for a white one: [last, 1, 2, last but one, …]."""
    total = -(-page_count // 4) * 4
    pages = [*range(1, page_count), *[0] * (total - page_count), page_count]
    order = []
    for sheet in range(total // 4):
        front = (pages[total - 1 - 2 * sheet], pages[2 * sheet])
        back = (pages[2 * sheet + 1], pages[total - 2 - 2 * sheet])
        order += [*front, *back]
    return order
