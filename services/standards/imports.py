"""Imports of every standard: rows → compare → merge → save → report; dry unless told to apply."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from actors import audit
from services.standards.choosing import Choices
from services.standards.comparing import CHANGED, CREATED, SAME, Change, Comparison
from services.standards.records import Problem, Row
from services.standards.saving import Writer

# Records compared and written at a time: what bounds the memory and the queries of one batch.
BATCH = 1000


@dataclass(frozen=True)
class Line:
    """What an import does to one record; `fields`: name → (before, after) of what changes.

    `conflicts`: name → (ours, theirs); `base`: what the source said last time of all of these.
    """

    kind: str
    uid: UUID
    external_id: str
    name: str
    where: str
    status: str
    fields: dict[str, tuple]
    conflicts: dict[str, tuple]
    base: dict[str, object] = field(default_factory=dict)


@dataclass
class Report:
    """What an import did, or would do: counts by (kind, status), lines, problems."""

    is_applied: bool
    rows: int = 0
    rows_refused: int = 0
    counts: Counter = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # Titles of the services met: a place has no name of its own.
    titles: dict[str, str] = field(default_factory=dict)

    def count(self, status: str, kind: str | None = None) -> int:
        return sum(
            number
            for (one, what), number in self.counts.items()
            if what == status and kind in (None, one)
        )

    @property
    def refused(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_refused]

    @property
    def conflicts(self) -> list[Line]:
        return [line for line in self.lines if line.conflicts]

    @property
    def is_without_effect(self) -> bool:
        return not (self.count(CREATED) or self.count(CHANGED) or self.conflicts)


def load(
    rows: Iterable[Row],
    *,
    label: str,
    apply: bool = False,
    state: str = "published",
    only: Container[UUID] | None = None,
    choices: Choices | None = None,
    journal: Callable[[list[Change]], None] | None = None,
    settle: Callable[[list[Row]], None] | None = None,
    user=None,
    day: date | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Bring rows into the guide, and say what that changes; write only with `apply`.

    Refused rows are reported and left out; all the others are saved in one transaction or, when
    anything fails, none is. `label` goes to the history; `state` is that of new records whose
    source says nothing; `only` keeps the records of these uids, `choices` what a person decided of
    each; `journal` is given the changes of each batch before they are written; `settle` is given
    each batch of rows first (see `own`); `progress` is told the number of rows done.
    """
    report = Report(is_applied=apply)
    comparison = Comparison(lock=apply)
    # A dry run takes no lock: nobody waits for a look.
    with transaction.atomic() if apply else nullcontext():
        writer = None
        if apply:
            day = day or timezone.localdate()
            writer = Writer(comparison, reason=label, state=state, day=day, user=user)
        for batch in _batches(rows):
            if settle:
                settle(batch)
            changes = comparison.compare(batch)
            if only is not None:
                changes = [change for change in changes if _is_chosen(change, only, comparison)]
            if choices is not None:
                changes = [change for change in changes if choices.settle(change, comparison)]
            if journal and writer:
                journal(changes)
            if writer:
                writer.write(changes)
            _tell(report, batch, changes)
            if progress:
                progress(report.rows)
        if apply and not report.is_without_effect:
            _record(report, label, user)
    return report


def _record(report: Report, label: str, user) -> None:
    """One line of the audit trail, in the transaction of the import."""
    counts = {status: report.count(status) for status in (CREATED, CHANGED)}
    account = user.pk if user else None
    told = counts | {"refused": report.rows_refused, "conflicts": len(report.conflicts)}
    audit.record("imported", account=account, about=label, **told)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch, size = [], 0
    for row in rows:
        batch.append(row)
        size += len(row.records)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _is_chosen(change: Change, only: Container[UUID], comparison: Comparison) -> bool:
    """Chosen, and all it refers to is chosen too or is in the guide already."""
    return change.record.uid in only and all(
        key[1] in only or comparison.known.get(key) is not None for key in change.record.related
    )


def _tell(report: Report, batch: list[Row], changes: list[Change]) -> None:
    for row in batch:
        report.problems += row.problems
        report.rows += not row.is_header
        report.rows_refused += row.is_refused
        if row.unchanged:
            report.counts[row.unchanged, SAME] += 1
    for change in changes:
        if change.record.kind == "service":
            report.titles[str(change.record.uid)] = change.record.name
        report.counts[change.record.kind, change.status] += 1
        if change.status != "same" or change.merge.conflicts:
            report.lines.append(_line(change, report.titles))


def _line(change: Change, titles: dict[str, str]) -> Line:
    record = change.record
    name = record.name
    if record.kind == "place":
        name = titles.get(str(record.values.get("service")), name)
    # Of a new record the name is enough: ten thousand of them must fit in memory.
    fields = {} if change.status == CREATED else change.fields
    conflicts = {c.field: (c.ours, c.theirs) for c in change.merge.conflicts}
    return Line(
        kind=record.kind,
        uid=record.uid,
        external_id=record.external_id,
        name=name,
        where=record.where,
        status=change.status,
        fields=fields,
        conflicts=conflicts,
        base={name: change.base.get(name) for name in (*fields, *conflicts)},
    )
