"""Pathways: ordered steps through the pillars, toward autonomy."""

from urllib.parse import parse_qsl

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actors.models import State
from actors.models.base import Public, PublicQuerySet, Publishable, Translated
from actors.models.slugs import free_slug
from services.choices import PillarCode
from services.models.service import Service

# What a step may ask of the results page; the rest would not survive a change of the page.
STEP_PARAMETERS = frozenset(
    (
        "q",
        "pilier",
        "besoin",
        "theme",
        "public",
        "acteur",
        "quartier",
        "acces",
        "frais",
        "niveau",
        "ouvert",
        "pres",
    )
)


def validate_query_string(text: str) -> None:
    """Accept only a query string of the results page, such as `besoin=imprimer&public=seniors`."""
    pairs = parse_qsl(text, keep_blank_values=False)
    unknown = [name for name, _value in pairs if name not in STEP_PARAMETERS]
    if text and (unknown or not pairs):
        raise ValidationError(
            _(
                "Copiez la fin de l’adresse d’une page de résultats, "
                "par exemple besoin=imprimer&public=seniors."
            ),
            code="query_string",
        )


class PathwayQuerySet(PublicQuerySet):
    def published(self):
        return self.filter(state=State.PUBLISHED)


class Pathway(Public, Publishable, Translated):
    """A way from « faites-le avec moi » to « je transmets »."""

    title = models.CharField(_("titre"), max_length=120)
    summary = models.CharField(_("en clair"), max_length=280, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=100)

    objects = PathwayQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("parcours")
        verbose_name_plural = _("parcours")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = free_slug(Pathway, self.title, exclude_pk=self.pk)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("pathways:detail", args=[self.slug])


class PathwayStep(Public, Translated):
    """One step: a query of the results page, or services chosen by hand."""

    pathway = models.ForeignKey(
        Pathway, models.CASCADE, related_name="steps", verbose_name=_("parcours")
    )
    position = models.PositiveSmallIntegerField(_("ordre"), default=1)
    title = models.CharField(_("titre"), max_length=120)
    summary = models.CharField(_("en clair"), max_length=280, blank=True)
    pillar = models.CharField(_("pilier"), max_length=20, choices=PillarCode)
    query = models.CharField(
        _("recherche"), max_length=300, blank=True, validators=[validate_query_string]
    )
    services = models.ManyToManyField(Service, verbose_name=_("services choisis"), blank=True)

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
