"""Signing in to `/gestion/`: a growing patience for wrong passwords, the same words for all."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.text import fold
from services.web import limits

WINDOW_S = 15 * 60
# A whole desk of France services goes out by one network: its limit is far from one person's.
MOST_OF_ACCOUNT, MOST_OF_NETWORK = 6, 60
TOO_MANY = _("Trop d’essais. Attendez un quart d’heure, puis recommencez.")


class LimitedLoginForm(AdminAuthenticationForm):
    """Counts failures by account and by network; whether the account exists changes nothing."""

    def clean(self):
        account = fold(self.cleaned_data.get("username") or "")
        network = limits.network_of(self.request)
        tried = limits.count("login.account", account, WINDOW_S)
        tried_here = limits.count("login.network", network, WINDOW_S)
        if tried >= MOST_OF_ACCOUNT or tried_here >= MOST_OF_NETWORK:
            raise ValidationError(TOO_MANY, code="too_many")
        try:
            return super().clean()
        except ValidationError:
            limits.add("login.account", account, WINDOW_S)
            limits.add("login.network", network, WINDOW_S)
            raise
