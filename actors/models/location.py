"""Locations: the places where actors receive people."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actors import geo
from actors.models.actor import Actor
from actors.models.base import (
    Publishable,
    Record,
    RecordQuerySet,
    State,
    Translated,
    Verified,
    WithHours,
)
from actors.models.slugs import free_slug
from actors.models.vocabulary import Term
from actors.phones import validate_phone
from actors.text import fold
from actors.validators import validate_city_code, validate_postcode, validate_rna, validate_siret

# Two addresses in the sources: neither is shown as certain.
TWO_ADDRESSES = "two_addresses"
TOWN_CODE = "13063"
TOWN_NAME = "Miramas"


class LocationQuerySet(RecordQuerySet):
    def published(self):
        return self.filter(state=State.PUBLISHED, actor__state=State.PUBLISHED)

    def in_town(self):
        return self.filter(Q(city_code=TOWN_CODE) | Q(city_code="", city__in=("", TOWN_NAME)))

    def with_coordinates(self):
        return self.filter(latitude__isnull=False)

    def without_coordinates(self):
        return self.filter(latitude__isnull=True)

    def in_box(self, west: float, south: float, east: float, north: float):
        return self.filter(
            longitude__gte=west, longitude__lte=east, latitude__gte=south, latitude__lte=north
        )

    def near(self, latitude: float, longitude: float, metres: float):
        """Those within `metres`, nearest first, annotated with `squared_metres`."""
        box = geo.bounds_around(latitude, longitude, metres)
        return (
            self.in_box(*box)
            .annotate(squared_metres=geo.squared_distance(latitude, longitude))
            .filter(squared_metres__lte=metres * metres)
            .order_by("squared_metres", "pk")
        )

    def editable_by(self, user):
        if user.is_active and user.edits_everything:
            return self
        return self.filter(actor__in=Actor.objects.editable_by(user))

    def in_alphabetical_order(self):
        return self.order_by("name_key", "pk")


class Wheelchair(models.TextChoices):
    UNKNOWN = "", _("pas d’information")
    YES = "yes", _("accessible en fauteuil roulant")
    LIMITED = "limited", _("accessible en fauteuil avec de l’aide")
    NO = "no", _("non accessible en fauteuil roulant")


class Location(Record, Publishable, Verified, WithHours, Translated):
    """A place that belongs to one actor; other actors may hold services there."""

    actor = models.ForeignKey(
        Actor, models.PROTECT, related_name="locations", verbose_name=_("acteur")
    )
    name = models.CharField(_("nom"), max_length=150)
    name_key = models.CharField(max_length=150, editable=False)
    summary = models.CharField(_("en bref"), max_length=280, blank=True)
    description = models.TextField(_("présentation"), blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    address_extra = models.CharField(
        _("complément d’adresse"),
        max_length=200,
        blank=True,
        help_text=_("Étage, bâtiment, « entrée à gauche de la poste »."),
    )
    postcode = models.CharField(
        _("code postal"), max_length=5, blank=True, validators=[validate_postcode]
    )
    city = models.CharField(_("commune"), max_length=80, blank=True)
    city_code = models.CharField(
        _("code INSEE"), max_length=5, blank=True, validators=[validate_city_code]
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-90)), MaxValueValidator(Decimal(90))],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-180)), MaxValueValidator(Decimal(180))],
    )
    quarter = models.SlugField(_("quartier"), max_length=40, blank=True, editable=False)
    phone = models.CharField(_("téléphone"), max_length=16, blank=True, validators=[validate_phone])
    email = models.EmailField(_("adresse e-mail"), blank=True)
    website = models.URLField(_("site internet"), max_length=300, blank=True)
    booking_url = models.URLField(_("prise de rendez-vous en ligne"), max_length=300, blank=True)
    accessibility_url = models.URLField(_("fiche d’accessibilité"), max_length=300, blank=True)
    access_note = models.CharField(
        _("comment venir"), max_length=280, blank=True, help_text=_("Arrêt de bus, entrée, code.")
    )
    wheelchair = models.CharField(
        _("fauteuil roulant"), max_length=8, blank=True, choices=Wheelchair
    )
    siret = models.CharField("SIRET", max_length=14, blank=True, validators=[validate_siret])
    rna = models.CharField(
        _("numéro d’association (RNA)"), max_length=10, blank=True, validators=[validate_rna]
    )
    terms = models.ManyToManyField(Term, verbose_name=_("termes"), blank=True)

    objects = LocationQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[terms])

    class Meta:
        verbose_name = _("lieu")
        verbose_name_plural = _("lieux")
        ordering = ["name_key", "pk"]
        indexes = [
            models.Index(fields=["state", "name_key"]),
            models.Index(fields=["latitude", "longitude"]),
            models.Index(fields=["opening_hours"]),
            models.Index(fields=["quarter"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="location_coordinates_both_or_neither",
                violation_error_message=_(
                    "Donnez la latitude et la longitude, ou aucune des deux."
                ),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="location_coordinates_in_range",
                violation_error_message=_(
                    "La latitude va de −90 à 90 et la longitude de −180 à 180. "
                    "Le centre de Miramas est à 43,5822 et 5,0019."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(latitude=0, longitude=0),
                name="location_coordinates_not_zero",
                violation_error_message=_(
                    "Le point (0, 0) est au milieu de l’océan : laissez les deux cases vides."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.complete()
        if not self.slug:
            self.slug = free_slug(Location, *self.slug_words(), exclude_pk=self.pk)
        super().save(*args, **kwargs)

    def complete(self) -> None:
        """Fill the computed columns; bulk actions call it themselves."""
        self.name_key = fold(self.name)[:150]
        self.quarter = self._quarter()

    def slug_words(self) -> tuple[str, ...]:
        return (self.name,)

    def _quarter(self) -> str:
        if self.latitude is None or self.longitude is None:
            return self.quarter  # a source may name the quarter of a place it cannot pin
        return geo.quarter_of(float(self.latitude), float(self.longitude))

    def get_absolute_url(self) -> str:
        return reverse("locations:detail", args=[self.slug])

    @property
    def has_pin(self) -> bool:
        return self.latitude is not None and self.is_address_certain

    @property
    def is_address_certain(self) -> bool:
        return TWO_ADDRESSES not in self.doubts

    @property
    def is_in_town(self) -> bool:
        if self.city_code:
            return self.city_code == TOWN_CODE
        return self.city in ("", TOWN_NAME)

    @property
    def quarter_label(self) -> str:
        return geo.quarter_labels().get(self.quarter, "")

    @property
    def full_address(self) -> str:
        """« 4 boulevard …, 13140 Miramas »; only the town when the street is unknown."""
        town = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (self.address, town) if part)
