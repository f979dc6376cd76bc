"""The three-way merge: one rule for the seed, imports, proposals and two people at once."""

from collections.abc import Mapping
from dataclasses import dataclass

# « Nothing said » has several spellings; none of them is a change of another.
_EMPTY = (None, "", [], {})


@dataclass(frozen=True)
class Conflict:
    """One field that both sides changed, each its own way."""

    field: str
    base: object
    ours: object
    theirs: object


@dataclass(frozen=True)
class Merge:
    """`values`: ours with what they changed; `changed`: the fields taken from them.

    `conflicts`: the fields both sides changed; there `values` keeps ours.
    """

    values: dict
    changed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def is_clean(self) -> bool:
        return not self.conflicts


def same(one: object, other: object) -> bool:
    """Equal, or both saying nothing (None, an empty text, an empty list)."""
    return one == other or (is_empty(one) and is_empty(other))


def is_empty(value: object) -> bool:
    return value in _EMPTY


def merge(base: Mapping, ours: Mapping, theirs: Mapping) -> Merge:
    """Merge field → value mappings; a field they do not name is none of their business.

    A field absent from `base` or `ours` counts as empty: what they add where we have nothing is
    taken, what they say against a value of ours that they never saw is a conflict.
    """
    values, changed, conflicts = dict(ours), [], []
    for field, wanted in theirs.items():
        before, current = base.get(field), ours.get(field)
        if same(current, wanted) or same(before, wanted):
            continue
        if same(before, current):
            values[field] = wanted
            changed.append(field)
        else:
            conflicts.append(Conflict(field, before, current, wanted))
    return Merge(values, tuple(changed), tuple(conflicts))
