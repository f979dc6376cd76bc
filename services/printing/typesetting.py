"""Typst: from plain values to accessible PDF, pictures of pages, and a booklet for the printer."""

import json
import re
import shutil
import tempfile
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
_UNKNOWN_SIGN = re.compile(r'the text `"(.+?)"` could not be displayed')


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
        sys_inputs={"data": json.dumps(payload, ensure_ascii=False, default=str)},
    )


def to_pdf(template: str, payload: dict, at: datetime) -> Document:
    """The document as PDF/UA-1; the same values at the same instant give the same bytes.

    Signs that no font can draw become « □ »: one exotic letter must not stop the whole guide.
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
    return set(_UNKNOWN_SIGN.findall(error.diagnostic or error.message))


def without_signs(value, unknown: set[str]):
    """The same values, each unknown sign replaced."""
    if isinstance(value, str):
        for sign in unknown:
            value = value.replace(sign, "□")
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


def to_booklet(document: Document, *, size: tuple[int, int], at: datetime) -> bytes:
    """Two pages a side, in the order in which folded sheets are read.

    `size` is that of one page in millimetres. Sheets are printed on both sides, turned on the
    short edge, folded in the middle. White pages are added before the back cover.
    """
    pages = booklet_order(document.page_count)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(TEMPLATES / "booklet.typ", Path(folder, "booklet.typ"))
        Path(folder, "pages.pdf").write_bytes(document.pdf)
        values = {"pages": pages, "width": size[0], "height": size[1]}
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
