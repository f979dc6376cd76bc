"""The one form that every standard is read into and written from; knows no model."""

from dataclasses import dataclass, field
from uuid import UUID

from actors.identifiers import uid_for

# In the order of their dependence: what comes first is saved first.
KINDS = ("actor", "location", "service", "place")
RELATIONS = {
    "actor": (),
    "location": ("actor",),
    "service": ("actor",),
    "place": ("service", "location"),
}
NAME_FIELD = {"actor": "name", "location": "name", "service": "title"}
_TERMS = "terms."


@dataclass
class Record:
    """One actor, location, service or place (a service at a location), as a source says it.

    `values`: model field → JSON value (dates as ISO texts, coordinates as numbers); relations
    are uids; `"terms"` is `{vocabulary: [codes]}`, `"needs"` a list of codes. A field that is
    absent is one the source does not speak of.
    `extra`: what the source says and the guide has no field for, kept to be written out again.
    `where`: the line of the file, in French, for messages.
    `is_partial`: only these fields speak; what the source sent before remains the merge base.
    `is_shared`: several rows bring it, word for word; it counts once.
    """

    kind: str
    uid: UUID
    source: str
    external_id: str
    values: dict
    extra: dict = field(default_factory=dict)
    where: str = ""
    is_partial: bool = False
    is_shared: bool = False

    @property
    def name(self) -> str:
        """How a person recognises it in a report."""
        return str(self.values.get(NAME_FIELD.get(self.kind, ""), "") or self.external_id)

    @property
    def related(self) -> list[tuple[str, UUID]]:
        """(kind, uid) of what it belongs to; a partial record may be silent about it."""
        return [
            (kind, UUID(str(self.values[kind])))
            for kind in RELATIONS[self.kind]
            if kind in self.values
        ]


def make_record(kind: str, source: str, external_id: str, values: dict, **more) -> Record:
    return Record(kind, uid_for(source, external_id), source, external_id, values, **more)


@dataclass(frozen=True)
class Problem:
    """Something a file says that cannot be taken: where, which column, what, and why.

    `is_refused`: the whole row is left out; otherwise this column alone is, or `taken` stands
    for what was read instead.
    """

    where: str
    field: str
    value: str
    reason: str
    is_refused: bool = True
    taken: str = ""


@dataclass
class Row:
    """What one line of a file says: its records, in the order of KINDS, and what is wrong."""

    where: str
    key: str = ""
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    raw: dict = field(default_factory=dict)
    # Said of the whole file rather than of a line.
    is_header: bool = False
    # Kind of the record when the line only repeats what the guide says.
    unchanged: str = ""

    @property
    def is_refused(self) -> bool:
        return any(problem.is_refused for problem in self.problems)

    def refuse(self, column: str, value: object, reason: str) -> None:
        self.problems.append(Problem(self.where, column, str(value), str(reason)))

    def set_aside(self, column: str, value: object, reason: str) -> None:
        self.problems.append(Problem(self.where, column, str(value), str(reason), False))

    def repair(self, column: str, value: object, taken: object, reason: str) -> None:
        """Something is read, but not as it is written: nobody must find out by chance."""
        self.problems.append(
            Problem(self.where, column, str(value), str(reason), False, str(taken))
        )


def flat(values: dict) -> dict:
    """Terms as one field a vocabulary, sets in one order: the form that is merged."""
    fields = {name: value for name, value in values.items() if name not in ("terms", "needs")}
    for vocabulary, codes in values.get("terms", {}).items():
        fields[_TERMS + vocabulary] = sorted(set(codes))
    if "needs" in values:
        fields["needs"] = sorted(set(values["needs"]))
    return fields


def vocabulary_of(name: str) -> str | None:
    """The vocabulary of a flat field such as `terms.theme`, None for any other field."""
    return name.removeprefix(_TERMS) if name.startswith(_TERMS) else None
