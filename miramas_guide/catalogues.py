"""Catalogues of the interface: written as text in `locale/`, compiled into `.var/` when needed."""

import os
import re
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


def update(language: str, found: dict, *, is_source: bool = False) -> list[str]:
    """Keep of a catalogue what is still marked, add what is new; return what has no translation.

    `found` is what `gathering` returns: (context, string) → where it stands. With `is_source`
    each string is its own translation.
    """
    import polib

    path = SOURCE / language / "LC_MESSAGES" / "django.po"
    former = polib.pofile(str(path), encoding="utf-8")
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in former}
    fresh = polib.POFile(wrapwidth=0, encoding="utf-8")
    fresh.header, fresh.metadata = former.header, former.metadata
    for (context, text), places in found.items():
        plural = next((place.plural for place in places if place.plural), "")
        entry = known.get((context, text))
        if entry is None or bool(entry.msgid_plural) != bool(plural):
            entry = _new_entry(context, text, plural, forms=_forms_of(former))
        if is_source:
            entry.msgstr_plural = {0: text, 1: plural}
        entry.msgid_plural = plural
        entry.occurrences = [(file, "") for file in sorted({place.file for place in places})]
        fresh.append(entry)
    fresh.save(str(path))
    return [entry.msgid for entry in fresh.untranslated_entries()]


def _new_entry(context: str, text: str, plural: str, *, forms: int):
    import polib

    entry = polib.POEntry(msgctxt=context or None, msgid=text, msgid_plural=plural)
    if plural:
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
    if "%(" in text or "%s" in text or "%d" in text:
        entry.flags = ["python-format"]
    return entry


def _forms_of(catalogue) -> int:
    """How many plurals a language has: two in Turkish, six in Arabic."""
    return int(re.search(r"nplurals=(\d+)", catalogue.metadata["Plural-Forms"])[1])
