"""Catalogues of the interface: written as text in `locale/`, compiled into `.var/` when needed."""

import os
from pathlib import Path

SOURCE = Path(__file__).resolve().parent / "locale"
# A catalogue joins this set when somebody who speaks the language has read it.
REVIEWED = frozenset({"fr"})


def compiled(target: Path) -> Path:
    """Compile the catalogues that changed into `target`; return it. Needs no gettext tool."""
    for text in SOURCE.glob("*/LC_MESSAGES/django.po"):
        binary = target / text.relative_to(SOURCE).with_suffix(".mo")
        if not binary.exists() or binary.stat().st_mtime < text.stat().st_mtime:
            _compile(text, binary)
    return target


def _compile(text: Path, binary: Path) -> None:
    import polib  # only when something is to be compiled

    binary.parent.mkdir(parents=True, exist_ok=True)
    # Written aside then renamed: another process may be starting at the same moment.
    draft = binary.with_suffix(f".{os.getpid()}")
    polib.pofile(str(text), encoding="utf-8").save_as_mofile(str(draft))
    draft.replace(binary)


def ready() -> frozenset[str]:
    """Languages that have a catalogue, and French, in which the pages are written."""
    return frozenset({"fr", *(path.parts[-3] for path in SOURCE.glob("*/LC_MESSAGES/django.po"))})
