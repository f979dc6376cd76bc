"""Services: one thing that an actor offers, and where it happens."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actors.models import Actor, State, Term
from actors.models.base import Publishable, Record, Translated, Verified, WithHours
from actors.models.slugs import free_slug
from actors.phones import validate_phone
from actors.text import fold
from actors.validators import validate_eligibility_zone
from services import choices
from services.models.need import Need
from services.models.querysets import ServiceAtLocationQuerySet, ServiceQuerySet


class Service(Record, Publishable, Verified, Translated):
    """What is offered, for whom, at what price, and how to ask for it."""

    actor = models.ForeignKey(
        Actor, models.PROTECT, related_name="services", verbose_name=_("acteur")
    )
    title = models.CharField(
        _("titre"),
        max_length=150,
        help_text=_("Avec les mots des habitants. Exemple : « Remplir un dossier en ligne »."),
    )
    title_key = models.CharField(max_length=150, editable=False)
    pillar = models.CharField(_("pilier"), max_length=20, choices=choices.PillarCode)
    kind = models.CharField(
        _("sorte de service"), max_length=40, blank=True, choices=choices.service_kinds
    )
    summary = models.CharField(
        _("en clair"),
        max_length=280,
        blank=True,
        help_text=_("Lu sur les cartes. Des phrases de 15 mots au plus, des mots connus."),
    )
    description = models.TextField(_("présentation"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    age_min = models.PositiveSmallIntegerField(
        _("âge minimum"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    age_max = models.PositiveSmallIntegerField(
        _("âge maximum"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    audience_note = models.CharField(_("précision sur le public"), max_length=280, blank=True)
    price_note = models.CharField(
        _("prix"), max_length=280, blank=True, help_text=_("Exemple : « 0,10 € la page ».")
    )
    appointment = models.CharField(
        _("rendez-vous"), max_length=10, blank=True, choices=choices.Appointment
    )
    accepts_new = models.CharField(
        _("places"), max_length=12, blank=True, choices=choices.AcceptsNew
    )
    full_until = models.DateField(_("complet jusqu’au"), null=True, blank=True)
    bring_note = models.CharField(_("à apporter, en plus"), max_length=280, blank=True)
    eligibility_zone = models.JSONField(
        _("territoire"), default=list, blank=True, validators=[validate_eligibility_zone]
    )
    mobilisation_url = models.URLField(_("formulaire en ligne"), max_length=300, blank=True)
    mobilisation_note = models.CharField(_("comment demander"), max_length=500, blank=True)
    phone = models.CharField(
        _("téléphone"),
        max_length=16,
        blank=True,
        validators=[validate_phone],
        help_text=_("Laissez vide si c’est celui de l’acteur."),
    )
    email = models.EmailField(_("adresse e-mail"), blank=True)
    website = models.URLField(_("page internet"), max_length=300, blank=True)
    professional_note = models.TextField(
        _("note pour les professionnels"),
        blank=True,
        help_text=_("Lue par les conseillers connectés, jamais par le public."),
    )
    needs = models.ManyToManyField(
        Need, related_name="services", verbose_name=_("besoins"), blank=True
    )
    terms = models.ManyToManyField(
        Term, related_name="services", verbose_name=_("termes"), blank=True
    )

    objects = ServiceQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[terms, needs])

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["title_key", "pk"]
        indexes = [
            models.Index(fields=["state", "inferred", "title_key"]),
            models.Index(fields=["state", "pillar"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(pillar__in=choices.PillarCode.values),
                name="service_pillar_known",
                violation_error_message=_("Choisissez un des trois piliers."),
            ),
            models.CheckConstraint(
                condition=Q(age_min__isnull=True)
                | Q(age_max__isnull=True)
                | Q(age_min__lte=F("age_max")),
                name="service_ages_in_order",
                violation_error_message=_("L’âge minimum dépasse l’âge maximum."),
            ),
            models.CheckConstraint(
                condition=Q(full_until__isnull=True) | Q(accepts_new="full"),
                name="service_full_until_when_full",
                violation_error_message=_(
                    "Une date « complet jusqu’au » demande de choisir « complet »."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        self.complete()
        if not self.slug:
            self.slug = free_slug(Service, *self.slug_words(), exclude_pk=self.pk)
        super().save(*args, **kwargs)

    def complete(self) -> None:
        """Fill the computed columns; bulk actions call it themselves."""
        self.title_key = fold(self.title)[:150]

    def slug_words(self) -> tuple[str, ...]:
        return self.title, self.actor.short_name

    def get_absolute_url(self) -> str:
        return reverse("services:detail", args=[self.slug])


class ServiceAtLocation(Record, Verified, WithHours):
    """A service at a location, with its own hours where they differ from the building's."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="places", verbose_name=_("service")
    )
    location = models.ForeignKey(
        "actors.Location", models.PROTECT, related_name="held_services", verbose_name=_("lieu")
    )
    note = models.CharField(
        _("précision"), max_length=280, blank=True, help_text=_("Salle, étage, jour de permanence.")
    )

    objects = ServiceAtLocationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("permanence")
        verbose_name_plural = _("permanences")
        ordering = ["pk"]
        indexes = [models.Index(fields=["opening_hours"])]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "location"],
                name="service_at_location_unique",
                violation_error_message=_("Ce service est déjà rattaché à ce lieu."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.service} – {self.location}"

    @property
    def own_hours(self) -> bool:
        return bool(self.opening_hours)


def is_public(service: Service) -> bool:
    """The rule of `Service.objects.published()` for one record in hand."""
    return service.state == State.PUBLISHED and service.actor.state == State.PUBLISHED
