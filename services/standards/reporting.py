"""What an import did or would do, in French lines for a terminal."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.standards.imports import Line, Report
from services.standards.records import KINDS, Problem

# Beyond this, a terminal is no place to read.
SHOWN = 200
_LONGEST = 60
_PLACES = 3


def describe(report: Report) -> Iterator[str]:
    """Counts, then what is refused, left aside, changed and waiting for the town."""
    yield from _counts(report)
    kept = [problem for problem in report.problems if not problem.is_refused]
    repaired = [problem for problem in kept if problem.taken]
    aside = [problem for problem in kept if not problem.taken]
    yield from _section(_("Lignes refusées :"), _grouped(report.refused))
    yield from _section(_("Valeurs laissées de côté :"), _grouped(aside))
    yield from _section(_("Valeurs lues autrement qu’elles ne sont écrites :"), _grouped(repaired))
    changed = [_line(line) for line in report.lines if line.status == "changed"]
    yield from _section(_("Changements :"), changed)
    disputed = [
        _conflict(line, name, ours, theirs)
        for line in report.conflicts
        for name, (ours, theirs) in line.conflicts.items()
    ]
    yield from _section(
        _("Changé des deux côtés, la valeur de la Ville reste et l’autre est à valider :"), disputed
    )
    stays = [line for line in report.lines if line.status in ("archived", "removed")]
    yield from _section(
        _("Archivé ou supprimé par la Ville, laissé ainsi :"), [line.name for line in stays]
    )
    if not report.is_applied and not report.is_without_effect:
        yield _("Rien n’a été écrit. Relancez avec --apply pour enregistrer.")


def _counts(report: Report) -> Iterator[str]:
    words = {
        "actor": (_("acteur"), _("acteurs")),
        "location": (_("lieu"), _("lieux")),
        "service": (_("service"), _("services")),
        "place": (_("permanence"), _("permanences")),
    }
    done = report.is_applied
    labels = {
        "created": _("créés") if done else _("à créer"),
        "changed": _("changés") if done else _("à changer"),
        "same": _("sans changement"),
    }
    yield ngettext("%(n)s ligne lue.", "%(n)s lignes lues.", report.rows) % {"n": report.rows}
    for kind in KINDS:
        parts = [
            f"{report.count(status, kind)} {label}"
            for status, label in labels.items()
            if report.count(status, kind)
        ]
        if parts:
            yield f"{words[kind][1].capitalize()} : {', '.join(parts)}."


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{title} ({len(lines)})"
    yield from (f"- {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield _("… et %(n)s autres.") % {"n": len(lines) - SHOWN}


def _grouped(problems: list[Problem]) -> list[str]:
    """One line for what many rows say alike."""
    places = defaultdict(list)
    for problem in problems:
        places[problem.field, problem.value, problem.taken, problem.reason].append(problem.where)
    return [_problem(where, *problem) for problem, where in places.items()]


def _problem(places: list[str], field: str, value: str, taken: str, reason: str) -> str:
    where = ", ".join(places[:_PLACES])
    if len(places) > _PLACES:
        where += _(" et %(n)s autres") % {"n": len(places) - _PLACES}
    said = f" « {_short(value)} »" if value else ""
    read = f" → « {_short(taken)} »" if taken else ""
    return f"{where}, {field}{said}{read} : {reason}"


def _line(line: Line) -> str:
    fields = (
        f"{name} : {_short(before)} → {_short(after)}"
        for name, (before, after) in line.fields.items()
    )
    return f"{line.name} ({'; '.join(fields)})"


def _conflict(line: Line, name: str, ours, theirs) -> str:
    return f"{line.name}, {name} : {_short(ours)} reste, {_short(theirs)} est proposé"


def _short(value) -> str:
    if value in (None, "", []):
        return _("(vide)")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
