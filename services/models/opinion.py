"""What visitors answer to « Avez-vous trouvé ? »: numbers a month, and a line; nobody behind."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class About(models.Model):
    """A service, else the words of a search; the month, and no day nor hour."""

    month = models.DateField(_("mois"))
    service = models.ForeignKey(
        "services.Service", models.CASCADE, null=True, blank=True, verbose_name=_("service")
    )
    words = models.CharField(_("mots"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.service) if self.service_id else f"« {self.words} »"


class OpinionCount(About):
    """How many found what they looked for, and how many did not, in a month."""

    found = models.PositiveIntegerField(_("ont trouvé"), default=0)
    missed = models.PositiveIntegerField(_("n’ont pas trouvé"), default=0)

    class Meta:
        verbose_name = _("avis comptés")
        verbose_name_plural = _("avis comptés")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "service"],
                condition=models.Q(service__isnull=False),
                name="opinion_count_of_service",
            ),
            models.UniqueConstraint(
                fields=["month", "words"],
                condition=models.Q(service__isnull=True),
                name="opinion_count_of_search",
            ),
        ]


class OpinionLine(About):
    """What somebody added, without what may tell of a person."""

    has_found = models.BooleanField(_("a trouvé"))
    text = models.CharField(_("remarque"), max_length=200)

    class Meta:
        verbose_name = _("remarque d’un avis")
        verbose_name_plural = _("remarques des avis")
