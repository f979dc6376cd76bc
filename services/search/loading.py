"""Services of the database as the search sees them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Sum

from actors import geo
from services.choices import Appointment
from services.models import Service, ServiceAtLocation
from services.search.documents import ANALYSIS_VERSION, Document
from services.search.intents import OTHER
from services.search.times import open_times

BATCH = 2_000
_FACETS = ("pk", "kind", "appointment", "inferred")
_TEXTS = (
    "title",
    "summary",
    "description",
    "conditions",
    "audience_note",
    "price_note",
    "bring_note",
    "actor__name",
    "actor__short_name",
)
_READ_TERMS = (
    *("audience", "di_theme", "theme", "fee", "reception", "mobilisation", "support"),
    *("language", "special_care"),
)
# A welcome in English, or in other languages, is stated as a care.
_SPOKEN = {"langues-etrangeres-anglais": "en", "langues-etrangeres-autres": OTHER}


def stamps(pks: Iterable[int] | None = None) -> dict[int, str]:
    """Published service → what its texts and facets were made from: the versions of all of it."""
    services = Service.objects.published()
    # Of hidden services too, which costs less than to join them: PostgreSQL, before it knows its
    # tables, took twenty minutes to find the best order of four.
    places = ServiceAtLocation.objects.at_published_locations()
    if pks is not None:
        services, places = services.filter(pk__in=pks), places.filter(service__in=pks)
    held = {
        row["service_id"]: f"{row['n']}.{row['p']}.{row['v']}.{row['lv']}.{row['lp']}"
        for row in places.order_by()
        .values("service_id")
        .annotate(
            n=Count("pk"),
            p=Sum("pk"),
            v=Sum("version"),
            lp=Sum("location_id"),
            lv=Sum("location__version"),
        )
    }
    rows = services.order_by("pk").values_list("pk", "uid", "version", "actor_id", "actor__version")
    return {
        pk: f"{ANALYSIS_VERSION}:{uid.hex[:12]}.{version}.{actor}.{other}/{held.get(pk, '')}"
        for pk, uid, version, actor, other in rows.iterator(chunk_size=BATCH)
    }


@dataclass
class _Held:
    """Where and when a service is held."""

    places: list[str] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    moments: set[str] = field(default_factory=set)


def documents(pks: list[int], *, with_text: bool = True) -> Iterator[Document]:
    """The services of these keys, in the order of the keys; without text, their facets alone."""
    for start in range(0, len(pks), BATCH):
        yield from _batch(pks[start : start + BATCH], with_text)


def _batch(pks: list[int], with_text: bool) -> Iterator[Document]:
    terms, held = _terms(pks), _held(pks)
    names = (*_FACETS, *(_TEXTS if with_text else ()))
    rows = {
        values[0]: dict(zip(names, values, strict=True))
        for values in Service.objects.filter(pk__in=pks).order_by().values_list(*names)
    }
    return (_document(rows[pk], terms[pk], held[pk]) for pk in pks if pk in rows)


def _terms(pks: list[int]) -> dict[int, dict[str, set[str]]]:
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = Service.terms.through.objects.filter(
        service_id__in=pks, term__vocabulary__in=_READ_TERMS
    ).values_list("service_id", "term__vocabulary", "term__code")
    for pk, vocabulary, code in rows:
        found[pk][vocabulary].add(code)
    return found


def _held(pks: list[int]) -> dict[int, _Held]:
    found: dict[int, _Held] = defaultdict(_Held)
    quarters = geo.quarter_labels()
    rows = (
        ServiceAtLocation.objects.published()
        .filter(service_id__in=pks)
        .order_by("pk")
        .values_list(
            "service_id",
            "opening_hours",
            "location__opening_hours",
            "location__name",
            "location__address",
            "location__city",
            "location__quarter",
        )
    )
    for pk, own, building, name, address, city, quarter in rows:
        held = found[pk]
        held.places.append(f"{name} {address} {city} {quarters.get(quarter, '')}")
        days, moments = open_times(own or building)
        held.days |= days
        held.moments |= moments
    return found


def _document(row: dict, terms: dict[str, set[str]], held: _Held) -> Document:
    fees = terms["fee"]
    return Document(
        key=row["pk"],
        **(_texts(row, held) if "title" in row else {"title": ""}),
        codes=frozenset(terms["di_theme"] | terms["theme"] | {row["kind"]} - {""}),
        audiences=frozenset(terms["audience"]),
        days=frozenset(held.days),
        moments=frozenset(held.moments),
        free=True if "gratuit" in fees else (False if fees else None),
        walk_in=_walk_in(row["appointment"], terms["mobilisation"]),
        languages=frozenset(
            terms["language"] | {_SPOKEN[code] for code in terms["special_care"] & _SPOKEN.keys()}
        ),
        remote="a-distance" in terms["reception"] | terms["support"],
        inferred=row["inferred"],
    )


def _texts(row: dict, held: _Held) -> dict[str, str]:
    name, short = row["actor__name"], row["actor__short_name"]
    notes = ("conditions", "audience_note", "price_note", "bring_note")
    return {
        "title": row["title"],
        "summary": row["summary"],
        "description": row["description"],
        "details": " ".join(row[note] for note in notes),
        "actor": name if short in name else f"{name} {short}",
        "place": " ".join(held.places),
    }


def _walk_in(appointment: str, mobilisation: set[str]) -> bool | None:
    if appointment:
        return appointment in (Appointment.NONE, Appointment.POSSIBLE)
    return False if mobilisation and "se-presenter" not in mobilisation else None
