"""Printed editions: what was built, from which data, and which of them went to people's homes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionKind(models.TextChoices):
    STANDARD = "standard", _("guide de poche (A5)")
    LARGE = "gros-caracteres", _("gros caractères (A4)")
    NEWS = "nouveautes", _("nouveautés (A5)")


class PrintedEditionQuerySet(models.QuerySet):
    def for_homes(self):
        return self.filter(for_homes=True)

    def whole_guides(self):
        """The editions that hold the whole guide, in whatever size."""
        return self.exclude(kind=EditionKind.NEWS)

    def newest_first(self):
        return self.order_by("-number", "-built_at", "-pk")


class PrintedEdition(models.Model):
    """One built file. It is built again in place until staff say that it went to homes.

    The number people read changes only then: « édition 2 » is whatever follows the first one
    that was handed out.
    """

    number = models.PositiveIntegerField(_("numéro"))
    kind = models.CharField(_("présentation"), max_length=20, choices=EditionKind)
    built_at = models.DateTimeField(_("fabriquée le"))
    revision = models.PositiveBigIntegerField(_("révision des données"))
    page_count = models.PositiveIntegerField(_("pages"), default=0)
    for_homes = models.BooleanField(
        _("pour les foyers"),
        default=False,
        help_text=_(
            "Cochez quand cette édition part chez les habitants. Elle est alors gardée telle "
            "quelle, et la suivante prend un nouveau numéro."
        ),
    )
    file = models.FileField(_("fichier"), upload_to="guide/", editable=False)

    objects = PrintedEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("édition imprimée")
        verbose_name_plural = _("éditions imprimées")
        ordering = ["-number", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "kind"],
                name="printed_edition_unique",
                violation_error_message=_("Cette édition existe déjà."),
            )
        ]

    def __str__(self) -> str:
        return _("édition %(number)s, %(kind)s") % {
            "number": self.number,
            "kind": self.get_kind_display(),
        }
