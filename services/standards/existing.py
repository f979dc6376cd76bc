"""What the database knows of a batch of records, in a bounded number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import DecimalField, Q

from actors.models import Actor, Location
from services.models import Service, ServiceAtLocation
from services.standards.records import RELATIONS, Record, vocabulary_of

MODELS = {
    "actor": Actor,
    "location": Location,
    "service": Service,
    "place": ServiceAtLocation,
}
_PREFETCHED = {"actor": ("terms",), "location": ("terms",), "service": ("terms", "needs")}


class Existing:
    """Instances by kind and uid, and the uids of records that staff deleted."""

    def __init__(self, records: Iterable[Record], *, lock: bool = False):
        self.instances: dict[tuple[str, UUID], object] = {}
        self.removed: set[tuple[str, UUID]] = set()
        self._lock = lock
        uids = defaultdict(list)
        places = []
        for record in records:
            uids[record.kind].append(record.uid)
            if record.kind == "place":
                places.append(record)
        for kind, wanted in uids.items():
            self._load(kind, wanted)
        self._adopt_pairs([place for place in places if place.uid not in self._uids("place")])

    def _uids(self, kind: str) -> set[UUID]:
        return {uid for known, uid in self.instances if known == kind}

    def _queryset(self, kind: str):
        rows = MODELS[kind].objects.select_related(*RELATIONS[kind])
        rows = rows.prefetch_related(*_PREFETCHED.get(kind, ()))
        return rows.select_for_update(of=("self",)) if self._lock else rows

    def _load(self, kind: str, uids: list[UUID]) -> None:
        for instance in self._queryset(kind).filter(uid__in=uids):
            self.instances[kind, instance.uid] = instance
        missing = [uid for uid in uids if (kind, uid) not in self.instances]
        if missing:
            gone = MODELS[kind].history.filter(uid__in=missing, history_type="-")
            self.removed.update((kind, uid) for uid in gone.values_list("uid", flat=True))

    def _adopt_pairs(self, places: list[Record]) -> None:
        """Staff may have linked the same service and location by hand, under another uid."""
        pairs = {(p.values["service"], p.values["location"]): p.uid for p in places}
        if not pairs:
            return
        services, locations = zip(*pairs, strict=True)
        alike = self._queryset("place").filter(
            Q(service__uid__in=services), Q(location__uid__in=locations)
        )
        for instance in alike:
            uid = pairs.get((str(instance.service.uid), str(instance.location.uid)))
            if uid:
                self.instances["place", uid] = instance
                self.removed.discard(("place", uid))

    def get(self, record: Record):
        return self.instances.get((record.kind, record.uid))


def current_values(instance, fields: Iterable[str]) -> dict:
    """The instance's own values of these flat fields, in the form records use."""
    return {name: _value(instance, name) for name in fields}


def _value(instance, name: str):
    vocabulary = vocabulary_of(name)
    if vocabulary:
        terms = instance.terms.all()
        return sorted(term.code for term in terms if term.vocabulary == vocabulary)
    if name == "needs":
        return sorted(need.code for need in instance.needs.all())
    value = getattr(instance, name)
    if hasattr(value, "uid"):
        return str(value.uid)
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def python_value(field, value):
    """The model's own type for a JSON value, before its validators see it."""
    if isinstance(value, float) and isinstance(field, DecimalField):
        value = str(value)  # 43.5803 as written, not its binary neighbour
    return field.to_python(value)
