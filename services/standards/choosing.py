"""What a person decided of an import, record by record and field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from services.standards.comparing import CHANGED, SAME, Change, Comparison

Key = tuple[str, UUID]


@dataclass
class Choices:
    """By (kind, uid). What nobody decided follows the rule of the three-way merge.

    skipped: records left out, with those that would belong to them.
    kept: fields where the guide's value stays, and is not asked about again.
    taken: fields changed on both sides where the file's value wins.
    """

    skipped: set[Key] = field(default_factory=set)
    kept: Mapping[Key, set[str]] = field(default_factory=dict)
    taken: Mapping[Key, set[str]] = field(default_factory=dict)

    def settle(self, change: Change, comparison: Comparison) -> bool:
        """Bend the change to what was decided; False when its record is left out."""
        key = (change.record.kind, change.record.uid)
        if key in self.skipped or self._is_orphan(change, comparison):
            self.skipped.add(key)
            return False
        kept, taken = self.kept.get(key, set()), self.taken.get(key, set())
        if kept or taken:
            self._bend(change, kept, taken)
        return True

    def _is_orphan(self, change: Change, comparison: Comparison) -> bool:
        return any(
            key in self.skipped and comparison.known.get(key) is None
            for key in change.record.related
        )

    def _bend(self, change: Change, kept: set[str], taken: set[str]) -> None:
        merged = change.merge
        won = [one for one in merged.conflicts if one.field in taken]
        values = dict(merged.values) | {one.field: one.theirs for one in won}
        changed = [name for name in merged.changed if name not in kept]
        changed += [one.field for one in won]
        for name in set(merged.changed) & kept:
            values[name] = change.ours.get(name)
        left = tuple(c for c in merged.conflicts if c.field not in kept | taken)
        change.merge = replace(merged, values=values, changed=tuple(changed), conflicts=left)
        if change.status in (CHANGED, SAME):
            change.status = CHANGED if changed else SAME
