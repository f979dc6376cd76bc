"""The town's deeds of the year, for the Villes Internet label: not services, which stay open."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actors.models import Actor
from services import choices
from services.figures import headings
from services.models.agenda import Session
from services.models.service import Service


class ActionQuerySet(models.QuerySet):
    def of_year(self, year: int):
        return self.filter(date__year=year)

    def with_origin(self):
        """What a line of the inventory shows, in a constant number of queries."""
        return self.select_related("service").prefetch_related("actors")

    def years(self) -> list[int]:
        """The years that hold an action, the newest first."""
        return [day.year for day in self.order_by().dates("date", "year", order="DESC")]


class Action(models.Model):
    """One deed: what was done, when, by whom, for how many people, at what cost."""

    title = models.CharField(
        _("titre"), max_length=150, help_text=_("Ce qui a été fait, en une phrase.")
    )
    date = models.DateField(_("date"), help_text=_("Le premier jour, si cela a duré."))
    kind = models.CharField(
        _("rubrique"),
        max_length=20,
        choices=headings.kinds,
        help_text=_("Les rubriques du dossier Villes Internet."),
    )
    pillar = models.CharField(
        _("pilier"),
        max_length=20,
        blank=True,
        choices=choices.PillarCode,
        help_text=_("Laissez vide si l’action n’entre dans aucun pilier, comme la fibre."),
    )
    actors = models.ManyToManyField(
        Actor, related_name="actions", verbose_name=_("acteurs"), blank=True
    )
    service = models.ForeignKey(
        Service,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("service d’où elle vient"),
    )
    session = models.OneToOneField(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="action",
        verbose_name=_("atelier d’où elle vient"),
        error_messages={"unique": _("Cet atelier a déjà son action.")},
    )
    people_reached = models.PositiveIntegerField(
        _("personnes touchées"),
        null=True,
        blank=True,
        help_text=_("Laissez vide si personne n’a compté."),
    )
    cost = models.DecimalField(
        _("coût en euros"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Laissez vide si le coût n’est pas connu."),
    )
    evidence_url = models.URLField(
        _("lien de preuve"),
        max_length=300,
        blank=True,
        help_text=_("Une page, un article, une photo en ligne."),
    )
    description = models.TextField(_("présentation"), blank=True)

    objects = ActionQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[actors])

    class Meta:
        verbose_name = _("action de l’année")
        verbose_name_plural = _("actions de l’année")
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["date"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0),
                name="action_cost_not_negative",
                violation_error_message=_("Un coût n’est jamais négatif."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.date:%d/%m/%Y})"
