"""Writes compared records in bulk: rows, terms, history, versions and proposals."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.utils import timezone
from simple_history.models import HistoricalRecords

from actors.models import Actor
from actors.models.slugs import first_free, slug_base
from services.models import Proposal
from services.standards.comparing import CREATED, Change, Comparison, term_codes
from services.standards.existing import LINKS, MODELS, python_value
from services.standards.records import KINDS, RELATIONS, vocabulary_of

# Field → the computed column that follows it.
_COMPUTED = {
    "name": "name_key",
    "title": "title_key",
    "latitude": "quarter",
    "longitude": "quarter",
}


class Writer:
    """Saves changes batch by batch, inside the caller's transaction.

    `state`: what a new record becomes when its source does not say.
    """

    def __init__(self, comparison: Comparison, *, reason: str, state: str, day: date, user=None):
        self.comparison = comparison
        self.reason, self.state, self.day, self.user = reason[:100], state, day, user
        self.now = timezone.now()
        self._slugs: dict[str, set[str]] = {}
        self._terms, self._needs = comparison.codes.term_pks, comparison.codes.need_pks

    def write(self, changes: list[Change]) -> None:
        for kind in KINDS:
            mine = [change for change in changes if change.record.kind == kind]
            self._create(kind, [change for change in mine if change.status == CREATED])
            self._update(kind, [change for change in mine if change.is_update])
        self._propose([change for change in changes if change.merge.conflicts])

    def _create(self, kind: str, changes: list[Change]) -> None:
        if not changes:
            return
        for change in changes:
            change.instance = self._new(change)
        instances = MODELS[kind].objects.bulk_create([change.instance for change in changes])
        for instance in instances:
            self.comparison.known[kind, instance.uid] = instance.pk
        for name in LINKS[kind]:
            self._link(MODELS[kind]._meta.get_field(name), changes)
        self._remember(kind, instances, update=False)

    def _new(self, change: Change):
        record, values = change.record, change.merge.values
        model = MODELS[record.kind]
        instance = model(
            uid=record.uid, source=record.source, external_id=record.external_id, version=1
        )
        for name, value in values.items():
            self._set(instance, record.kind, name, value)
        instance.imported = self._imported(record)
        if record.kind != "place":
            if "state" not in record.values:
                instance.state = self.state
            instance.complete()
            instance.slug = self._free_slug(record.kind, instance, record)
        return instance

    def _set(self, instance, kind: str, name: str, value) -> None:
        if name in RELATIONS[kind]:
            setattr(instance, f"{name}_id", self.comparison.known[name, UUID(str(value))])
        elif name != "needs" and not vocabulary_of(name):
            setattr(instance, name, python_value(instance._meta.get_field(name), value))

    def _imported(self, record) -> dict:
        return {"on": self.day.isoformat(), "values": record.values, "extra": record.extra}

    def _free_slug(self, kind: str, instance, record) -> str:
        if kind == "service":
            # Only its short name serves, and it is in hand: no query for the actor.
            uid = UUID(str(record.values["actor"]))
            short_name = self.comparison.short_names.get(uid, "")
            instance.actor = Actor(pk=instance.actor_id, short_name=short_name)
        taken = self._slugs.get(kind)
        if taken is None:
            taken = set(MODELS[kind].objects.values_list("slug", flat=True))
            self._slugs[kind] = taken
        slug = first_free(slug_base(*instance.slug_words()), taken)
        taken.add(slug)
        return slug

    def _update(self, kind: str, changes: list[Change]) -> None:
        if not changes:
            return
        touched = {"imported"}
        for change in changes:
            touched |= self._merge_into(change)
        instances = [change.instance for change in changes]
        MODELS[kind].objects.bulk_update(instances, sorted(touched))
        for name in LINKS[kind]:
            self._relink(MODELS[kind]._meta.get_field(name), changes)
        self._remember(kind, instances, update=True)

    def _merge_into(self, change: Change) -> set[str]:
        """Set what changed on the instance; return the names of the columns touched."""
        instance, record, touched = change.instance, change.record, set()
        for name in change.merge.changed:
            if name == "needs" or vocabulary_of(name):
                continue
            self._set(instance, record.kind, name, change.merge.values[name])
            touched |= {name, _COMPUTED.get(name, name)}
        if "opening_hours" in touched and "hours_verified_on" not in touched:
            # Nobody of the town has confirmed the new ones.
            instance.hours_verified_on = None
            touched.add("hours_verified_on")
        if change.imported is not None:
            instance.imported = change.imported
        elif not record.is_partial:
            instance.imported = self._imported(record)
        if record.kind != "place":
            instance.complete()
        return touched

    def _relink(self, field, changes: list[Change]) -> None:
        changed = [change for change in changes if self._has_new_links(field, change)]
        if not changed:
            return
        through = field.remote_field.through
        kept = self._kept_links(field, changed)
        owner = {f"{field.m2m_field_name()}__in": [change.instance.pk for change in changed]}
        through.objects.filter(**owner).delete()
        self._link(field, changed, kept)

    def _has_new_links(self, field, change: Change) -> bool:
        prefix = "needs" if field.name == "needs" else "terms."
        return any(name.startswith(prefix) for name in change.merge.changed)

    def _kept_links(self, field, changes: list[Change]) -> dict[int, set[int]]:
        """Instance → terms of the vocabularies that the file does not speak of."""
        if field.name == "needs":
            return {}
        return {
            change.instance.pk: {
                self._terms[vocabulary, code]
                for vocabulary, codes in change.instance.linked.items()
                if vocabulary != "needs" and vocabulary not in term_codes(change)
                for code in codes
            }
            for change in changes
        }

    def _link(self, field, changes: list[Change], kept: dict | None = None) -> None:
        through = field.remote_field.through
        owner, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        rows = []
        for change in changes:
            linked = self._linked(field, change) | (kept or {}).get(change.instance.pk, set())
            rows += [through(**{owner: change.instance.pk, other: pk}) for pk in sorted(linked)]
        through.objects.bulk_create(rows)

    def _linked(self, field, change: Change) -> set[int]:
        if field.name == "needs":
            return {self._needs[code] for code in change.merge.values.get("needs") or []}
        return {
            self._terms[vocabulary, code]
            for vocabulary, codes in term_codes(change).items()
            for code in codes
        }

    def _remember(self, kind: str, instances: list, *, update: bool) -> None:
        """One history row an instance, terms included, as a save by hand would leave."""
        past = MODELS[kind].history.bulk_history_create(
            instances,
            update=update,
            default_user=self.user,
            default_change_reason=self.reason,
            default_date=self.now,
        )
        by_instance = {row.id: row for row in past}
        for name in LINKS[kind]:
            field = MODELS[kind]._meta.get_field(name)
            through = field.remote_field.through
            owner, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            links = through.objects.filter(**{f"{owner}__in": list(by_instance)})
            copy = HistoricalRecords.m2m_models[field]
            copy.objects.bulk_create(
                copy(id=pk, history=by_instance[one], **{owner: one, other: two})
                for pk, one, two in links.values_list("pk", owner, other)
            )

    def _propose(self, changes: list[Change]) -> None:
        """A field that both sides changed waits for the town; asked once, never again."""
        uids = [change.instance.uid for change in changes]
        asked = defaultdict(list)
        imports = Proposal.objects.filter(uid__in=uids, origin=Proposal.Origin.IMPORT)
        for uid, values in imports.values_list("uid", "values"):
            asked[uid].append(values)
        proposals = [self._proposal(change) for change in changes]
        Proposal.objects.bulk_create(p for p in proposals if p.values not in asked[p.uid])

    def _proposal(self, change: Change) -> Proposal:
        instance, conflicts = change.instance, change.merge.conflicts
        return Proposal(
            uid=instance.uid,
            kind=change.record.kind,
            actor_id=_actor_of(change),
            origin=Proposal.Origin.IMPORT,
            author=self.user,
            base_version=instance.version,
            base={conflict.field: conflict.ours for conflict in conflicts},
            values={conflict.field: conflict.theirs for conflict in conflicts},
            comment=self.reason,
        )


def _actor_of(change: Change) -> int:
    instance = change.instance
    if change.record.kind == "actor":
        return instance.pk
    if change.record.kind == "place":
        return instance.related_actor_pk
    return instance.actor_id
