"""The search of this process: what is stored of each service, and the snapshot in memory."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
from django.conf import settings
from django.db import connection, transaction

from services.models import LexiconEntry, Revision, SearchEntry
from services.search import loading, semantics
from services.search.documents import Document
from services.search.guide import Guide
from services.search.lexicon import LEXICON_FILE, Lexicon, Row, read
from services.search.senses import Sayings
from services.search.snapshot import Entry, Snapshot

# Under this many services the whole is made again at each revision (some 0.1 s); over it, changed
# ones stand in a tail of at most TAIL.
SMALL, TAIL = 2_000, 1_000
REMEMBERED = 3_000

_lock = Lock()
_kept: dict[str, "_Kept"] = {}
_vectors: "OrderedDict[str, np.ndarray]" = OrderedDict()


@dataclass
class _Kept:
    revision: int
    lexicon_digest: str
    stamps: dict[int, str]
    guide: Guide


def uses_meaning() -> bool:
    """Is the semantic part on and installed? Said on `/sante/pret`."""
    return bool(getattr(settings, "SEARCH_SEMANTICS", True)) and semantics.is_installed()


def current(revision: int | None = None) -> Guide:
    """The guide to search in, for this revision (by default, that of the database)."""
    name = str(connection.settings_dict["NAME"])
    if revision is None:
        revision = Revision.current()
    kept = _kept.get(name)
    if kept is not None and kept.revision == revision:
        return kept.guide
    with _lock:
        kept = _kept.get(name)
        if kept is None or kept.revision != revision:
            _kept[name] = kept = _renewed(kept, revision)
    return kept.guide


def with_lexicon(rows: list[Row]) -> Guide:
    """The guide as it would search with these rows: for a try before they are saved."""
    base = current().base
    lexicon = Lexicon(rows)
    sayings = Sayings(lexicon, base.sayings) if base.sayings else None
    stamps = loading.stamps()
    entries = _entries(list(stamps), stamps)
    return Guide(Snapshot(entries, lexicon, sayings=sayings), [])


def forget() -> None:
    """Drop the snapshots: for tests and for memory."""
    with _lock:
        _kept.clear()


def _renewed(kept: _Kept | None, revision: int) -> _Kept:
    semantics.configure(_shared_folder())
    stamps = loading.stamps()
    rows = [entry.row() for entry in LexiconEntry.objects.active()]
    digest = _digest(rows)
    base = kept.guide.base if kept else None
    if kept and kept.lexicon_digest == digest and (base.sayings is not None) == uses_meaning():
        known = dict(zip(base.keys.tolist(), kept.guide.stamps, strict=True))
        changed = [pk for pk, stamp in stamps.items() if known.get(pk) != stamp]
        gone = [pk for pk in known if known[pk] != stamps.get(pk)]
        if not changed and not gone:
            return _Kept(revision, digest, stamps, Guide(base, kept.guide.stamps))
        if len(stamps) > SMALL and len(changed) + len(gone) <= TAIL:
            entries = _entries(changed, stamps)
            tail = Snapshot(entries, base.lexicon, sayings=base.sayings, whole=base)
            return _Kept(revision, digest, stamps, Guide(base, kept.guide.stamps, tail, gone))
        lexicon, sayings = base.lexicon, base.sayings
    else:
        lexicon = Lexicon(rows)
        sayings = Sayings(lexicon, base.sayings if base else None) if uses_meaning() else None
    base = Snapshot(_entries(list(stamps), stamps), lexicon, sayings=sayings)
    made_from = [stamps[pk] for pk in base.keys.tolist()]
    return _Kept(revision, digest, stamps, Guide(base, made_from))


def _shared_folder() -> Path | None:
    folder = getattr(settings, "VAR_DIR", None)
    return Path(folder) / "search" if folder else None


def _digest(rows: list[Row]) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _entries(pks: list[int], stamps: dict[int, str]) -> list[Entry]:
    """Entries of these services: as stored when still true, else made here and now."""
    by_meaning = uses_meaning()
    encoder = semantics.model_name() if by_meaning else ""
    stored = _stored(pks)
    true = [
        pk
        for pk in pks
        if pk in stored
        and stored[pk][0] == stamps[pk]
        and (not by_meaning or stored[pk][2] == encoder)
    ]
    entries: dict[int, Entry] = {}
    for document in loading.documents(true, with_text=False):
        _stamp, tokens, _encoder, vector = stored[document.key]
        packed = np.frombuffer(bytes(vector), np.int8) if by_meaning and vector else None
        entries[document.key] = Entry(document, tokens, packed)
    lacking = list(loading.documents([pk for pk in pks if pk not in entries]))
    entries |= {entry.document.key: entry for entry in _make(lacking, by_meaning)}
    return [entries[pk] for pk in pks if pk in entries]


def _stored(pks: list[int]) -> dict[int, tuple]:
    found = {}
    for start in range(0, len(pks), loading.BATCH):
        rows = SearchEntry.objects.filter(service_id__in=pks[start : start + loading.BATCH])
        for pk, *values in rows.values_list("service_id", "stamp", "tokens", "encoder", "vector"):
            found[pk] = values
    return found


def _make(documents: list[Document], by_meaning: bool) -> list[Entry]:
    """Analyse and encode; a text met before in this process is not encoded again."""
    texts = [document.meaning() for document in documents] if by_meaning else []
    new = [text for text in dict.fromkeys(texts) if text not in _vectors]
    for text, vector in zip(new, semantics.pack(semantics.encode(new)), strict=True):
        _vectors[text] = vector
    vectors = [_vectors[text] for text in texts] if by_meaning else [None] * len(documents)
    while len(_vectors) > REMEMBERED:
        _vectors.popitem(last=False)
    return [
        Entry(document.without_text(), document.tokens(), vector)
        for document, vector in zip(documents, vectors, strict=True)
    ]


def refresh(progress: Callable[[int], None] | None = None) -> int:
    """Store the analysis of every published service whose words have changed; return how many.

    Called after a change, outside its transaction; a page never writes.
    """
    by_meaning = uses_meaning()
    encoder = semantics.model_name() if by_meaning else ""
    stamps = loading.stamps()
    true = set(
        SearchEntry.objects.filter(encoder=encoder).values_list("service_id", "stamp").iterator()
    )
    lacking = [pk for pk, stamp in stamps.items() if (pk, stamp) not in true]
    if len(lacking) > TAIL:
        _count_rows()
    for start in range(0, len(lacking), 500):
        pks = lacking[start : start + 500]
        documents = list(loading.documents(pks))
        _save(documents, _make(documents, by_meaning), stamps, encoder)
        if progress:
            progress(start + len(pks))
    return len(lacking)


def _count_rows() -> None:
    """Let the database count what an import brought; until then PostgreSQL takes each table for
    empty, and minutes to join four."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _save(
    documents: list[Document], entries: list[Entry], stamps: dict[int, str], encoder: str
) -> None:
    rows = [
        SearchEntry(
            service_id=document.key,
            stamp=stamps[document.key],
            digest=document.digest(),
            tokens=entry.tokens,
            encoder=encoder,
            vector=None if entry.vector is None else entry.vector.tobytes(),
        )
        for document, entry in zip(documents, entries, strict=True)
    ]
    with transaction.atomic():
        SearchEntry.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["service"],
            update_fields=["stamp", "digest", "tokens", "encoder", "vector"],
        )


def load_lexicon(*, using: str = "default") -> int:
    """Add or renew the shipped rows; those that staff changed stay. Returns how many moved."""
    shipped = [LexiconEntry.of_row(row) for row in read(LEXICON_FILE.read_text(encoding="utf-8"))]
    entries = LexiconEntry.objects.using(using)
    known = {(entry.concept, entry.language): entry for entry in entries.all()}
    new, renewed = [], []
    for entry in shipped:
        old = known.get((entry.concept, entry.language))
        if old is None:
            new.append(entry)
        elif old.shipped != entry.shipped and old.fingerprint() == old.shipped:
            entry.pk, entry.is_active = old.pk, old.is_active
            renewed.append(entry)
    fields = ["label", "expressions", "sentences", "terms", "parent", "needs", "filters", "shipped"]
    if new:
        entries.bulk_create(new, batch_size=500)
    if renewed:
        entries.bulk_update(renewed, fields, batch_size=200)
    return len(new) + len(renewed)
