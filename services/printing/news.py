"""What changed since an edition, read from the history: new, changed and gone services."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actors.models import Actor, Location, State
from services.models import Service, ServiceAtLocation
from services.printing import contexts, entries
from services.printing.entries import Entry


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedEntry:
    entry: Entry
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class News:
    """`since` is the instant of the edition that people have, None when there was none."""

    since: datetime | None
    added: tuple[Entry, ...] = ()
    changed: tuple[ChangedEntry, ...] = ()
    removed: tuple[Entry, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.removed)


def since(moment: datetime | None, at: datetime) -> News:
    """Compare what the guide said at `moment` with what it says at `at` (now).

    A record whose creation left no trace in the history is taken as it is today.
    """
    if moment is None:
        return News(None)
    services = contexts.published_services()
    setting = contexts.entry_setting(services, at)
    present = {service.pk: entries.describe(service, setting) for service in services}
    past_setting = replace(setting, at=moment)
    past = {
        service.pk: entries.describe(service, past_setting) for service in _published_at(moment)
    }
    born = _pks_born_after(moment)
    return News(
        since=moment,
        added=tuple(
            entry
            for pk, entry in present.items()
            if pk not in past and (pk in born or _was_known(pk, moment))
        ),
        changed=tuple(
            ChangedEntry(entry, changes)
            for pk, entry in present.items()
            if pk in past and (changes := tuple(_changes(past[pk], entry)))
        ),
        removed=tuple(entry for pk, entry in past.items() if pk not in present),
    )


def _changes(before: Entry, after: Entry) -> Iterable[Change]:
    """What matters to somebody who has the paper: not the wording, not how sure we are."""
    told_before, told_after = dict(_told(before)), dict(_told(after))
    for label in dict.fromkeys([*told_after, *told_before]):
        old, new = told_before.get(label, ""), told_after.get(label, "")
        if old != new:
            yield Change(label, old, new or _("n’est plus indiqué"))
    if before.maybe and not after.maybe:
        yield Change(_("Confirmé"), "", _("cette aide existe bien"))


def _told(entry: Entry):
    yield _("Titre"), entry.title
    yield _("Qui"), entry.who
    yield _("Où"), " ; ".join(f"{place.name}, {place.address}" for place in entry.places)
    yield _("Quand"), " ; ".join(place.hours.text for place in entry.places)
    yield _("Téléphone"), "" if entry.phone.is_help else entry.phone.text
    for fact in entry.facts:
        yield fact.label, fact.text


# The guide as the history remembers it.


def _latest(queryset: QuerySet) -> dict:
    """Instances by key; of two rows of the very same instant, the one written last."""
    found = {}
    for instance in queryset:
        found.setdefault(instance.pk, instance)
    return found


def _published_at(moment: datetime) -> list[Service]:
    """Services published then, with the actor, the places and the terms they had."""
    actors = _with_the_untraced(Actor, _latest(Actor.history.as_of(moment)), moment)
    locations = _with_the_untraced(Location, _latest(Location.history.as_of(moment)), moment)
    services = [
        service
        for service in _latest(Service.history.as_of(moment)).values()
        if service.state == State.PUBLISHED
        and service.actor_id in actors
        and actors[service.actor_id].state == State.PUBLISHED
    ]
    held = _with_the_untraced(
        ServiceAtLocation, _latest(ServiceAtLocation.history.as_of(moment)), moment
    )
    places: dict[int, list[ServiceAtLocation]] = {}
    for _pk, place in sorted(held.items()):
        location = locations.get(place.location_id)
        if location is not None and location.state == State.PUBLISHED:
            location.actor = actors.get(location.actor_id)
            place.location = location
            places.setdefault(place.service_id, []).append(place)
    terms = _terms_of(services)
    for service in services:
        service.actor = actors[service.actor_id]
        service.shown_places = places.get(service.pk, [])
        # What `service.terms.all()` answers, as `prefetch_related` would have filled it.
        service._prefetched_objects_cache = {"terms": terms.get(service.pk, [])}
    return sorted(services, key=lambda service: (service.inferred, service.title_key, service.pk))


def _with_the_untraced(model, known: dict, moment: datetime) -> dict:
    """Add the records that have no history before that instant, and no birth after it."""
    born = model.history.filter(history_type="+", history_date__gt=moment).values("id")
    untraced = model.objects.exclude(pk__in=list(known)).exclude(pk__in=born)
    return {record.pk: record for record in untraced} | known


def _terms_of(services: list[Service]) -> dict[int, list]:
    rows = {service._history.history_id: service.pk for service in services}
    through = Service.history.model.terms.model
    found: dict[int, list] = {}
    for row in through.objects.filter(history__in=list(rows)).select_related("term"):
        found.setdefault(rows[row.history_id], []).append(row.term)
    return found


def _pks_born_after(moment: datetime) -> set[int]:
    rows = Service.history.filter(history_type="+", history_date__gt=moment)
    return set(rows.values_list("id", flat=True))


def _was_known(pk: int, moment: datetime) -> bool:
    """It had a life before: a draft then, published since."""
    return Service.history.filter(id=pk, history_date__lte=moment).exists()
