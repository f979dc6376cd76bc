"""What partners are asked, and what they answered: reminders on a date, campaigns of a season."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from actors.models import Actor


class Reminder(models.Model):
    """An e-mail already sent, so that the same one never goes twice."""

    class Stage(models.TextChoices):
        BEFORE = "before", _("avant la date")
        ON = "on", _("à la date")
        AFTER = "after", _("après la date")
        STAFF = "staff", _("à la Ville")

    actor = models.ForeignKey(
        Actor, models.CASCADE, related_name="reminders", verbose_name=_("acteur")
    )
    due_on = models.DateField(_("à revérifier le"))
    stage = models.CharField(_("moment"), max_length=10, choices=Stage)
    sent_at = models.DateTimeField(_("envoyé le"))

    class Meta:
        verbose_name = _("rappel envoyé")
        verbose_name_plural = _("rappels envoyés")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "due_on", "stage"],
                name="reminder_unique",
                violation_error_message=_("Ce rappel est déjà parti."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor} – {self.get_stage_display()}"


class CampaignQuerySet(models.QuerySet):
    def open(self, day):
        """Those that still ask: partners may answer until the period is over."""
        return self.filter(ends_on__gte=day)


class Campaign(models.Model):
    """One question to many organisations: are you shut this summer, at Christmas?"""

    class Season(models.TextChoices):
        SUMMER = "summer", _("été")
        CHRISTMAS = "christmas", _("Noël")
        OTHER = "other", _("autre")

    title = models.CharField(
        _("titre"), max_length=80, help_text=_("Lu par les partenaires. Exemple : « Été 2027 ».")
    )
    season = models.CharField(_("saison"), max_length=10, choices=Season)
    starts_on = models.DateField(_("période du"))
    ends_on = models.DateField(_("au"))
    message = models.TextField(
        _("message"), blank=True, help_text=_("Quelques mots de plus, lus par les partenaires.")
    )
    created_at = models.DateTimeField(_("créée le"), auto_now_add=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campagne")
        verbose_name_plural = _("campagnes")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="campaign_dates_in_order",
                violation_error_message=_("La période finit avant de commencer."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class InvitationQuerySet(models.QuerySet):
    def unanswered(self):
        return self.filter(answer="")


class Invitation(models.Model):
    """One organisation asked by a campaign: when, and what it answered."""

    class Answer(models.TextChoices):
        SAME = "same", _("rien ne change")
        CLOSED = "closed", _("ferme")
        CHANGED = "changed", _("propose d’autres horaires")

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="invitations", verbose_name=_("campagne")
    )
    actor = models.ForeignKey(
        Actor, models.CASCADE, related_name="invitations", verbose_name=_("acteur")
    )
    mailed_at = models.DateTimeField(_("e-mail envoyé le"), null=True, blank=True)
    relaunched_at = models.DateTimeField(_("relancé le"), null=True, blank=True)
    answer = models.CharField(_("réponse"), max_length=10, blank=True, choices=Answer)
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande à un organisme")
        verbose_name_plural = _("demandes aux organismes")
        ordering = ["actor__name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "actor"],
                name="invitation_unique",
                violation_error_message=_("Cet organisme est déjà dans la campagne."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign} – {self.actor}"
