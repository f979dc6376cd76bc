"""What an import does to its file: read it and keep what it would change; then write that."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from services.models import ImportedRecord, ImportLine, ImportProblem, ImportRun
from services.standards.choosing import Choices
from services.standards.comparing import CHANGED, CREATED, Change
from services.standards.imports import Line, Report, load
from services.standards.records import Problem
from services.standards.sources import Source, open_inclusion, open_lieux

Told = Callable[[int], None]
BATCH = 1000
Gravity = ImportProblem.Gravity


def open_source(run: ImportRun) -> Source:
    """Raises FileError, one line for the person who sent the file."""
    if run.standard == ImportRun.Standard.LIEUX:
        return open_lieux(bytes(run.first), run.source, run.columns)
    return open_inclusion(bytes(run.first), bytes(run.second))


def reason_of(run: ImportRun) -> str:
    """What the history says of each record written; it also finds the import's proposals."""
    return str(run)[:100]


def read(run: ImportRun, progress: Told) -> None:
    """Look without touching, and keep everything a person must see before deciding."""
    source = open_source(run)
    report = load(
        source.rows(), label=source.label, settle=source.settle, progress=progress, apply=False
    )
    with transaction.atomic():
        run.lines.all().delete()
        run.problems.all().delete()
        _in_batches(ImportLine, (_line(run, line) for line in report.lines))
        _in_batches(ImportProblem, (_problem(run, problem) for problem in report.problems))
        _keep_counts(run, report)
        run.status = ImportRun.Status.READY
        if report.rows and report.rows_refused == report.rows:
            run.message = _("Aucune ligne de ce fichier n’a pu être lue.")
        run.save()


def apply(run: ImportRun, progress: Told) -> None:
    """Write what was decided, with the way back: all of it, or nothing."""
    source = open_source(run)
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if locked.status != ImportRun.Status.APPLYING:
            return  # somebody else's work did it meanwhile
        report = load(
            source.rows(),
            label=reason_of(run),
            apply=True,
            state=run.new_state,
            choices=choices_of(run),
            journal=lambda changes: _remember(run, changes),
            settle=source.settle,
            user=run.by,
            progress=progress,
        )
        _keep_counts(run, report)
        run.status, run.ended_at = ImportRun.Status.APPLIED, timezone.now()
        # What has been written needs no file any more, and files may hold personal data.
        run.first = run.second = b""
        run.message = ""
        run.save()


def choices_of(run: ImportRun) -> Choices:
    choices, kept, taken = Choices(), defaultdict(set), defaultdict(set)
    for line in run.lines.all().iterator(BATCH):
        key = (line.kind, line.uid)
        if line.is_skipped:
            choices.skipped.add(key)
        if line.kept:
            kept[key].update(line.kept)
        if line.taken:
            taken[key].update(line.taken)
    choices.kept, choices.taken = kept, taken
    return choices


def _line(run: ImportRun, line: Line) -> ImportLine:
    both = {
        name: [line.base.get(name), ours, theirs] for name, (ours, theirs) in line.fields.items()
    }
    disputed = {
        name: [line.base.get(name), ours, theirs] for name, (ours, theirs) in line.conflicts.items()
    }
    return ImportLine(
        run=run,
        kind=line.kind,
        uid=line.uid,
        name=line.name[:200],
        where=line.where[:200],
        status=line.status,
        fields=both,
        conflicts=disputed,
    )


def _problem(run: ImportRun, problem: Problem) -> ImportProblem:
    if problem.is_refused:
        gravity = Gravity.REFUSED
    else:
        gravity = Gravity.REPAIRED if problem.taken else Gravity.ASIDE
    return ImportProblem(
        run=run,
        gravity=gravity,
        where=_short(problem.where, 200),
        column=_short(problem.field, 200),
        value=_short(problem.value, 500),
        taken=_short(problem.taken, 500),
        reason=_short(problem.reason, 500),
    )


def _short(text: str, most: int) -> str:
    """As much as a page can show, without the signs that no database takes."""
    text = "".join(sign for sign in str(text) if sign.isprintable() or sign in "\n\t")
    return text if len(text) <= most else text[: most - 1] + "…"


def _remember(run: ImportRun, changes: list[Change]) -> None:
    """Before a batch is written: what it will replace."""
    rows = []
    for change in changes:
        if change.status == CREATED:
            rows.append(_record(run, change, is_new=True))
        elif change.is_update:
            before = {name: change.ours.get(name) for name in change.merge.changed}
            after = {name: change.merge.values[name] for name in change.merge.changed}
            verified = getattr(change.instance, "hours_verified_on", None)
            if "opening_hours" in before and verified:
                before["hours_verified_on"] = verified.isoformat()
                after["hours_verified_on"] = None
            past = change.instance.imported
            rows.append(_record(run, change, before=before, after=after, imported=past))
    ImportedRecord.objects.bulk_create(rows)


def _record(run: ImportRun, change: Change, **fields) -> ImportedRecord:
    instance = change.instance
    return ImportedRecord(
        run=run,
        kind=change.record.kind,
        uid=instance.uid if instance is not None else change.record.uid,
        name=(str(instance) if change.status == CHANGED else change.record.name)[:200],
        **fields,
    )


def _keep_counts(run: ImportRun, report: Report) -> None:
    counts = defaultdict(dict)
    for (kind, status), number in report.counts.items():
        counts[kind][status] = number
    run.counts = counts
    run.rows, run.rows_refused = report.rows, report.rows_refused


def _in_batches(model, rows: Iterable) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)
