"""Records against the database: what is new, what changed, what the town decided otherwise."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from actors.merge import Merge, merge
from actors.models import State
from services.standards.existing import MODELS, Codes, Existing, current_values, python_value
from services.standards.records import RELATIONS, Record, Row, flat, vocabulary_of

CREATED, CHANGED, SAME = "created", "changed", "same"
# What staff archived or deleted stays so, whatever the file says.
ARCHIVED, REMOVED = "archived", "removed"


@dataclass
class Change:
    """One record of a file beside the instance it meets, if any."""

    record: Record
    status: str
    instance: object | None
    merge: Merge
    base: dict
    ours: dict
    # What becomes the last version received, where it is not simply what the record says.
    imported: dict | None = None

    @property
    def fields(self) -> dict[str, tuple]:
        """field → (before, after) of what the file changes."""
        return {name: (self.ours.get(name), self.merge.values[name]) for name in self.merge.changed}

    @property
    def is_update(self) -> bool:
        return self.status == CHANGED or (self.status == SAME and self.is_base_new)

    @property
    def is_base_new(self) -> bool:
        """The source sends something else than last time, even if nothing of ours changes."""
        if self.instance is None:
            return False
        if self.imported is not None:
            return self.instance.imported != self.imported
        if self.record.is_partial:
            return False
        return (
            self.base != flat(self.record.values)
            or self.instance.imported.get("extra", {}) != self.record.extra
        )


class Comparison:
    """Compares rows batch by batch; remembers what the import itself brings."""

    def __init__(self, *, lock: bool = False):
        self.lock = lock
        # What may be referred to: (kind, uid) → primary key, None until it is saved.
        self.known: dict[tuple[str, UUID], int | None] = {}
        self.short_names: dict[UUID, str] = {}
        self._removed: set[tuple[str, UUID]] = set()
        self._shared: set[UUID] = set()
        self._read = 0
        # Where each record was first met: number and words of the row.
        self._lines: dict[tuple[str, UUID], tuple[int, str]] = {}
        self.codes = Codes()

    def compare(self, rows: list[Row]) -> list[Change]:
        """The changes of these rows; rows that cannot be taken get a problem and no change."""
        for row in rows:
            self._read += 1
            self._check(row)
        self._keep_shared_once(rows)
        records = [r for row in rows if not row.is_refused for r in row.records]
        existing = Existing(records, self.codes, lock=self.lock)
        self._removed |= existing.removed
        self.look_up(records, existing)
        self._refuse_orphans(rows)
        return [
            self._change(record, existing)
            for row in rows
            if not row.is_refused
            for record in row.records
        ]

    def _check(self, row: Row) -> None:
        for record in row.records:
            if record.is_shared:
                continue
            here = (self._read, row.where)
            number, line = self._lines.setdefault((record.kind, record.uid), here)
            if number != self._read:
                reason = _("Cet identifiant est déjà celui d’une autre ligne (%(line)s).")
                row.refuse("id", record.external_id, reason % {"line": line})
                return
        for record in row.records:
            self._check_terms(row, record)
            self._check_fields(row, record)

    def _keep_shared_once(self, rows: list[Row]) -> None:
        for row in rows:
            if row.is_refused:
                continue
            again = {r.uid for r in row.records if r.is_shared and r.uid in self._shared}
            row.records = [record for record in row.records if record.uid not in again]
            self._shared.update(record.uid for record in row.records if record.is_shared)

    def _check_terms(self, row: Row, record: Record) -> None:
        for vocabulary, codes in record.values.get("terms", {}).items():
            for code in [code for code in codes if (vocabulary, code) not in self.codes.term_pks]:
                row.set_aside(vocabulary, code, _("Cette valeur est inconnue du guide."))
                codes.remove(code)
        needs = record.values.get("needs", [])
        for code in [code for code in needs if code not in self.codes.need_pks]:
            row.set_aside("needs", code, _("Ce besoin est inconnu du guide."))
            needs.remove(code)

    def _check_fields(self, row: Row, record: Record) -> None:
        """The model's own rules; an optional field that breaks one is left aside, and said."""
        meta = MODELS[record.kind]._meta
        skipped = {"terms", "needs", *RELATIONS[record.kind]}
        for name, value in list(record.values.items()):
            if name in skipped or name not in record.values:
                continue
            field = meta.get_field(name)
            if field.blank and value in ("", None, []):
                continue
            try:
                field.clean(python_value(field, value), None)
            except ValidationError as error:
                reason = " ".join(error.messages)
                if not field.blank:
                    row.refuse(name, value, reason)
                    return
                row.set_aside(name, value, reason)
                _set_aside(record, name)

    def look_up(self, records: list[Record], existing: Existing) -> None:
        """Make known the records that these refer to and that no row of the file brought."""
        for (kind, uid), instance in existing.instances.items():
            self.known[kind, uid] = instance.pk
            if kind == "actor":
                self.short_names[uid] = instance.short_name
        coming = {(record.kind, record.uid) for record in records}
        for kind in ("actor", "location", "service"):
            keys = {key for record in records for key in record.related if key[0] == kind}
            wanted = {key[1] for key in keys - coming if key not in self.known}
            if not wanted:
                continue
            columns = ("uid", "pk", "short_name") if kind == "actor" else ("uid", "pk")
            for uid, pk, *name in MODELS[kind].objects.filter(uid__in=wanted).values_list(*columns):
                self.known[kind, uid] = pk
                if name:
                    self.short_names[uid] = name[0]

    def _refuse_orphans(self, rows: list[Row]) -> None:
        """Refuse the rows that refer to nothing known, and then those that refer to them."""
        taken = [row for row in rows if not row.is_refused]
        coming = {(record.kind, record.uid) for row in taken for record in row.records}
        known = coming | self.known.keys() | self._removed
        for row in taken:
            orphan = next((k for r in row.records for k in r.related if k not in known), None)
            if orphan:
                reason = _("La fiche à laquelle cette ligne se rattache n’a pas pu être lue.")
                row.refuse(orphan[0], orphan[1], reason)
        if any(row.is_refused for row in taken):
            self._refuse_orphans(rows)

    def _change(self, record: Record, existing: Existing) -> Change:
        instance = existing.get(record)
        theirs = flat(record.values)
        if instance is None:
            merged = merge({}, {}, theirs)
            status = REMOVED if self._is_removed(record) else CREATED
            if status == CREATED:
                self._remember(record)
            return Change(record, status, None, merged, {}, {})
        base = flat(instance.imported.get("values", {}))
        if getattr(instance, "state", "") == State.ARCHIVED:
            return Change(record, ARCHIVED, instance, merge({}, {}, {}), base, {})
        ours = current_values(instance, theirs)
        merged = merge(base, ours, theirs)
        return Change(record, CHANGED if merged.changed else SAME, instance, merged, base, ours)

    def _is_removed(self, record: Record) -> bool:
        keys = [(record.kind, record.uid), *record.related]
        removed = any(key in self._removed for key in keys)
        if removed:
            self._removed.add((record.kind, record.uid))
        return removed

    def _remember(self, record: Record) -> None:
        self.known[record.kind, record.uid] = None
        if record.kind == "actor":
            self.short_names[record.uid] = record.values.get("short_name", "")


def _set_aside(record: Record, name: str) -> None:
    """Keep out of the guide, but not lost: staff find it in what the source sent."""
    unread = record.extra.setdefault("unread", {})
    # Half a position is none.
    pair = ("latitude", "longitude")
    for one in pair if name in pair else (name,):
        unread[one] = record.values.pop(one, None)


def term_codes(change: Change) -> dict[str, list[str]]:
    """Vocabulary → codes that the record must have after the merge, where the file speaks."""
    wanted = {}
    for name, value in change.merge.values.items():
        vocabulary = vocabulary_of(name)
        if vocabulary:
            wanted[vocabulary] = list(value or [])
    return wanted
