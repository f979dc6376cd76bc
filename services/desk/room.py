"""How much room a printed sheet has: how loosely its services can be set and stay on one page."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Layout:
    """How a sheet is set, in millimetres: a line, the head with the foot, and around an item.

    `language` is what a second one adds: the sentence to show, in its frame, and a longer foot.
    `columns` are the signs of a line of a title, of a row alone, and of one of two side by side.
    """

    name: str
    line: float
    around: float
    item: float
    language: float
    columns: tuple[int, int, int]


ROOMY = Layout("roomy", line=6.9, around=62.0, item=33.0, language=48.0, columns=(56, 62, 23))
PLAIN = Layout("plain", line=6.1, around=45.0, item=22.0, language=38.0, columns=(72, 66, 25))
# What is left when the others do not fit: measured on the longest services in a browser.
TIGHT = Layout("tight", line=5.5, around=32.0, item=12.0, language=20.0, columns=(72, 66, 36))
ON_ONE_PAGE = 3
# An A4 page between its margins.
HEIGHT = 281.0


def layout_of(items: Iterable, *, has_language: bool) -> Layout:
    """The loosest layout that surely holds all of these `sheet.Item` on one page.

    More than three go on several pages, where nothing needs to be tight.
    """
    items = list(items)
    if len(items) > ON_ONE_PAGE:
        return PLAIN
    for layout in (ROOMY, PLAIN):
        around = layout.around + (layout.language if has_language else 0.0)
        if around + sum(_height(item, layout) for item in items) <= HEIGHT:
            return layout
    return TIGHT


def _height(item, layout: Layout) -> float:
    titles = layout.columns[0]
    texts = [item.title.text + item.title.doubt]
    if item.other_title and item.other_title.text:
        texts.append(item.other_title.text)
    lines = sum(_lines(text, titles) for text in texts)
    lines += sum(_row_lines(row, layout) for row in item.rows)
    return layout.item + lines * layout.line


def _row_lines(row, layout: Layout) -> int:
    _titles, alone, beside = layout.columns
    if row.is_shared:
        return _piece_lines(row.piece, alone)
    return max(_piece_lines(row.piece, beside), _piece_lines(row.other, beside))


def _piece_lines(piece, signs: int) -> int:
    texts = [piece.doubt, piece.note, *piece.lines]
    return sum(_lines(text, signs) for text in texts if text)


def _lines(text: str, signs: int) -> int:
    return max(1, ceil(len(text) / signs))
