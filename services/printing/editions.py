"""Editions: their number, what is written of them on each page, where their file lies."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from services.models import PrintedEdition
from services.templatetags.guide import plain_date


@dataclass(frozen=True)
class Document:
    """A PDF and its number of pages."""

    pdf: bytes
    page_count: int


@dataclass(frozen=True)
class Edition:
    """What every page says of the edition it belongs to."""

    number: int
    kind: str
    at: datetime

    @property
    def title(self) -> str:
        return _("Édition %(number)s") % {"number": self.number}

    @property
    def date(self) -> str:
        day = plain_date(timezone.localdate(self.at))
        return _("à jour au %(date)s") % {"date": day}


def frozen(kind: str, revision: int) -> PrintedEdition | None:
    """The edition that went to homes, as long as the data have not moved since it was built."""
    newest = PrintedEdition.objects.for_homes().filter(kind=kind).newest_first().first()
    return newest if newest and newest.revision == revision and newest.file else None


def next_number(revision: int) -> int:
    """One more than what went to homes; the same while the data are those that went there."""
    newest = PrintedEdition.objects.for_homes().whole_guides().newest_first().first()
    if newest is None:
        return 1
    return newest.number if newest.revision == revision else newest.number + 1


def reference() -> PrintedEdition | None:
    """What news are counted from: the last guide that went to homes, else the last one built."""
    guides = PrintedEdition.objects.whole_guides()
    return (
        guides.for_homes().order_by("-built_at", "-pk").first()
        or guides.order_by("-built_at", "-pk").first()
    )


def latest(kind: str) -> PrintedEdition | None:
    """The newest edition of that kind whose file is on this machine."""
    for edition in PrintedEdition.objects.filter(kind=kind).newest_first():
        if edition.file and default_storage.exists(edition.file.name):
            return edition
    return None


def read(edition: PrintedEdition) -> Document:
    with default_storage.open(edition.file.name, "rb") as file:
        return Document(file.read(), edition.page_count)


def keep(edition: Edition, document: Document, *, revision: int) -> PrintedEdition:
    """Put the file in its place and record it; a reader sees the old file or the new, whole."""
    name = f"guide/edition-{edition.number}-{edition.kind}.pdf"
    with transaction.atomic():
        row, _created = PrintedEdition.objects.update_or_create(
            number=edition.number,
            kind=edition.kind,
            defaults={
                "built_at": edition.at,
                "revision": revision,
                "page_count": document.page_count,
                "file": name,
            },
        )
        write_whole(Path(default_storage.path(name)), document.pdf)
    return row


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the file, then take its place at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.close()
            temporary.chmod(0o644)
            os.replace(temporary, path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
