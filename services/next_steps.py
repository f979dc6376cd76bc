"""« Et ensuite ? » after a service, and where else to go when its door is shut."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import opening_hours
from actors.opening_hours.words import month_words, opening_words
from services import hours, openings
from services.cards import codes_of, own_number
from services.choices import AUDIENCE, LEVEL, PILLAR, AcceptsNew
from services.filters import Start
from services.hours import ClosureBook
from services.models import Service, ServiceAtLocation
from services.relations import Relations, best, first_of
from services.relations import current as relations_of

REASONS = {
    "accomplissement": gettext_lazy("Pour le faire seul la prochaine fois"),
    "loisir": gettext_lazy("Pour découvrir et partager"),
}
CLOSED, FULL, UNREACHABLE = "closed", "full", "unreachable"
# Alternatives beyond these are not looked at: a town has far fewer.
MOST_WEIGHED = 500
_SHUT = {"closed", "closed_temporarily"}
_CLOSED_SURE = gettext_lazy("C’est fermé en ce moment.")
# « Fermé » is said of verified hours only.
_CLOSED_ANNOUNCED = gettext_lazy("D’après les horaires annoncés, c’est fermé en ce moment.")


# What comes next.


def pillars_after(pillar: str) -> list[str]:
    codes = PILLAR.codes()
    return codes[codes.index(pillar) + 1 :] if pillar in codes else []


def level_after(service: Service) -> str:
    """The level above the highest that the service states; nothing when it states none."""
    codes, own = LEVEL.codes(), codes_of(service, "level")
    rank = codes.index(own[-1]) + 1 if own else len(codes)
    return codes[rank] if rank < len(codes) else ""


def next_ids(service: Service, relations: Relations) -> dict[int, str]:
    """Ids with their reasons: a level up, then one service of each following pillar.

    Stated ones that can be asked for come first, then the same audience, then the nearest. After
    the last pillar, something else of the same pillar: the path never ends.
    """
    wanted = pillars_after(service.pillar)
    level = level_after(service)
    above = relations.of("niveau", [level])
    others = relations.facets.everything & ~relations.facets.bitmap_of([service.pk])
    found: dict[int, str] = {}
    if level or not wanted:
        alike = others & relations.of("pilier", [service.pillar])
        found |= _next(service, service.pillar, alike & above if wanted else alike, relations)
    for pillar in wanted:
        found |= _next(service, pillar, others & relations.of("pilier", [pillar]), relations)
    return found


def _next(service: Service, pillar: str, bits: int, relations: Relations) -> dict[int, str]:
    """The best of `bits` with its reason; nothing when there is none."""
    level = level_after(service)
    public = relations.of("public", codes_of(service, "audience"))
    above = relations.of("niveau", [level])
    near = _nearness(service, relations)
    chosen = first_of(
        best(bits, relations.stated, relations.reachable, public, above, *near.values())
    )
    if not chosen:
        return {}
    reason = _reason(
        service,
        pillar,
        level=level if chosen & above else "",
        nearness=next((words for words, bits in near.items() if bits & chosen), ""),
        same_public=_same_public(service) if chosen & public else "",
    )
    return {relations.ids(chosen)[0]: reason}


def _nearness(service: Service, relations: Relations) -> dict[str, int]:
    """Services by how near they are, in words, the nearest first."""
    places = [place.location for place in service.shown_places]
    quarters = {place.quarter for place in places} - {""}
    return {
        _("au même endroit"): relations.at([place.pk for place in places]),
        _("avec le même organisme"): relations.of("acteur", [service.actor.slug]),
        _("dans le même quartier"): relations.of("quartier", quarters),
    }


def _same_public(service: Service) -> str:
    labels = [str(AUDIENCE.label_of(code)) for code in codes_of(service, "audience")]
    return _("pour le même public : %(audience)s") % {"audience": ", ".join(labels)}


def _reason(service: Service, pillar: str, *, level: str, nearness: str, same_public: str) -> str:
    if pillar != service.pillar:
        first = str(REASONS[pillar])
    elif level:
        first = _("Pour continuer")
    else:
        first = _("Pour découvrir autre chose")
    parts = [first, nearness, same_public]
    if level:
        parts.append(_("niveau « %(level)s »") % {"level": LEVEL.label_of(level)})
    return " · ".join(part for part in parts if part)


# When a door is shut.


@dataclass(frozen=True)
class Trouble:
    """Why a service cannot be had now (`closed`, `full`, `unreachable`), and from when it can.

    `lasts`: longer than an evening, whose end the hours beside it already tell.
    """

    kind: str
    text: str
    opens_text: str = ""
    lasts: bool = False


def trouble_of(service: Service, *, at: datetime, book: ClosureBook) -> Trouble | None:
    """The trouble of a service with its card; unknown hours are no trouble, only a question."""
    today = timezone.localdate(at)
    if service.accepts_new == AcceptsNew.FULL and not _is_free_again(service, today):
        return Trouble(FULL, _full_text(service), lasts=True)
    states = [_state(place, at, book) for place in service.shown_places]
    if states and all(state.kind in _SHUT for state, _verified in states):
        is_sure = all(verified or state.kind != "closed" for state, verified in states)
        text = _CLOSED_SURE if is_sure else _CLOSED_ANNOUNCED
        lasts = any(state.kind == "closed_temporarily" for state, _verified in states)
        return Trouble(CLOSED, str(text), _opens_text(states, at) if lasts else "", lasts)
    if not can_be_asked(service):
        text = _("Nous n’avons ni numéro ni e-mail pour cette aide.")
        return Trouble(UNREACHABLE, text, lasts=True)
    return None


def _is_free_again(service: Service, today) -> bool:
    return service.full_until is not None and service.full_until < today


def _full_text(service: Service) -> str:
    if service.full_until is None:
        return _("C’est complet en ce moment.")
    day = month_words(service.full_until)
    return _("C’est complet jusqu’au %(day)s.") % {"day": day}


def _state(place: ServiceAtLocation, at: datetime, book: ClosureBook):
    applied = hours.of_place(place, timezone.localdate(at))
    periods = book.periods(place.location_id, place.pk)
    return opening_hours.state_at(applied.text, at, closures=periods), applied.verified


def _opens_text(states, at: datetime) -> str:
    """« Prochaine ouverture : mardi 24 novembre à 9 h », « annoncée » when nobody verified it."""
    coming = [(state.next_opening, verified) for state, verified in states if state.next_opening]
    if not coming:
        return ""
    opens_at, verified = min(coming)
    local = timezone.localtime(at, opens_at.tzinfo)
    when = {"when": opening_words(opens_at, local)}
    if verified:
        return _("Prochaine ouverture : %(when)s.") % when
    return _("Prochaine ouverture annoncée : %(when)s. Appelez avant.") % when


def can_be_asked(service: Service) -> bool:
    """The rule of `Service.objects.reachable()` for one service with its card."""
    places = [place.location for place in service.shown_places]
    numbers = [own_number(service, place) for place in [None, *service.shown_places]]
    online = [service.email, service.mobilisation_url, service.actor.email]
    return any([*numbers, *online, *(p.email or p.booking_url for p in places)])


@dataclass(frozen=True)
class Elsewhere:
    """Ids of services that offer the same; `is_open` when they are open, or announced so."""

    ids: tuple[int, ...]
    is_open: bool


NOWHERE = Elsewhere((), is_open=False)


def alternatives(
    service: Service, *, at: datetime, revision_number: int, away: bool = False, limit: int = 2
) -> Elsewhere:
    """The nearest that meet the same need or theme: those open now, else those one can ask.

    `away`: not behind the same door.
    """
    relations = relations_of(revision_number)
    same_need = relations.of("besoin", relations.codes_of("besoin", service))
    ids = _alike(service, same_need, relations, away=away)
    start = start_of(service)
    found = Service.objects.filter(pk__in=ids).exclude(_full_on(timezone.localdate(at)))
    order = ["shut", "other_need", "inferred"]
    if start:
        found = found.near(start.latitude, start.longitude)
        order.append(F("squared_metres").asc(nulls_last=True))
    rows = found.annotate(
        shut=_not(openings.open_at(at, revision_number).either),
        other_need=_not(Q(pk__in=set(relations.ids(same_need)).intersection(ids))),
    )
    ranked = list(rows.order_by(*order, "title_key", "pk").values_list("pk", "shut")[:limit])
    are_open = [pk for pk, shut in ranked if not shut]
    return Elsewhere(tuple(are_open or [pk for pk, _shut in ranked]), bool(are_open))


def _alike(service: Service, same_need: int, relations: Relations, *, away: bool) -> list[int]:
    """Ids of those to weigh: the same need before the same theme, the same quarter first."""
    same_theme = relations.of("theme", codes_of(service, "theme"))
    left_out = relations.facets.bitmap_of([service.pk])
    if away:
        left_out |= relations.at([place.location_id for place in service.shown_places])
    quarters = {place.location.quarter for place in service.shown_places} - {""}
    near = relations.of("quartier", quarters)
    kept = (same_need | same_theme) & relations.reachable & ~left_out
    lots = (kept & same_need & near, kept & same_need, kept & near, kept)
    ids = dict.fromkeys(pk for lot in lots for pk in relations.ids(lot))
    return list(ids)[:MOST_WEIGHED]


def _not(condition: Q) -> Case:
    """0 for rows that pass, 1 for the others."""
    return Case(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField())


def _full_on(today) -> Q:
    until = Q(full_until__isnull=True) | Q(full_until__gte=today)
    return Q(accepts_new=AcceptsNew.FULL) & until


def start_of(service: Service) -> Start | None:
    """Where people stand in front of the shut door."""
    for place in service.shown_places:
        if place.location.has_pin:
            location = place.location
            return Start(float(location.latitude), float(location.longitude), location.name)
    return None


# For the page.


def loaded(*lots: Iterable[int]) -> list[list[Service]]:
    """The services of several lots of ids, with what cards need, in one round of queries."""
    ids = {pk for lot in lots for pk in lot}
    rows = {row.pk: row for row in Service.objects.filter(pk__in=ids).with_card()} if ids else {}
    return [[rows[pk] for pk in lot if pk in rows] for lot in lots]


def nearest_equivalent(service: Service, *, limit: int = 3):
    """Published services that may replace one that is gone: same needs or themes, same pillar."""
    needs = list(service.needs.values_list("code", flat=True))
    themes = list(service.terms.filter(vocabulary="theme").values_list("code", flat=True))
    published = Service.objects.published().filter(pillar=service.pillar).exclude(pk=service.pk)
    for found in (
        published.with_need(needs) if needs else None,
        published.with_term("theme", themes) if themes else None,
        published,
    ):
        if found is not None and found.exists():
            return found.stated_first()[:limit]
    return published.none()
