"""What proves who signs in, beside the password: a telephone's codes, paper codes, ProConnect."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin


class SecondFactor(ThrottlingMixin, Device):
    """A telephone that shows codes (TOTP); its secret is kept enciphered."""

    secret = models.CharField(_("secret chiffré"), max_length=200, editable=False)
    # The last half-minute whose code was taken: the same code never opens twice.
    last_step = models.BigIntegerField(_("dernier code pris"), default=-1, editable=False)
    created_at = models.DateTimeField(_("activé le"), auto_now_add=True)

    class Meta:
        verbose_name = _("second facteur")
        verbose_name_plural = _("seconds facteurs")
        constraints = [
            models.UniqueConstraint(fields=["user"], name="second_factor_one_an_account")
        ]

    def __str__(self) -> str:
        return str(self.user)

    def get_throttle_factor(self) -> int:
        return 1


class RecoveryCode(models.Model):
    """A code printed at enrolment, which opens once; only its digest is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="recovery_codes",
        verbose_name=_("compte"),
    )
    digest = models.CharField(_("empreinte"), max_length=64, editable=False)

    class Meta:
        verbose_name = _("code de secours")
        verbose_name_plural = _("codes de secours")

    def __str__(self) -> str:
        return str(self.user)


class ProConnectIdentity(models.Model):
    """The person ProConnect knows under this subject, tied once to an account of ours."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="proconnect",
        verbose_name=_("compte"),
    )
    issuer = models.CharField(_("fournisseur"), max_length=200)
    subject = models.CharField(_("identifiant chez ProConnect"), max_length=255)
    linked_at = models.DateTimeField(_("rattaché le"), auto_now_add=True)

    class Meta:
        verbose_name = _("identité ProConnect")
        verbose_name_plural = _("identités ProConnect")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="proconnect_subject_unique")
        ]

    def __str__(self) -> str:
        return str(self.user)
