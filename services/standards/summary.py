"""What the open data files hold today: rows, size, checksum, and what is left out and why."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from services.standards.exports import LeftOut, lieux_rows
from services.standards.inclusion_exports import service_rows, structure_rows
from services.web import revision


@dataclass(frozen=True)
class Exported:
    """One kind of row: how many go out, and those that do not."""

    kind: str
    count: int
    left_out: tuple[LeftOut, ...]

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """(reason, how many), the commonest first."""
        return Counter(one.reason for one in self.left_out).most_common()


@dataclass(frozen=True)
class FileFacts:
    """Of a file as it would be downloaded now: bytes and SHA-256."""

    name: str
    size: int
    sha256: str


def exported(revision_number: int) -> tuple[Exported, ...]:
    """Places, structures and services, counted once a revision."""
    return revision.remember("exported", revision_number, _exported)


def _exported() -> tuple[Exported, ...]:
    kinds = (("lieux", lieux_rows), ("structures", structure_rows), ("services", service_rows))
    return tuple(_counted(kind, rows) for kind, rows in kinds)


def _counted(kind: str, rows: Callable) -> Exported:
    left: list[LeftOut] = []
    count = sum(1 for _row in rows(left_out=left))
    return Exported(kind, count, tuple(left))


def facts_of(name: str, pieces: Callable, revision_number: int) -> FileFacts:
    """Read through once a revision: nothing is kept of the file but its facts."""
    return revision.remember(("file facts", name), revision_number, lambda: _facts(name, pieces))


def _facts(name: str, pieces: Callable) -> FileFacts:
    size, digest = 0, hashlib.sha256()
    for piece in pieces():
        data = piece.encode() if isinstance(piece, str) else piece
        size += len(data)
        digest.update(data)
    return FileFacts(name, size, digest.hexdigest())
