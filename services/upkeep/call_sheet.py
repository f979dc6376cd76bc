"""What the call sheet shows of an organisation: its records in words, and what to ask."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import opening_hours
from actors.freshness import is_due
from actors.models import Actor, State
from services.cards import display_phone
from services.models import Service, ServiceAtLocation

# Fields that can be confirmed alone, as the sheet and the history name them.
FIELDS = {
    "phone": gettext_lazy("Téléphone"),
    "address": gettext_lazy("Adresse"),
    "opening_hours": gettext_lazy("Horaires"),
    "summary": gettext_lazy("En clair"),
    "price_note": gettext_lazy("Prix"),
    "bring_note": gettext_lazy("À apporter"),
}


@dataclass(frozen=True)
class Fact:
    """What the guide says today; `field` is its name where it can be confirmed alone."""

    label: str
    text: str
    field: str


@dataclass
class Line:
    """One record of the sheet: what is said of it today, and what to ask."""

    kind: str
    record: object
    title: str
    facts: list[Fact]
    questions: list[str]
    is_due: bool

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.record.pk}"

    @property
    def fields(self) -> dict[str, str]:
        """Name → label of those that can be confirmed alone."""
        return {fact.field: fact.label for fact in self.facts if fact.field}


def lines(actor: Actor, at: datetime) -> list[Line]:
    """The whole sheet of an actor: itself, its places, its services, where each is held."""
    today = timezone.localdate(at)
    locations = actor.locations.exclude(state=State.ARCHIVED).order_by("name_key", "pk")
    services = actor.services.exclude(state=State.ARCHIVED).order_by("title_key", "pk")
    places = (
        ServiceAtLocation.objects.filter(service__in=services)
        .select_related("service", "location")
        .order_by("service__title_key", "location__name_key", "pk")
    )
    return [
        _line("actor", actor, actor.name, today),
        *(_line("location", one, one.name, today) for one in locations),
        *(_line("service", one, one.title, today) for one in services.prefetch_related("terms")),
        *(_line("place", one, f"{one.service} – {one.location}", today) for one in places),
    ]


def _line(kind: str, record, title: str, today: date) -> Line:
    facts = _facts(kind, record)
    return Line(kind, record, title, facts, _questions(kind, record), is_due(record, today))


def _facts(kind: str, record) -> list[Fact]:
    said = {
        "phone": display_phone(getattr(record, "phone", "")),
        "address": getattr(record, "full_address", ""),
        "opening_hours": _hours(kind, record),
        "summary": getattr(record, "summary", ""),
        "price_note": getattr(record, "price_note", ""),
        "bring_note": getattr(record, "bring_note", ""),
    }
    return [
        Fact(str(FIELDS[name]), text, name if getattr(record, name, "") else "")
        for name, text in said.items()
        if text
    ]


def _hours(kind: str, record) -> str:
    text = getattr(record, "opening_hours", "")
    if text:
        return opening_hours.sentence(text)
    return _("Ceux de l’accueil du lieu.") if kind == "place" else ""


def _questions(kind: str, record) -> list[str]:
    """What the record does not say yet, as one asks it on the phone."""
    asked = []
    if getattr(record, "inferred", False):
        asked.append(_("Le faites-vous vraiment ? C’est déduit, aucune source ne le dit."))
    if kind in ("actor", "location") and not record.phone:
        asked.append(_("Quel numéro donner au public ?"))
    if kind == "location":
        if not record.opening_hours:
            asked.append(_("Quels sont les horaires d’accueil ?"))
        if not record.is_address_certain or not record.address:
            asked.append(_("Quelle est l’adresse exacte ? Par quelle entrée ?"))
    if kind == "service":
        asked += _service_questions(record)
    return asked


def _service_questions(service: Service) -> list[str]:
    terms = {term.vocabulary for term in service.terms.all()}
    asked = []
    if "fee" not in terms and not service.price_note:
        asked.append(_("Est-ce gratuit ?"))
    if not service.appointment:
        asked.append(_("Faut-il un rendez-vous ?"))
    if "bring" not in terms and not service.bring_note:
        asked.append(_("Que faut-il apporter ?"))
    if "language" not in terms:
        asked.append(_("Quelles langues sont parlées ?"))
    return asked


def number_to_ring(actor: Actor) -> str:
    """The actor's own number, else the first of its places or services; "" when none is known."""
    numbers = [
        actor.phone,
        *actor.locations.exclude(phone="").order_by("pk").values_list("phone", flat=True)[:1],
        *actor.services.exclude(phone="").order_by("pk").values_list("phone", flat=True)[:1],
    ]
    return next(filter(None, numbers), "")
