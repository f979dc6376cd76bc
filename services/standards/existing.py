"""What the database knows of a batch of records, in a bounded number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import DecimalField, F, Q

from actors.models import Actor, Location, Term
from services.models import Need, Service, ServiceAtLocation
from services.standards.records import RELATIONS, Record, vocabulary_of

MODELS = {
    "actor": Actor,
    "location": Location,
    "service": Service,
    "place": ServiceAtLocation,
}
LINKS = {"actor": ("terms",), "location": ("terms",), "service": ("terms", "needs"), "place": ()}


class Codes:
    """Terms and needs by primary key and by code, read once an import."""

    def __init__(self):
        self.terms = {
            pk: (vocabulary, code)
            for pk, vocabulary, code in Term.objects.values_list("pk", "vocabulary", "code")
        }
        self.needs = dict(Need.objects.values_list("pk", "code"))
        self.term_pks = {term: pk for pk, term in self.terms.items()}
        self.need_pks = {code: pk for pk, code in self.needs.items()}


class Existing:
    """Instances by kind and uid, and the uids of records that staff deleted.

    Each instance bears `linked`, its codes by vocabulary (needs under `needs`), and
    `related_<kind>`, the uids it refers to: a tenth of the cost of whole related instances.
    """

    def __init__(self, records: Iterable[Record], codes: Codes, *, lock: bool = False):
        self.codes = codes
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
        related = {f"related_{name}": F(f"{name}__uid") for name in RELATIONS[kind]}
        if kind == "place":
            related["related_actor_pk"] = F("service__actor_id")
        rows = MODELS[kind].objects.annotate(**related)
        return rows.select_for_update(of=("self",)) if self._lock else rows

    def _load(self, kind: str, uids: list[UUID]) -> None:
        found = {instance.pk: instance for instance in self._queryset(kind).filter(uid__in=uids)}
        for instance in found.values():
            instance.linked = defaultdict(list)
            self.instances[kind, instance.uid] = instance
        for name in LINKS[kind]:
            for owner, vocabulary, code in self._links(kind, name, list(found)):
                found[owner].linked[vocabulary].append(code)
        missing = [uid for uid in uids if (kind, uid) not in self.instances]
        if missing:
            gone = MODELS[kind].history.filter(uid__in=missing, history_type="-")
            self.removed.update((kind, uid) for uid in gone.values_list("uid", flat=True))

    def _links(self, kind: str, name: str, pks: list[int]):
        field = MODELS[kind]._meta.get_field(name)
        owner, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        rows = field.remote_field.through.objects.filter(**{f"{owner}__in": pks})
        for pk, linked in rows.values_list(owner, other):
            if name == "needs":
                yield pk, "needs", self.codes.needs[linked]
            else:
                yield pk, *self.codes.terms[linked]

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
            uid = pairs.get((str(instance.related_service), str(instance.related_location)))
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
    if vocabulary or name == "needs":
        return sorted(instance.linked[vocabulary or name])
    if hasattr(instance, f"related_{name}"):
        return str(getattr(instance, f"related_{name}"))
    value = getattr(instance, name)
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def python_value(field, value):
    """The model's own type for a JSON value, before its validators see it."""
    if isinstance(value, float) and isinstance(field, DecimalField):
        value = str(value)  # 43.5803 as written, not its binary neighbour
    return field.to_python(value)
