"""What the tests of printed things share: the instant, and how to read a PDF."""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import pypdf
from django.utils import translation

from services.models import EditionKind
from services.printing import building, contexts, editions, payload
from services.printing.editions import Document

AT = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Paris"))
STANDARD, LARGE, NEWS = EditionKind.STANDARD, EditionKind.LARGE, EditionKind.NEWS


def edition(kind=STANDARD, number: int = 1) -> editions.Edition:
    return editions.Edition(number, kind, AT)


def compose(kind=STANDARD) -> Document:
    return building.compose(edition(kind))


def guide_values(kind=STANDARD) -> dict:
    """What the template of the guide receives."""
    with translation.override("fr"):
        return payload.of_guide(contexts.paper_guide(AT), edition(kind))


def plain(text: str) -> str:
    """Text on one line with ordinary spaces, however it was broken over lines."""
    return re.sub(r"\s+", " ", text.replace("\u200b", "")).strip()


@lru_cache(maxsize=4)
def pages_of(document: Document) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(document.pdf))
    return [plain(page.extract_text()) for page in reader.pages]


def text_of(document: Document) -> str:
    return " ".join(pages_of(document))


@dataclass(frozen=True)
class Run:
    """A piece of text as it is set: where it stands (points, from the bottom left), its size."""

    x: float
    y: float
    size: float
    text: str


@lru_cache(maxsize=4)
def runs_of(document: Document) -> list[list[Run]]:
    """The pieces of each page, in the order they are read."""
    found = []
    for page in pypdf.PdfReader(io.BytesIO(document.pdf)).pages:
        runs: list[Run] = []

        def note(text, matrix, text_matrix, _font, size, runs=runs):
            if text.strip():
                runs.append(Run(matrix[4], matrix[5], size, text.strip()))

        page.extract_text(visitor_text=note)
        found.append(runs)
    return found
