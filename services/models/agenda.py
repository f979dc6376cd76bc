"""When: series of workshops and their dated sessions."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from actors.models import State
from actors.models.base import Public, PublicQuerySet
from actors.opening_hours import school_calendar_ends_on
from actors.opening_hours.calendars import PARIS
from actors.validators import validate_text_list
from services import choices
from services.agenda.repetition import Repetition, one_year_after, parse_days
from services.models.service import ServiceAtLocation


def _field_error(field: str, message, day: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, params={"day": day})})


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

    def clean(self):
        super().clean()
        if None in (self.weekday, self.starts_on, self.ends_on):
            return  # the fields already say what is missing
        self._check_exceptions()
        self._check_end()
        if not self.repetition.days():
            raise ValidationError(
                _("Aucun atelier à ces dates. Changez le jour, les dates ou les exceptions.")
            )

    def _check_exceptions(self) -> None:
        unread = parse_days(self.exceptions)[1] if isinstance(self.exceptions, list) else []
        if unread:
            message = _("« %(day)s » n’est pas un jour. Écrivez par exemple 24/12/2026.")
            raise _field_error("exceptions", message, unread[0])

    def _check_end(self) -> None:
        latest = one_year_after(self.starts_on)
        known = school_calendar_ends_on()
        if self.ends_on > latest:
            message = _("Une série dure douze mois au plus : jusqu’au %(day)s.")
        elif self.skip_school_holidays and self.ends_on > known:
            latest = known
            message = _(
                "Les vacances scolaires ne sont connues que jusqu’au %(day)s. "
                "Finissez la série avant, ou décochez « pas pendant les vacances »."
            )
        else:
            return
        raise _field_error("ends_on", message, date_format(latest, "j F Y"))

    def save(self, *args, **kwargs):
        with transaction.atomic(using=kwargs.get("using")):
            super().save(*args, **kwargs)
            self.make_sessions()

    @property
    def repetition(self) -> Repetition:
        return Repetition(
            weekday=self.weekday,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            every_n_weeks=self.every_n_weeks,
            skip_school_holidays=self.skip_school_holidays,
            exceptions=parse_days(self.exceptions or ())[0],
        )

    def make_sessions(self, *, at: datetime | None = None) -> None:
        """Make every session of the series, keyed by day; past or edited ones stay as they are."""
        at = at or timezone.now()
        days = self.repetition.days()
        kept = {session.occurs_on: session for session in self.sessions.all()}
        Session.objects.bulk_create(
            Session(series=self, occurs_on=day, **self.values_on(day))
            for day in days
            if day not in kept
        )
        changed = [kept[day] for day in days if day in kept and kept[day].follows_series(at)]
        for session in changed:
            session.take(self.values_on(session.occurs_on))
        Session.objects.bulk_update(changed, [*self.values_on(self.starts_on), "places_left"])
        unwanted = self.sessions.filter(
            end__gte=at, edited_by_hand=False, occurs_on__isnull=False
        ).exclude(occurs_on__in=days)
        unwanted.delete()

    def values_on(self, day: date) -> dict:
        """What the series says of its session of that day."""
        return {
            "service_at_location_id": self.service_at_location_id,
            "start": datetime.combine(day, self.start, tzinfo=PARIS),
            "end": datetime.combine(day, self.end, tzinfo=PARIS),
            "capacity": self.capacity,
            "level": self.level,
            "price": self.price,
        }

    def renew(self, *, today: date | None = None) -> None:
        """Go on with the same rhythm for twelve months from today; sessions stay as they are."""
        renewed = self.repetition.renewed(today or timezone.localdate())
        self.starts_on, self.ends_on = renewed.starts_on, renewed.ends_on
        self.full_clean()
        self.save()


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
        start = timezone.localtime(self.start)
        return f"{self.service_at_location} ({start:%d/%m/%Y %H:%M})"

    def save(self, *args, **kwargs):
        # The series writes in bulk: whoever comes here is a person, with one session in hand.
        self.edited_by_hand = self.differs_from_series()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "edited_by_hand"}
        super().save(*args, **kwargs)

    def differs_from_series(self) -> bool:
        """True when staff said something else than the series; places left do not count."""
        if self.series is None or self.occurs_on is None:
            return False
        values = self.series.values_on(self.occurs_on)
        return self.cancelled or any(getattr(self, name) != values[name] for name in values)

    def follows_series(self, at: datetime) -> bool:
        return self.end >= at and not self.edited_by_hand

    def take(self, values: dict) -> None:
        """Take over what the series says, without promising more places than there are."""
        for name, value in values.items():
            setattr(self, name, value)
        if None not in (self.capacity, self.places_left):
            self.places_left = min(self.capacity, self.places_left)
