"""Changes to several records at once: each keeps its history row, its version and the revision."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actors.models import State


def change_each(records: QuerySet, reason: str, values_of) -> int:
    """Apply `values_of(record) -> {field: value}` to each, in one transaction.

    Records whose values are already those are left alone. Returns how many changed.
    """
    model = records.model
    wanted = list(records.order_by().values_list("pk", flat=True).distinct())
    with transaction.atomic():
        locked = model._base_manager.select_for_update().filter(pk__in=wanted).order_by("pk")
        return sum(_change(record, values_of(record), reason) for record in locked)


def _change(record, values: dict, reason: str) -> bool:
    changed = {name: value for name, value in values.items() if getattr(record, name) != value}
    for name, value in changed.items():
        setattr(record, name, value)
    if changed:
        record._change_reason = reason
        record.save(update_fields=list(changed))
    return bool(changed)


def publish(records: QuerySet) -> int:
    return change_each(records, _("Publié"), lambda record: {"state": State.PUBLISHED})


def archive(records: QuerySet) -> int:
    return change_each(records, _("Archivé"), lambda record: {"state": State.ARCHIVED})


def back_to_draft(records: QuerySet) -> int:
    return change_each(records, _("Remis en brouillon"), lambda record: {"state": State.DRAFT})


def confirm(records: QuerySet, *, on: date, by: str) -> int:
    """Somebody confirmed these records, hours included where they have some."""
    return change_each(records, _("Confirmé %(by)s") % {"by": by}, lambda r: confirmed(r, on, by))


def confirmed(record, on: date, by: str) -> dict:
    """What a confirmation sets: it also ends « Probable, à confirmer »."""
    values = {"verified_on": on, "verified_by": by, "inferred": False}
    if hasattr(record, "hours_verified_on") and record.opening_hours:
        values["hours_verified_on"] = on
    return values
