"""What is to be translated: every marked string that somebody outside the town hall may read.

Read from the code and the templates themselves, so that no gettext tool is needed. The workshop
of the town and what is printed in French only stay in French: their strings are left out.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.utils.translation import override
from django.utils.translation.template import templatize

BASE = Path(__file__).resolve().parent.parent
# Where the marked strings are: name called → places of (context, singular, plural).
_CALLS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
# Read by city staff, partners and those who publish data, who all read French: the admin, the
# entry of hours, the partners' pages, imports and their reports, commands, the printed guide.
STAFF_ONLY = re.compile(
    r"^(actors|services)/admin/|/management/|^miramas_guide/|^templates/(admin|simple_history)/"
    r"|^actors/(changes|fields|forms|hours_table|hours_blocks|locking|pins|readability|validators|widgets)\.py"
    r"|^actors/opening_hours/(checks|entry_checks)\.py|^templates/services/partner/"
    r"|^services/upkeep/(?!report)|^templates/services/upkeep/(?!report)"
    r"|^(actors|services)/models/(?!location|moderation)|^services/printing/(?!views)"
    r"|^services/standards/(?!exports|pages|pathways|pillars|schema_org|texts)"
    r"|^(services|templates/services)/imports/|^(actors|templates)/accounts/"
    r"|^services/privacy/purging|^services/figures/(label|headings|coverage)|^templates/services/figures/(label|coverage)"
    r"|^templates/emails/|^(templates/)?services/opinions/(read|views)"
    r"|^templates/printing/_(guide_body|entry|number|hours)"
)


@dataclass(frozen=True)
class Marked:
    """A marked string and the file that holds it."""

    file: str
    singular: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.singular


def to_translate() -> dict[tuple[str, str], list[Marked]]:
    """(context, string) → where it stands, for all that the public reads, in file order."""
    found: dict[tuple[str, str], list[Marked]] = {}
    named = _names_of_fields()
    for marked in marked_strings():
        is_name = marked.singular in named and marked.file.split("/")[1] == "models"
        if not STAFF_ONLY.search(marked.file) and not is_name:
            found.setdefault(marked.key, []).append(marked)
    return found


def plurals() -> dict[tuple[str, str], list[Marked]]:
    """The marked strings that count something, those of the workshop included."""
    found: dict[tuple[str, str], list[Marked]] = {}
    for marked in marked_strings():
        if marked.plural:
            found.setdefault(marked.key, []).append(marked)
    return found


def marked_strings() -> Iterator[Marked]:
    """Every marked string of the project, staff's ones included."""
    for folder in ("actors", "services", "miramas_guide", "templates"):
        for path in sorted((BASE / folder).rglob("*")):
            file = path.relative_to(BASE).as_posix()
            if path.suffix == ".py":
                yield from in_code(file, path.read_text(encoding="utf-8"))
            elif path.suffix == ".html":
                yield from in_template(file, path.read_text(encoding="utf-8"))


def in_code(file: str, text: str) -> Iterator[Marked]:
    calls = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        yield from _of_call(file, call)


def in_template(file: str, text: str) -> Iterator[Marked]:
    # Django writes the tags of a template as calls, for the tools of gettext to read.
    code = templatize(text)
    for match in re.finditer(r"\b(?:n?p?gettext|_)\(", code):
        yield from _of_call(file, _call_at(code, match.start()))


def _call_at(code: str, start: int) -> ast.Call:
    """The call that begins here: the shortest text up to a closing bracket that reads as one."""
    end = start
    while (end := code.find(")", end) + 1) > 0:
        try:
            return ast.parse(code[start:end], mode="eval").body
        except SyntaxError:
            continue
    raise ValueError(f"never closed: {code[start : start + 60]}")


def _of_call(file: str, call: ast.Call) -> Iterator[Marked]:
    if call.func.id not in _CALLS:
        return
    context, singular, plural = (
        "" if at is None else _text(call.args, at) for at in _CALLS[call.func.id]
    )
    if singular:
        yield Marked(file, singular, plural or "", context or "")


def _text(arguments: list[ast.expr], at: int) -> str | None:
    """The string at this place among the arguments; None for what only running can tell."""
    try:
        value = ast.literal_eval(arguments[at])
    except (ValueError, IndexError):
        return None
    return value if isinstance(value, str) else None


def _names_of_fields() -> set[str]:
    """What forms of the admin call models and fields, and say under them."""
    found = set()
    with override("fr"):
        for model in apps.get_models():
            found |= {str(model._meta.verbose_name), str(model._meta.verbose_name_plural)}
            for field in model._meta.get_fields():
                found.add(str(getattr(field, "verbose_name", "")))
                found.add(str(getattr(field, "help_text", "")))
    return found
