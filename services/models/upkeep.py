"""What the workshop remembers: calls made to organisations, and when each nightly job last ran."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Actor


class Call(models.Model):
    """A phone call to one organisation; `undo` holds what a confirmation replaced."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmé")
        SILENT = "silent", _("pas de réponse")
        UNDONE = "undone", _("annulé")

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="calls", verbose_name=_("acteur"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("appel de"),
    )
    at = models.DateTimeField(_("le"), db_index=True)
    outcome = models.CharField(_("résultat"), max_length=10, choices=Outcome)
    # [{"kind", "pk", "version" once confirmed, "before": {field: value}}]
    undo = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("appel")
        verbose_name_plural = _("appels")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.actor} – {self.get_outcome_display()}"


class JobRun(models.Model):
    """The last run of each nightly job: one row a job."""

    name = models.CharField(_("tâche"), max_length=60, unique=True)
    started_at = models.DateTimeField(_("commencée le"))
    ended_at = models.DateTimeField(_("finie le"), null=True, blank=True)
    ok = models.BooleanField(_("réussie"), default=False)
    message = models.CharField(_("message"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("tâche de nuit")
        verbose_name_plural = _("tâches de nuit")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
