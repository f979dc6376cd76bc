"""What waits for the town: proposals (a partner's change, an import's conflict) and reports."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Actor


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=Proposal.Status.WAITING)


class Proposal(models.Model):
    """A change to one record, found by its uid; `base` is what its author saw."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("à valider")
        ACCEPTED = "accepted", _("acceptée")
        PARTLY = "partly", _("acceptée en partie")
        REFUSED = "refused", _("refusée")
        WITHDRAWN = "withdrawn", _("retirée")

    class Origin(models.TextChoices):
        PARTNER = "partner", _("un partenaire")
        IMPORT = "import", _("un import")

    uid = models.UUIDField(_("fiche"), db_index=True)
    kind = models.CharField(
        _("sorte de fiche"),
        max_length=20,
        choices=[
            ("actor", _("acteur")),
            ("location", _("lieu")),
            ("service", _("service")),
            ("place", _("permanence")),
        ],
    )
    actor = models.ForeignKey(
        Actor, models.CASCADE, null=True, blank=True, verbose_name=_("acteur")
    )
    origin = models.CharField(_("vient de"), max_length=10, choices=Origin)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("auteur"),
    )
    base_version = models.PositiveIntegerField(_("version de départ"), default=0)
    base = models.JSONField(_("avant"), default=dict)
    values = models.JSONField(_("après"), default=dict)
    comment = models.CharField(_("commentaire"), max_length=500, blank=True)
    status = models.CharField(
        _("état"), max_length=10, choices=Status, default=Status.WAITING, db_index=True
    )
    decision_note = models.CharField(_("raison de la décision"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("décidée par"),
    )
    created_at = models.DateTimeField(_("reçue le"), auto_now_add=True)
    decided_at = models.DateTimeField(_("décidée le"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposition")
        verbose_name_plural = _("propositions")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.uid}"


def new_token() -> str:
    return secrets.token_urlsafe(16)


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=[Report.Status.NEW, Report.Status.IN_PROGRESS])


class Report(models.Model):
    """« Une erreur ? Dites-le-nous »: what is wrong, on which page; no identity asked."""

    class Status(models.TextChoices):
        NEW = "new", _("nouveau")
        IN_PROGRESS = "in_progress", _("en cours")
        FIXED = "fixed", _("corrigé")
        REJECTED = "rejected", _("sans suite")

    token = models.CharField(_("lien privé"), max_length=40, unique=True, default=new_token)
    uid = models.UUIDField(_("fiche"), null=True, blank=True, db_index=True, default=None)
    kind = models.CharField(_("sorte de fiche"), max_length=20, blank=True)
    page = models.CharField(_("page"), max_length=300, blank=True)
    problem = models.CharField(
        _("problème"),
        max_length=20,
        choices=[
            ("closed", _("porte fermée")),
            ("phone", _("le téléphone ne répond pas")),
            ("wrong", _("une information est fausse")),
            ("missing", _("il manque quelque chose")),
            ("other", _("autre chose")),
        ],
    )
    message = models.CharField(_("message"), max_length=500, blank=True)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    from_advisor = models.BooleanField(_("d’un conseiller"), default=False)
    status = models.CharField(
        _("état"), max_length=12, choices=Status, default=Status.NEW, db_index=True
    )
    answer = models.CharField(_("réponse"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("reçu le"), auto_now_add=True)
    closed_at = models.DateTimeField(_("traité le"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("signalement")
        verbose_name_plural = _("signalements")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_problem_display()} – {self.page}"

    @staticmethod
    def is_uid(text: str) -> bool:
        try:
            uuid.UUID(text)
        except ValueError:
            return False
        return True
