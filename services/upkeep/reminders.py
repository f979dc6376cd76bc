"""Partners are reminded before, on and after the date: one e-mail an organisation, never twice."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from actors.freshness import due_on
from actors.models import Actor, State
from services.models import GuideSettings, Reminder
from services.upkeep import mail, partners
from services.upkeep.call_sheet import Line, lines, number_to_ring

JOB = "send_reminders"
# Days from the date, and what is said from then on.
_BEFORE, _AFTER, _STAFF = timedelta(days=-14), timedelta(days=14), timedelta(days=30)


@dataclass
class Due:
    """An organisation whose records ask to be verified, its oldest date, and those records."""

    actor: Actor
    on: date
    lines: list[Line]


@dataclass
class Sent:
    """What a run did: e-mails gone, organisations without an address, reasons of failures."""

    mailed: int = 0
    without_address: list[Actor] = field(default_factory=list)
    to_staff: int = 0
    failures: list[str] = field(default_factory=list)


def due_actors(today: date) -> list[Due]:
    """Published organisations with something verified once and due in two weeks or before."""
    soon = today - _BEFORE
    found = []
    for actor in Actor.objects.published().in_alphabetical_order():
        asked = [line for line in lines(actor, _noon(today)) if _is_public(line.record)]
        dated = [(due_on(line.record), line) for line in asked]
        late = [(day, line) for day, line in dated if day is not None and day <= soon]
        if late:
            found.append(Due(actor, min(day for day, _line in late), [line for _d, line in late]))
    return found


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


def _is_public(record) -> bool:
    state = getattr(record, "state", None) or record.service.state
    return state == State.PUBLISHED


def stage_of(on: date, today: date) -> str:
    """Which reminder is due today; a job that missed days says the latest one only."""
    if today - on >= _AFTER:
        return Reminder.Stage.AFTER
    return Reminder.Stage.ON if today >= on else Reminder.Stage.BEFORE


def send_due(today: date) -> Sent:
    """Send what is due and was not sent; what fails is tried again at the next run."""
    sent = Sent()
    late, asked = [], due_actors(today)
    addresses = partners.addresses_of([due.actor for due in asked])
    for due in asked:
        stage = stage_of(due.on, today)
        if today - due.on >= _STAFF:
            late.append(due)
        if not _was_sent(due, stage):
            _send_one(due, stage, addresses[due.actor.pk], sent)
    _tell_staff(late, sent)
    return sent


def _was_sent(due: Due, stage: str) -> bool:
    return Reminder.objects.filter(actor=due.actor, due_on=due.on, stage=stage).exists()


def _send_one(due: Due, stage: str, address: str, sent: Sent) -> None:
    if not address or not mail.is_ready():
        sent.without_address.append(due.actor)
        return
    context = {
        "actor": due.actor,
        "lines": due.lines,
        "on": due.on,
        "stage": stage,
        "is_late": stage == Reminder.Stage.AFTER,
        "link": partners.link_of(due.actor),
        "days": partners.LASTS.days,
        "guide": GuideSettings.objects.first() or GuideSettings(),
    }
    try:
        mail.send("reminder", address, _SUBJECTS[stage](), context)
    except mail.NotSent as error:
        sent.failures.append(f"{due.actor.short_name} : {error}")
        return
    _keep(due, stage)
    sent.mailed += 1


_SUBJECTS = {
    Reminder.Stage.BEFORE: lambda: _("Guide numérique : vos fiches sont-elles toujours justes ?"),
    Reminder.Stage.ON: lambda: _("Guide numérique : aujourd’hui, relisez vos fiches"),
    Reminder.Stage.AFTER: lambda: _("Guide numérique : vos fiches ne sont plus sûres"),
}


def _keep(due: Due, stage: str) -> None:
    Reminder.objects.get_or_create(
        actor=due.actor, due_on=due.on, stage=stage, defaults={"sent_at": timezone.now()}
    )


def _tell_staff(late: list[Due], sent: Sent) -> None:
    """After a month of silence the town rings: one e-mail for all, with the numbers."""
    new = [due for due in late if not _was_sent(due, Reminder.Stage.STAFF)]
    address = (GuideSettings.objects.first() or GuideSettings()).contact_email
    if not (new and address and mail.is_ready()):
        return
    rows = [{"actor": due.actor, "on": due.on, "phone": number_to_ring(due.actor)} for due in new]
    subject = _("Guide numérique : des organismes à appeler")
    try:
        mail.send("to_call", address, subject, {"rows": rows})
    except mail.NotSent as error:
        sent.failures.append(str(error))
        return
    for due in new:
        _keep(due, Reminder.Stage.STAFF)
    sent.to_staff = len(new)
