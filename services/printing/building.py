"""From the database to a printed edition on disk; called by a command, never by a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from services.models import EditionKind, PrintedEdition, Revision
from services.printing import contexts, editions, news, payload, typesetting
from services.printing.editions import Document
from services.printing.typesetting import Sheet

_A5, _A4, _A3 = (148, 210), (210, 297), (420, 297)
SHEETS = {
    EditionKind.STANDARD: Sheet(page=_A5, sheet=_A4[::-1]),
    EditionKind.LARGE: Sheet(page=_A4, sheet=_A3),
    EditionKind.NEWS: Sheet(page=_A5, sheet=_A4[::-1]),
}
# What `progress` is told: the data are read, the values ready, the pages set, the file in place.
STEPS = 4


@dataclass(frozen=True)
class Built:
    edition: PrintedEdition
    document: Document


def build(kind: str, at: datetime, progress: Callable[[int], None] = lambda _done: None) -> Built:
    """Build that edition and keep it; one that went to homes is given back as it is.

    Raises PrintingError with one line in French.
    """
    revision = Revision.current()
    kept = editions.frozen(kind, revision)
    if kept is not None:
        progress(STEPS)
        return Built(kept, editions.read(kept))
    edition = editions.Edition(editions.next_number(revision), kind, at)
    document = compose(edition, progress)
    row = editions.keep(edition, document, revision=revision)
    progress(STEPS)
    return Built(row, document)


def compose(
    edition: editions.Edition, progress: Callable[[int], None] = lambda _done: None
) -> Document:
    """The edition as a Document, in French, kept nowhere."""
    with translation.override("fr"):
        if edition.kind == EditionKind.NEWS:
            return _compose_news(edition, progress)
        guide = contexts.paper_guide(edition.at)
        progress(1)
        values = payload.of_guide(guide, edition)
        progress(2)
        document = typesetting.to_pdf("guide.typ", values, edition.at)
        progress(3)
        return document


def _compose_news(edition: editions.Edition, progress) -> Document:
    before = editions.reference()
    found = news.since(before.built_at if before else None, edition.at)
    progress(1)
    values = payload.of_news(found, contexts.frame(), edition)
    progress(2)
    document = typesetting.to_pdf("news.typ", values, edition.at)
    progress(3)
    return document


def booklet(built: Built) -> bytes:
    """The sheets for the printer: two pages a side, A4 for the A5 editions."""
    sheet = SHEETS[EditionKind(built.edition.kind)]
    at = built.edition.built_at
    return typesetting.to_booklet(built.document, sheet, title=str(built.edition), at=at)
