"""Passwords: 12 signs for everyone, 16 for a rescue account, which can do everything."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST_OF_RESCUE = 16


class RescueLengthValidator:
    """The lengths of MonServiceSécurisé."""

    def validate(self, password: str, user=None) -> None:
        if getattr(user, "is_superuser", False) and len(password) < LEAST_OF_RESCUE:
            raise ValidationError(self.get_help_text(), code="rescue_too_short")

    def get_help_text(self) -> str:
        text = _("Le mot de passe d’un compte de secours a au moins %(n)d signes.")
        return text % {"n": LEAST_OF_RESCUE}
