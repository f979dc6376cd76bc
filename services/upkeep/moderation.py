"""Deciding of a proposal: before, now and after, field by field; all, a part, or a refusal."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors import audit, geo, opening_hours
from actors.merge import same
from services.cards import display_phone
from services.models import GuideSettings, Proposal
from services.upkeep import contacts, mail, partners
from services.upkeep.contacts import CONTACT
from services.upkeep.records import plain_value, record_named

# The two halves of a pin are one thing to look at and to accept.
PIN = ("latitude", "longitude")


@dataclass(frozen=True)
class FieldChange:
    """One field of a proposal: what its author saw, what is there now, what would be."""

    name: str
    label: str
    before: str
    now: str
    after: str

    @property
    def moved(self) -> bool:
        """Somebody changed it meanwhile: both are shown, and a person chooses."""
        return not same(self.before, self.now)

    @property
    def is_contact(self) -> bool:
        return self.name in CONTACT


def record_of(proposal: Proposal):
    return record_named(proposal.kind, proposal.uid)


def changes_of(proposal: Proposal, record) -> list[FieldChange]:
    """The fields this record really has, in words."""
    found = [
        FieldChange(
            name,
            capfirst(str(record._meta.get_field(name).verbose_name)),
            in_words(record, name, proposal.base.get(name)),
            in_words(record, name, getattr(record, name)),
            in_words(record, name, value),
        )
        for name, value in proposal.values.items()
        if _is_plain_field(record, name) and name not in PIN
    ]
    return [*found, *_pin_change(proposal, record)]


def _pin_change(proposal: Proposal, record) -> list[FieldChange]:
    """« déplacé de 120 m »: two numbers say nothing to anybody."""
    if not set(PIN) <= proposal.values.keys() or not _is_plain_field(record, PIN[0]):
        return []
    wanted, seen = (_point(values) for values in (proposal.values, proposal.base))
    now = _point({axis: getattr(record, axis) for axis in PIN})
    after = _("aucun point") if wanted is None else _("un point nouveau")
    if wanted and now:
        metres = round(geo.distance_m(*now, *wanted))
        after = ngettext("déplacé de %(n)d mètre", "déplacé de %(n)d mètres", metres)
        after %= {"n": metres}
    label = _("Point sur la carte")
    return [FieldChange(PIN[0], label, _point_words(seen), _point_words(now), after)]


def _point(values: dict) -> tuple[float, float] | None:
    both = [values.get(axis) for axis in PIN]
    return None if None in both or "" in both else (float(both[0]), float(both[1]))


def _point_words(point: tuple[float, float] | None) -> str:
    return f"{point[0]:.5f} ; {point[1]:.5f}".replace(".", ",") if point else _("aucun point")


def _is_plain_field(record, name: str) -> bool:
    try:
        return not record._meta.get_field(name).is_relation
    except FieldDoesNotExist:
        return False


def in_words(record, name: str, value: object) -> str:
    """Hours as the public reads them, phones as people dial them, nothing as « rien »."""
    if value in (None, "", [], {}):
        return _("rien")
    field = record._meta.get_field(name)
    if name == "opening_hours":
        return opening_hours.sentence(str(value)) or str(value)
    if name == "phone":
        return display_phone(str(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    day = parse_date(value) if isinstance(value, str) and _is_date(field) else value
    return date_format(day, "j F Y") if isinstance(day, date) else str(value)


def _is_date(field) -> bool:
    return field.get_internal_type() == "DateField"


class CannotAccept(Exception):
    """What stands against a value, in French."""


def accept(proposal: Proposal, names: list[str], *, user, version: int | None = None) -> int:
    """Apply these fields in one transaction; the others are left. Returns how many applied.

    `version`: that of the record when it was shown. CannotAccept when the record moved since, the
    proposal was already decided, its record is gone, or a value is wrong.
    """
    names = [*names, PIN[1]] if PIN[0] in names else names
    with transaction.atomic():
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if locked.status != Proposal.Status.WAITING:
            raise CannotAccept(_("Cette proposition a déjà été traitée."))
        record = record_of(locked)
        if record is None:
            raise CannotAccept(_("Cette fiche n’existe plus."))
        record = type(record)._base_manager.select_for_update().get(pk=record.pk)
        if version is not None and version != record.version:
            raise CannotAccept(_("La fiche vient de changer. Relisez, puis acceptez de nouveau."))
        chosen = [name for name in locked.values if name in names and _is_plain_field(record, name)]
        old = {name: plain_value(getattr(record, name)) for name in chosen}
        _apply(record, {name: locked.values[name] for name in chosen}, locked)
        whole = len(chosen) == len(locked.values)
        status = Proposal.Status.ACCEPTED if whole else Proposal.Status.PARTLY
        _decide(locked, status, user)
        _record("proposal_accepted", locked, user, fields=chosen)
    contact = {name: locked.values[name] for name in chosen if name in CONTACT}
    if contact:
        contacts.warn(record, contact, old, is_done=True)
    return len(chosen)


def _apply(record, values: dict, proposal: Proposal) -> None:
    if not values:
        return
    for name, value in values.items():
        setattr(record, name, value)
    is_partner = proposal.origin == Proposal.Origin.PARTNER
    if "opening_hours" in values:
        # The place itself said so; a file only announces.
        record.hours_verified_on = timezone.localdate() if is_partner else None
    author = proposal.author or proposal.get_origin_display()
    record._change_reason = (_("Proposé par %(author)s") % {"author": author})[:100]
    try:
        record.clean_fields(
            exclude=[field.name for field in record._meta.fields if field.name not in values]
        )
        record.validate_constraints()
    except ValidationError as error:
        raise CannotAccept(" ".join(error.messages)) from error
    record.save()


def refuse(proposal: Proposal, reason: str, *, user) -> None:
    """With a reason that its author reads, by e-mail too where there is one."""
    with transaction.atomic():
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if locked.status != Proposal.Status.WAITING:
            raise CannotAccept(_("Cette proposition a déjà été traitée."))
        locked.decision_note = reason[:500]
        _decide(locked, Proposal.Status.REFUSED, user)
        _record("proposal_refused", locked, user)
    if locked.origin == Proposal.Origin.PARTNER and locked.actor:
        _tell_refusal(locked)


def _tell_refusal(proposal: Proposal) -> None:
    address = partners.addresses_of([proposal.actor])[proposal.actor.pk]
    if not address:
        return  # the partner reads it in its space
    subject = _("Guide numérique : votre proposition n’a pas été gardée")
    context = {
        "record": record_of(proposal),
        "reason": proposal.decision_note,
        "guide": GuideSettings.objects.first() or GuideSettings(),
    }
    mail.try_to_send("refused", address, subject, context)


def _record(action: str, proposal: Proposal, user, **details) -> None:
    account = user.pk if user else None
    audit.record(action, account=account, about=f"proposition {proposal.pk}", **details)


def _decide(proposal: Proposal, status: str, user) -> None:
    proposal.status, proposal.decided_by, proposal.decided_at = status, user, timezone.now()
    proposal.save()
