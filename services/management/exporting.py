"""What the export commands share: whole files or none, and the count of what is left out."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from django.core.management.base import CommandError

from services.standards.exports import LeftOut


def write_whole(path: Path, pieces: Iterable[str | bytes]) -> None:
    """Write beside, then put in place: a reader never meets half a file."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise CommandError(f"{path} ne peut pas être écrit : {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece.encode() if isinstance(piece, str) else piece)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def tell_left_out(stream, left_out: list[LeftOut]) -> None:
    """Reason by reason; `stream` is the command's stderr."""
    words = {"actor": "acteurs", "location": "lieux", "service": "services"}
    counts = Counter((left.kind, left.reason) for left in left_out)
    for (kind, reason), number in sorted(counts.items()):
        stream.write(f"Hors de l’export : {number} {words[kind]}. {reason}")
