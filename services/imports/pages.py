"""What the page of an import shows: lists to look through, and what was decided of each line."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from services.imports.words import KINDS, field_label, value_words
from services.models import ImportLine, ImportProblem, ImportRun

PER_PAGE = 50
_LINES = {
    "changes": (_("Ce qui change"), {"status": "changed"}),
    "conflicts": (_("Changé des deux côtés"), {}),
    "new": (_("Nouvelles fiches"), {"status": "created"}),
    "archived": (_("Archivé ou supprimé par la Ville"), {"status__in": ["archived", "removed"]}),
}
_MANY = {
    "actor": _("Acteurs"),
    "location": _("Lieux"),
    "service": _("Services"),
    "place": _("Permanences"),
}
_PROBLEMS = {
    "refused": (_("Lignes refusées"), ImportProblem.Gravity.REFUSED),
    "aside": (_("Valeurs laissées de côté"), ImportProblem.Gravity.ASIDE),
    "repaired": (_("Lu autrement que c’est écrit"), ImportProblem.Gravity.REPAIRED),
}


@dataclass(frozen=True)
class Tab:
    code: str
    title: str
    count: int


@dataclass(frozen=True)
class FieldRow:
    """One field: what the source said last time, what the guide says, what the file says."""

    key: str
    label: str
    last: str
    ours: str
    new: str
    is_chosen: bool


@dataclass(frozen=True)
class LineRow:
    line: ImportLine
    kind: str
    changes: list[FieldRow]
    conflicts: list[FieldRow]


def lines_of(run: ImportRun, code: str):
    rows = run.lines.all()
    if code == "conflicts":
        return rows.exclude(conflicts={})
    return rows.filter(**_LINES[code][1])


def tabs_of(run: ImportRun) -> list[Tab]:
    """Only those that hold something, the most urgent first."""
    found = [
        Tab(code, str(title), lines_of(run, code).count()) for code, (title, _x) in _LINES.items()
    ]
    found += [
        Tab(code, str(title), run.problems.filter(gravity=gravity).count())
        for code, (title, gravity) in _PROBLEMS.items()
    ]
    return [tab for tab in found if tab.count]


def page_of(run: ImportRun, code: str, number: object) -> Page:
    if code in _PROBLEMS:
        rows = run.problems.filter(gravity=_PROBLEMS[code][1])
        return Paginator(rows, PER_PAGE).get_page(number)
    page = Paginator(lines_of(run, code), PER_PAGE).get_page(number)
    page.object_list = [_row(line) for line in page.object_list]
    return page


def is_chosen_here(code: str) -> bool:
    """Whether lines of this list can be ticked."""
    return code in ("changes", "conflicts", "new")


def _row(line: ImportLine) -> LineRow:
    return LineRow(
        line,
        str(KINDS[line.kind]),
        [
            _field(line, name, said, not line.is_skipped and name not in line.kept)
            for name, said in line.fields.items()
        ],
        [_field(line, name, said, name in line.taken) for name, said in line.conflicts.items()],
    )


def _field(line: ImportLine, name: str, said: list, is_chosen: bool) -> FieldRow:
    last, ours, new = (value_words(line.kind, name, value) for value in said)
    key = f"{line.pk}:{name}"
    return FieldRow(key, field_label(line.kind, name), last, ours, new, is_chosen)


def choose(run: ImportRun, code: str, shown: list[str], ticked: set[str]) -> None:
    """Keep what was ticked on one page: new records by number, fields by `number:field`."""
    pks = [int(pk) for pk in shown if pk.isdecimal()]
    lines = list(lines_of(run, code).filter(pk__in=pks))
    for line in lines:
        if code == "conflicts":
            line.taken = [name for name in line.conflicts if f"{line.pk}:{name}" in ticked]
        elif code == "changes":
            line.is_skipped = False
            line.kept = [name for name in line.fields if f"{line.pk}:{name}" not in ticked]
        else:
            line.is_skipped = str(line.pk) not in ticked
    ImportLine.objects.bulk_update(lines, ["is_skipped", "kept", "taken"])


def choose_all(run: ImportRun, code: str, *, take: bool) -> None:
    """The whole list, whatever its length."""
    if code in ("changes", "new"):
        lines_of(run, code).update(is_skipped=not take, kept=[])


def summary(run: ImportRun) -> list[str]:
    """« Lieux : 3 à créer, 2 à changer. », a line a kind."""
    is_done = run.status in (ImportRun.Status.APPLIED, ImportRun.Status.UNDOING)
    labels = {
        "created": _("nouveaux") if is_done else _("à créer"),
        "changed": _("changés") if is_done else _("à changer"),
        "same": _("sans changement"),
    }
    return [
        f"{words} : "
        + ", ".join(
            f"{counts[status]} {label}" for status, label in labels.items() if counts.get(status)
        )
        for kind, words in _MANY.items()
        if (counts := run.counts.get(kind)) and any(counts.get(status) for status in labels)
    ]


def is_without_effect(run: ImportRun) -> bool:
    counts = run.counts.values()
    is_quiet = not any(one.get("created") or one.get("changed") for one in counts)
    return is_quiet and not lines_of(run, "conflicts").exists()
