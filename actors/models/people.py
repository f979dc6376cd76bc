"""People who sign in: city staff, advisors, partners; no name is ever required."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    def create_user(self, email: str | None = None, password: str | None = None, **fields):
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        fields.update(is_staff=True, is_superuser=True)
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, email: str):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """An account: an e-mail where there is one, and a label such as « accueil du CCAS »."""

    email = models.EmailField(
        _("adresse e-mail"),
        null=True,
        blank=True,
        unique=True,
        error_messages={"unique": _("Un compte existe déjà avec cette adresse e-mail.")},
    )
    label = models.CharField(
        _("désignation"),
        max_length=80,
        blank=True,
        help_text=_("Par exemple « accueil du CCAS ». Un nom de personne n’est pas nécessaire."),
    )
    is_active = models.BooleanField(_("compte actif"), default=True)
    is_staff = models.BooleanField(
        _("agent de la Ville"), default=False, help_text=_("Peut ouvrir cet espace de gestion.")
    )
    date_joined = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)
    # A session begun before this instant is dead, wherever it is open.
    sessions_closed_at = models.DateTimeField(
        _("sessions fermées le"), null=True, blank=True, editable=False
    )
    # When its owner was told that the account, unused, will be emptied (services/privacy).
    inactivity_warned_at = models.DateTimeField(
        _("prévenu de l’inactivité le"), null=True, blank=True, editable=False
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")

    def __str__(self) -> str:
        return self.label or self.email or _("compte no %(pk)s") % {"pk": self.pk}

    def clean(self):
        super().clean()
        self.email = self._bare_email()

    def save(self, *args, **kwargs):
        self.email = self._bare_email()
        super().save(*args, **kwargs)

    @property
    def edits_everything(self) -> bool:
        """City editors, managers and rescue accounts; an advisor or a partner does not."""
        return self.has_perm("actors.change_actor")

    def _bare_email(self) -> str | None:
        # NULL when empty, or two accounts without e-mail would collide; lower case to be unique.
        return (self.email or "").strip().lower() or None


class Membership(models.Model):
    """A partner: this account keeps this organisation's records true."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("compte"))
    actor = models.ForeignKey("actors.Actor", models.CASCADE, verbose_name=_("acteur"))

    class Meta:
        verbose_name = _("partenaire")
        verbose_name_plural = _("partenaires")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "actor"],
                name="membership_unique",
                violation_error_message=_("Ce compte est déjà rattaché à cet acteur."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.actor}"
