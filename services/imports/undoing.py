"""Undoing an import: what it changed goes back, what it brought goes away.

Nothing that somebody did since is lost: it is left, and named.
"""

from collections import defaultdict
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from simple_history.models import HistoricalRecords

from actors.merge import Merge, merge
from actors.signals import public_changed
from services.imports.runs import BATCH, reason_of
from services.models import ImportedRecord, ImportRun, Proposal, SearchEntry
from services.standards.comparing import CHANGED, SAME, Change, Comparison
from services.standards.existing import LINKS, MODELS, Existing, current_values
from services.standards.records import KINDS, Record, vocabulary_of
from services.standards.saving import Writer

# What is made again by itself does not keep a record.
_MADE_AGAIN = {SearchEntry}


def undo(run: ImportRun, progress: Callable[[int], None]) -> None:
    """In one transaction; what somebody changed since is left as it is, and named."""
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if locked.status != ImportRun.Status.UNDOING:
            return
        _withdraw_proposals(run)
        kept = _restore(run, progress)
        kept += _remove(run, progress)
        run.status, run.ended_at = ImportRun.Status.UNDONE, timezone.now()
        run.message = _told(kept)
        run.save()


def _withdraw_proposals(run: ImportRun) -> None:
    """Those nobody has decided of yet; a later import may ask again."""
    waiting = Proposal.objects.waiting().filter(origin=Proposal.Origin.IMPORT)
    waiting.filter(comment=reason_of(run)).delete()


def _restore(run: ImportRun, progress: Callable[[int], None]) -> list[str]:
    comparison = Comparison(lock=True)
    reason = _("Annulé : %(run)s") % {"run": run}
    writer = Writer(comparison, reason=reason, state="draft", day=timezone.localdate(), user=run.by)
    kept, done = [], 0
    for kind in KINDS:
        for rows in _pages(run.records.filter(kind=kind, is_new=False)):
            records = [_as_record(row) for row in rows]
            existing = Existing(records, comparison.codes, lock=True)
            comparison.look_up(records, existing)
            pairs = zip(rows, records, strict=True)
            changes = [_change(row, record, existing, kept) for row, record in pairs]
            writer.write([change for change in changes if change is not None])
            done += len(rows)
            progress(done)
    return kept


def _as_record(row: ImportedRecord) -> Record:
    """A record that says only what this one was before."""
    values: dict = {}
    for name, value in row.before.items():
        vocabulary = vocabulary_of(name)
        if vocabulary:
            values.setdefault("terms", {})[vocabulary] = value or []
        else:
            values[name] = value
    return Record(row.kind, row.uid, "", "", values, is_partial=True)


def _change(row: ImportedRecord, record: Record, existing: Existing, kept: list) -> Change | None:
    instance = existing.get(record)
    if instance is None:
        kept.append(row.name)
        return None
    ours = current_values(instance, row.before)
    found = merge(row.after, ours, row.before)
    if found.conflicts:
        kept.append(row.name)
    restored = Merge(found.values, found.changed, ())
    status = CHANGED if restored.changed else SAME
    return Change(record, status, instance, restored, row.after, ours, imported=row.imported)


def _remove(run: ImportRun, progress: Callable[[int], None]) -> list[str]:
    """As though they had never come: nobody saw to them since, and nothing belongs to them."""
    kept, done = [], run.records.filter(is_new=False).count()
    for kind in reversed(KINDS):
        for rows in _pages(run.records.filter(kind=kind, is_new=True)):
            kept += _remove_untouched(kind, rows)
            done += len(rows)
            progress(done)
    return kept


def _remove_untouched(kind: str, rows: list[ImportedRecord]) -> list[str]:
    model = MODELS[kind]
    names = {row.uid: row.name for row in rows}
    found = dict(model.objects.filter(uid__in=names, version=1).values_list("pk", "uid"))
    for pk in _referred_to(model, list(found)):
        found.pop(pk, None)
    _delete(kind, found)
    here = model.objects.filter(uid__in=names).values_list("uid", flat=True)
    return [names[uid] for uid in here]


def _referred_to(model, pks: list[int]) -> set[int]:
    """Those that closures, sessions, calls or other records hold on to."""
    held = set()
    for relation in model._meta.related_objects:
        if relation.related_model in _MADE_AGAIN:
            continue
        name = relation.field.attname if relation.field.many_to_one else relation.field.name
        rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks})
        held.update(rows.values_list(name, flat=True))
    return held


def _delete(kind: str, found: dict) -> None:
    """Without a trace: a corrected file may bring them again."""
    model, pks = MODELS[kind], list(found)
    if not pks:
        return
    if kind == "service":
        SearchEntry.objects.filter(service__in=pks).delete()
    past = model.history.filter(uid__in=found.values())
    for name in LINKS[kind]:
        field = model._meta.get_field(name)
        owners = {f"{field.m2m_field_name()}__in": pks}
        field.remote_field.through.objects.filter(**owners).delete()
        copies = HistoricalRecords.m2m_models[field]
        copies.objects.filter(history__in=past).delete()
    past._raw_delete(past.db)
    rows = model.objects.filter(pk__in=pks).order_by()
    rows._raw_delete(rows.db)
    public_changed.send(sender=model)


def _pages(rows):
    """Pages of a queryset that stays as it is meanwhile."""
    last = 0
    while page := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield page
        last = page[-1].pk


def _told(kept: list[str]) -> str:
    if not kept:
        return _("Tout est comme avant cet import.")
    counts = defaultdict(int)
    for name in kept:
        counts[name] += 1
    text = ngettext(
        "%(n)d fiche a été modifiée depuis l’import et reste comme elle est : %(names)s.",
        "%(n)d fiches ont été modifiées depuis l’import et restent comme elles sont : %(names)s.",
        len(kept),
    ) % {"n": len(kept), "names": ", ".join(list(counts)[:5])}
    return text[:500]
