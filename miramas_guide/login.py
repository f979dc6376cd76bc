"""Signing in to `/gestion/`: a growing patience for wrong passwords, the same words for all."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.text import fold
from services.web import limits

WINDOW_S, DAY_S, HALF_YEAR_S = 15 * 60, 24 * 3600, 180 * 24 * 3600
# One person at one desk; after as many again in a day, the wait is of hours.
MOST_OF_ACCOUNT, MOST_OF_ACCOUNT_A_DAY = 6, 30
# A whole desk of France services goes out by one network: its limit is far from one person's.
MOST_OF_NETWORK = 60
# One account tried from many networks; its own known networks are not shut by it.
MOST_FROM_ELSEWHERE = 60
TOO_MANY = _("Trop d’essais. Attendez un quart d’heure, puis recommencez.")


class LimitedLoginForm(AdminAuthenticationForm):
    """Counts failures by account and by network; whether the account exists changes nothing."""

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": _("Adresse ou mot de passe inexact. Vérifiez les deux, puis recommencez.")
    }

    def clean(self):
        account = fold(self.cleaned_data.get("username") or "")
        network = limits.network_of(self.request)
        if _is_over(account, network):
            raise ValidationError(TOO_MANY, code="too_many")
        try:
            cleaned = super().clean()
        except ValidationError:
            for name, who, seconds, _most in _counters(account, network):
                limits.add(name, who, seconds)
            raise
        limits.add("login.known", f"{account}|{network}", HALF_YEAR_S)
        return cleaned


def _counters(account: str, network: str) -> list[tuple[str, str, int, int]]:
    """(name, who, seconds, most): what each failure is counted under."""
    here = f"{account}|{network}"
    return [
        ("login.here", here, WINDOW_S, MOST_OF_ACCOUNT),
        ("login.day", here, DAY_S, MOST_OF_ACCOUNT_A_DAY),
        ("login.network", network, WINDOW_S, MOST_OF_NETWORK),
        ("login.account", account, WINDOW_S, MOST_FROM_ELSEWHERE),
    ]


def _is_over(account: str, network: str) -> bool:
    counters = _counters(account, network)
    if limits.count("login.known", f"{account}|{network}", HALF_YEAR_S):
        counters = counters[:-1]  # nobody far away shuts out who signs in from here
    return any(limits.count(name, who, seconds) >= most for name, who, seconds, most in counters)
