"""What an advisor's call confirmed or contradicted, kept for the town; nothing on who called."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors import changes
from actors.models import Location
from services.models import Report, Service, ServiceAtLocation

RIGHT, WRONG, SILENT = "juste", "faux", "silence"
OUTCOMES = (RIGHT, WRONG, SILENT)
MESSAGE_SIGNS = 500
_PROBLEMS = {WRONG: "wrong", SILENT: "phone"}


def record(service: Service, outcome: str, message: str = "") -> None:
    """One of OUTCOMES for a published service (from `with_card()`)."""
    if outcome == RIGHT:
        confirm(service)
        return
    Report.objects.create(
        uid=service.uid,
        kind="service",
        page=service.get_absolute_url()[:300],
        problem=_PROBLEMS[outcome],
        message=" ".join(message.split())[:MESSAGE_SIGNS],
        from_advisor=True,
    )


def confirm(service: Service) -> None:
    """The service, its places, and the hours shown where they are those of the building."""
    today, by = timezone.localdate(), _("par téléphone")
    places = [place.pk for place in service.shown_places]
    buildings = [p.location_id for p in service.shown_places if not p.opening_hours]
    hours_of_building = Location.objects.filter(pk__in=buildings).exclude(opening_hours="")
    with transaction.atomic():
        changes.confirm(Service.objects.filter(pk=service.pk), on=today, by=by)
        changes.confirm(ServiceAtLocation.objects.filter(pk__in=places), on=today, by=by)
        changes.change_each(
            hours_of_building,
            _("Horaires confirmés par téléphone"),
            lambda location: {"hours_verified_on": today},
        )
