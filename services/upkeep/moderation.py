"""Deciding of a proposal: before, now and after, field by field; all, a part, or a refusal."""

from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actors import audit, opening_hours
from actors.merge import same
from services.cards import display_phone
from services.models import Proposal
from services.upkeep.partners import CONTACT
from services.upkeep.records import record_named

_MAIL_ERRORS = (OSError,)


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


def record_of(proposal: Proposal):
    return record_named(proposal.kind, proposal.uid)


def changes_of(proposal: Proposal, record) -> list[FieldChange]:
    """The fields this record really has, in words."""
    return [
        FieldChange(
            name,
            _label(record, name),
            in_words(name, proposal.base.get(name)),
            in_words(name, getattr(record, name)),
            in_words(name, value),
        )
        for name, value in proposal.values.items()
        if _is_plain_field(record, name)
    ]


def _is_plain_field(record, name: str) -> bool:
    try:
        return not record._meta.get_field(name).is_relation
    except FieldDoesNotExist:
        return False


def _label(record, name: str) -> str:
    return capfirst(str(record._meta.get_field(name).verbose_name))


def in_words(name: str, value: object) -> str:
    """Hours as the public reads them, phones as people dial them, nothing as « rien »."""
    if value in (None, "", [], {}):
        return _("rien")
    if name == "opening_hours":
        return opening_hours.sentence(str(value)) or str(value)
    if name == "phone":
        return display_phone(str(value))
    return str(value)


class CannotAccept(Exception):
    """What stands against a value, in French."""


def accept(proposal: Proposal, names: list[str], *, user) -> int:
    """Apply these fields in one transaction; the others are left. Returns how many applied.

    CannotAccept when the proposal was already decided, its record is gone, or a value is wrong.
    """
    with transaction.atomic():
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if locked.status != Proposal.Status.WAITING:
            raise CannotAccept(_("Cette proposition a déjà été traitée."))
        record = record_of(locked)
        if record is None:
            raise CannotAccept(_("Cette fiche n’existe plus."))
        record = type(record)._base_manager.select_for_update().get(pk=record.pk)
        chosen = [name for name in locked.values if name in names and _is_plain_field(record, name)]
        old = {name: getattr(record, name) for name in chosen}
        _apply(record, {name: locked.values[name] for name in chosen}, str(locked.author or ""))
        whole = len(chosen) == len(locked.values)
        status = Proposal.Status.ACCEPTED if whole else Proposal.Status.PARTLY
        _decide(locked, status, user)
        _record("proposal_accepted", locked, user, fields=chosen)
    if chosen and set(chosen) & set(CONTACT):
        _warn_old_contact(record, old)
    return len(chosen)


def _apply(record, values: dict, author: str) -> None:
    if not values:
        return
    for name, value in values.items():
        setattr(record, name, value)
    if "opening_hours" in values:
        record.hours_verified_on = timezone.localdate()
    record._change_reason = (_("Proposé par %(author)s") % {"author": author})[:100]
    try:
        record.clean_fields(
            exclude=[field.name for field in record._meta.fields if field.name not in values]
        )
    except ValidationError as error:
        raise CannotAccept(" ".join(error.messages)) from error
    record.save()


def refuse(proposal: Proposal, reason: str, *, user) -> None:
    """With a reason that its author reads."""
    with transaction.atomic():
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if locked.status != Proposal.Status.WAITING:
            raise CannotAccept(_("Cette proposition a déjà été traitée."))
        locked.decision_note = reason[:500]
        _decide(locked, Proposal.Status.REFUSED, user)
        _record("proposal_refused", locked, user)


def _record(action: str, proposal: Proposal, user, **details) -> None:
    account = user.pk if user else None
    audit.record(action, account=account, about=f"proposition {proposal.pk}", **details)


def _decide(proposal: Proposal, status: str, user) -> None:
    proposal.status, proposal.decided_by, proposal.decided_at = status, user, timezone.now()
    proposal.save()


def _warn_old_contact(record, old: dict) -> None:
    """A swapped number on an official page is how people are robbed: the old address is told."""
    address = old.get("email") or getattr(record, "email", "")
    if not address:
        return
    text = _(
        "Bonjour,\n\nLe guide numérique de Miramas vient de changer le contact de « %(record)s ».\n"
        "Si vous ne l’avez pas demandé, appelez la mairie.\n"
    ) % {"record": record}
    subject = _("Guide numérique : un contact a changé")
    try:
        send_mail(subject, text, None, [address])
    except _MAIL_ERRORS:
        return  # the change stands; the dashboard of the town shows it in the history
