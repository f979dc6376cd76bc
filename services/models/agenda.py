"""When: exceptional closures, series of workshops and their dated sessions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actors.models import Location, State
from actors.models.base import Public, PublicQuerySet
from actors.validators import validate_text_list
from services import choices
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


class SessionSeries(Public):
    """A workshop that comes back; saving it makes its sessions, twelve months at most."""

    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, related_name="series", verbose_name=_("permanence")
    )
    weekday = models.PositiveSmallIntegerField(
        _("jour"),
        choices=[
            (0, _("lundi")),
            (1, _("mardi")),
            (2, _("mercredi")),
            (3, _("jeudi")),
            (4, _("vendredi")),
            (5, _("samedi")),
            (6, _("dimanche")),
        ],
    )
    every_n_weeks = models.PositiveSmallIntegerField(
        _("toutes les … semaines"), default=1, choices=[(n, str(n)) for n in (1, 2, 3, 4)]
    )
    start = models.TimeField(_("de"))
    end = models.TimeField(_("à"))
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), help_text=_("Douze mois au plus."))
    skip_school_holidays = models.BooleanField(_("pas pendant les vacances"), default=True)
    exceptions = models.JSONField(
        _("sauf les"), default=list, blank=True, validators=[validate_text_list]
    )
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    level = models.CharField(_("niveau"), max_length=20, blank=True, choices=choices.levels)
    price = models.CharField(_("prix"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("série d’ateliers")
        verbose_name_plural = _("séries d’ateliers")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="series_dates_in_order",
                violation_error_message=_("La série finit avant de commencer."),
            ),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="series_hours_in_order",
                violation_error_message=_("L’atelier finit avant de commencer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_at_location} ({self.get_weekday_display()})"


class SessionQuerySet(PublicQuerySet):
    def published(self):
        return self.filter(
            service_at_location__service__state=State.PUBLISHED,
            service_at_location__service__actor__state=State.PUBLISHED,
            service_at_location__location__state=State.PUBLISHED,
        )

    def to_come(self, at):
        return self.filter(end__gte=at)


class Session(Public):
    """One dated occurrence of a service."""

    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, related_name="sessions", verbose_name=_("permanence")
    )
    series = models.ForeignKey(
        SessionSeries,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("série"),
    )
    occurs_on = models.DateField(_("jour dans la série"), null=True, blank=True, editable=False)
    start = models.DateTimeField(_("début"))
    end = models.DateTimeField(_("fin"))
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    places_left = models.PositiveSmallIntegerField(_("places restantes"), null=True, blank=True)
    level = models.CharField(_("niveau"), max_length=20, blank=True, choices=choices.levels)
    price = models.CharField(_("prix"), max_length=80, blank=True)
    cancelled = models.BooleanField(_("annulé"), default=False)
    edited_by_hand = models.BooleanField(_("modifié à la main"), default=False, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("atelier")
        verbose_name_plural = _("ateliers")
        ordering = ["start", "pk"]
        indexes = [models.Index(fields=["start"]), models.Index(fields=["end"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="session_hours_in_order",
                violation_error_message=_("L’atelier finit avant de commencer."),
            ),
            models.UniqueConstraint(
                fields=["series", "occurs_on"],
                name="session_unique_in_series",
                violation_error_message=_("Cette séance existe déjà dans la série."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True)
                | Q(places_left__isnull=True)
                | Q(places_left__lte=F("capacity")),
                name="session_places_within_capacity",
                violation_error_message=_("Il reste plus de places que de places en tout."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_at_location} ({self.start:%d/%m/%Y %H:%M})"
