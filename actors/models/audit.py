"""The audit trail: who signed in, was refused, gained a role, decided; only ever added to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One fact, chained to the one before it; database triggers refuse every later change.

    People are numbers of accounts, without a foreign key: the trail outlives an account that is
    deleted, and says nothing any more of one whose e-mail was erased.
    """

    class Action(models.TextChoices):
        SIGNED_IN = "signed_in", _("connexion")
        SIGNED_OUT = "signed_out", _("déconnexion")
        REFUSED = "refused", _("connexion refusée")
        SESSIONS_CLOSED = "sessions_closed", _("sessions fermées")
        FACTOR_ADDED = "factor_added", _("second facteur activé")
        FACTOR_REFUSED = "factor_refused", _("code refusé")
        FACTOR_RESET = "factor_reset", _("second facteur retiré")
        ROLE_CHANGED = "role_changed", _("rôle changé")
        PASSWORD_CHANGED = "password_changed", _("mot de passe changé")
        IDENTITY_LINKED = "identity_linked", _("ProConnect rattaché")
        IDENTITY_UNLINKED = "identity_unlinked", _("ProConnect détaché")
        LINK_MADE = "link_made", _("lien de partenaire créé")
        PROPOSAL_ACCEPTED = "proposal_accepted", _("proposition acceptée")
        PROPOSAL_REFUSED = "proposal_refused", _("proposition refusée")
        REPORT_CLOSED = "report_closed", _("signalement traité")
        IMPORTED = "imported", _("import")
        EXPORTED = "exported", _("données personnelles sorties")
        RESTORED = "restored", _("sauvegarde restaurée")
        PURGED = "purged", _("données effacées")

    at = models.DateTimeField(_("le"))
    action = models.CharField(_("fait"), max_length=20, choices=Action)
    account = models.PositiveBigIntegerField(_("compte"), null=True)
    about = models.CharField(_("à propos de"), max_length=80, blank=True)
    details = models.JSONField(_("détails"), default=dict)
    previous = models.CharField(_("empreinte d’avant"), max_length=64, unique=True)
    digest = models.CharField(_("empreinte"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("fait du journal")
        verbose_name_plural = _("journal")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk} {self.get_action_display()}"
