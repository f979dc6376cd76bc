"""Calls: whom to ring first, what a call confirmed, and undoing it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, DateTimeField, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from actors import changes
from actors.freshness import due
from actors.models import Actor, State
from services.models import Call
from services.upkeep.call_sheet import FIELDS, Line, lines
from services.upkeep.records import MODELS

# Who did not answer is rung again after the others, and not before the next day.
REST = timedelta(days=1)
_CONFIRMED = ("verified_on", "verified_by", "inferred", "hours_verified_on")


def to_ring(today: date, now: datetime) -> QuerySet:
    """Published actors still to confirm: those of whom residents read most come first.

    Each has `service_count`, `inferred_count` and `silent_at`, when nobody last answered.
    """
    public = Q(services__state=State.PUBLISHED)
    last_silence = (
        Call.objects.filter(actor=OuterRef("pk"), outcome=Call.Outcome.SILENT, at__gte=now - REST)
        .order_by()
        .values("actor")
        .annotate(last=Max("at"))
        .values("last")
    )
    return (
        Actor.objects.published()
        .filter(due(today))
        .annotate(
            service_count=Count("services", filter=public),
            inferred_count=Count("services", filter=public & Q(services__inferred=True)),
            silent_at=Subquery(last_silence, output_field=DateTimeField()),
        )
        .order_by("silent_at", "-service_count", "-inferred_count", "name_key", "pk")
    )


def in_order(today: date, now: datetime) -> list[Actor]:
    """The same; databases differ on where empty dates stand, so those go first here."""
    found = list(to_ring(today, now))
    return sorted(found, key=lambda actor: actor.silent_at is not None)


def progress(today: date) -> tuple[int, int]:
    """(confirmed, all) among published actors."""
    published = Actor.objects.published()
    whole = published.count()
    return whole - published.filter(due(today)).count(), whole


# What a call does.


def chosen(actor: Actor, keys: list[str], at: datetime) -> list[Line]:
    """The lines of these keys, among those of this actor and no other."""
    wanted = set(keys)
    return [line for line in lines(actor, at) if line.key in wanted]


def confirm(actor: Actor, picked: list[Line], *, by: str, user, at: datetime) -> Call:
    """Confirm these lines in one transaction; what they said before is kept for `undo`."""
    today = timezone.localdate(at)
    with transaction.atomic():
        before = [_photograph(line) for line in picked]
        for kind, model in MODELS.items():
            pks = [line.record.pk for line in picked if line.kind == kind]
            changes.confirm(model.objects.filter(pk__in=pks), on=today, by=by)
        for seen, line in zip(before, picked, strict=True):
            seen["version"] = _current(line.kind, line.record.pk).version
        return Call.objects.create(
            actor=actor, by=user, at=at, outcome=Call.Outcome.CONFIRMED, undo=before
        )


def confirm_field(line: Line, name: str, *, by: str, at: datetime) -> None:
    """One field confirmed alone: a row of the history; the hours also get their own date."""
    with transaction.atomic():
        record = MODELS[line.kind]._base_manager.select_for_update().get(pk=line.record.pk)
        if name == "opening_hours":
            record.hours_verified_on = timezone.localdate(at)
        record._change_reason = _("%(field)s : confirmé %(by)s") % {"field": FIELDS[name], "by": by}
        record.save()


def silent(actor: Actor, *, user, at: datetime) -> Call:
    return Call.objects.create(actor=actor, by=user, at=at, outcome=Call.Outcome.SILENT)


def undo(call: Call) -> tuple[int, int]:
    """Put back what the call replaced; (restored, left because somebody wrote since)."""
    restored = left = 0
    with transaction.atomic():
        for seen in call.undo:
            record = _current(seen["kind"], seen["pk"], lock=True)
            if record is None or record.version != seen["version"]:
                left += 1
                continue
            for name, value in seen["before"].items():
                setattr(record, name, _read(name, value))
            record._change_reason = _("Confirmation annulée")
            record.save()
            restored += 1
        call.outcome, call.undo = Call.Outcome.UNDONE, []
        call.save()
    return restored, left


def last_of(user, at: datetime) -> Call | None:
    """The call this person can still undo: the last one confirmed, within a day."""
    return (
        Call.objects.filter(by=user, outcome=Call.Outcome.CONFIRMED, at__gte=at - REST)
        .select_related("actor")
        .first()
    )


def _photograph(line: Line) -> dict:
    values = {
        name: _written(getattr(line.record, name))
        for name in _CONFIRMED
        if hasattr(line.record, name)
    }
    return {"kind": line.kind, "pk": line.record.pk, "before": values}


def _current(kind: str, pk: int, *, lock: bool = False):
    rows = MODELS[kind]._base_manager.filter(pk=pk)
    return (rows.select_for_update() if lock else rows).first()


def _written(value) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _read(name: str, value) -> object:
    return parse_date(value) if name.endswith("_on") and value else value
