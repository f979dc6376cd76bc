"""Which words of a text answer the query, so that a page can mark them."""

import re
from collections.abc import Container

from actors.text import fold
from services.search.analysis import stem

_WORD = re.compile(r"[^\W_]+")


def pieces(text: str, stems: Container[str]) -> list[tuple[str, bool]]:
    """The text cut in order as (piece, is it one of these stems); joined, the same text."""
    found: list[tuple[str, bool]] = []
    end = 0
    for word in _WORD.finditer(text):
        if stem(fold(word.group())) in stems:
            if word.start() > end:
                found.append((text[end : word.start()], False))
            found.append((word.group(), True))
            end = word.end()
    if end < len(text):
        found.append((text[end:], False))
    return found
