"""What surrounds a service on its page: what comes next, where else to go, its workshops."""

from dataclasses import replace

from django.utils.translation import gettext as _

from services import cards, next_steps, relations
from services.agenda import cards as agenda_cards
from services.agenda import snapshot
from services.hours import ClosureBook
from services.models import Service
from services.pathways import steps as pathway_steps
from services.templatetags.guide import distance
from services.web import revision

# The agenda holds the rest.
SESSIONS_SHOWN = PATHWAYS_SHOWN = 3
# Two doors of one building.
SAME_PLACE_M = 30


def around(request, service: Service, setting: cards.Setting, book: ClosureBook) -> dict:
    """`next_steps`, `trouble`, `elsewhere`, `elsewhere_is_open`, `sessions`, `pathways`."""
    number = revision.of(request)
    trouble = next_steps.trouble_of(service, at=setting.at, book=book)
    reasons = next_steps.next_ids(service, relations.current(number))
    found = next_steps.NOWHERE
    if trouble:
        away = trouble.kind == next_steps.CLOSED
        found = next_steps.alternatives(service, at=setting.at, revision_number=number, away=away)
        if not (found.is_open or trouble.lasts):
            # Nobody else is open either: the hours say when this door opens again.
            trouble, found = None, next_steps.NOWHERE
    steps, elsewhere = next_steps.loaded(reasons, found.ids)
    here = replace(setting, start=next_steps.start_of(service), open_first=True)
    cards.prepare({card.pk: card for card in [*steps, *elsewhere]}.values(), here)
    for step in steps:
        step.step_reason = reasons[step.pk]
    for card in elsewhere:
        card.distance_text = distance_text(card.distance)
    return {
        "next_steps": steps,
        "trouble": trouble,
        "elsewhere": elsewhere,
        "elsewhere_is_open": found.is_open,
        "sessions": _sessions(request, service, setting, book),
        "pathways": _pathways_through(service, number),
    }


def distance_text(metres: float | None) -> str:
    """« au même endroit », « à 400 m à vol d’oiseau », or nothing."""
    if metres is not None and metres < SAME_PLACE_M:
        return _("au même endroit")
    return distance(metres)


def _sessions(request, service: Service, setting: cards.Setting, book: ClosureBook) -> list:
    rows = snapshot.to_come(revision.of(request), setting.at)
    ids = [row.pk for row in rows if row.service_id == service.pk][:SESSIONS_SHOWN]
    if not ids:
        return []
    return agenda_cards.prepared_for(service, ids, help_phone=setting.help_phone, book=book)


def sessions_at(request, location, setting: cards.Setting) -> list:
    """The next workshops of a place; no query when there is none."""
    rows = snapshot.to_come(revision.of(request), setting.at)
    ids = [row.pk for row in rows if row.location_slug == location.slug][:SESSIONS_SHOWN]
    if not ids:
        return []
    return agenda_cards.prepared(ids, help_phone=setting.help_phone, at=setting.at)


def _pathways_through(service: Service, revision_number: int) -> list[dict]:
    return [
        {"record": whole.pathway, "url": whole.pathway.get_absolute_url()}
        for whole in pathway_steps.public(revision_number)
        if whole.goes_through(service.pk)
    ][:PATHWAYS_SHOWN]
