"""Days when a location, or one service there, is shut."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actors.models import Location
from actors.models.base import Public, PublicQuerySet
from services.models.service import ServiceAtLocation


class ClosureQuerySet(PublicQuerySet):
    def covering(self, day):
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def to_come(self, day):
        return self.filter(ends_on__gte=day)


class Closure(Public):
    """Days when a location, or one service there, is shut; both ends included."""

    location = models.ForeignKey(
        Location, models.CASCADE, related_name="closures", verbose_name=_("lieu")
    )
    service_at_location = models.ForeignKey(
        ServiceAtLocation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name=_("pour ce service seulement"),
    )
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"))
    reason = models.CharField(_("raison"), max_length=120, blank=True)

    objects = ClosureQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("fermeture exceptionnelle")
        verbose_name_plural = _("fermetures exceptionnelles")
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["ends_on", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="closure_dates_in_order",
                violation_error_message=_("La fermeture finit avant de commencer."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.location} : {self.starts_on} – {self.ends_on}"
