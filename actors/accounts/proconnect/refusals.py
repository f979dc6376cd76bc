"""Why somebody does not enter by ProConnect, and what that person can do about it."""

from django.utils.translation import gettext_lazy as _

# Code in the audit trail → (status, what the person reads).
REASONS = {
    "declined": (
        403,
        _("Vous avez arrêté la connexion par ProConnect. Vous pouvez recommencer."),
    ),
    "state": (
        400,
        _("Cette connexion a expiré, ou a déjà servi. Recommencez depuis le début."),
    ),
    "provider": (
        503,
        _("ProConnect ne répond pas comme prévu. Recommencez dans quelques minutes."),
    ),
    "token": (
        403,
        _("La réponse de ProConnect n’était pas sûre : elle a été refusée. Recommencez."),
    ),
    "weak": (
        403,
        _("Votre connexion n’a pas de second facteur. Activez-le chez ProConnect, puis revenez."),
    ),
    "unknown": (
        403,
        _("Aucun compte du guide n’a votre adresse e-mail. Demandez à la Ville de le créer."),
    ),
    "inactive": (403, _("Votre compte est fermé. Demandez à la Ville de le rouvrir.")),
    "siret": (
        403,
        _("Votre organisation n’est pas celle de votre compte. Demandez à la Ville de vérifier."),
    ),
    "email_changed": (
        403,
        _("Votre adresse e-mail a changé. Demandez à la Ville de la corriger dans votre compte."),
    ),
    "other_account": (
        403,
        _("Votre adresse e-mail est celle d’un autre compte. Demandez à la Ville de vérifier."),
    ),
    "relink": (
        403,
        _(
            "ProConnect vous présente autrement qu’avant. Un responsable doit d’abord détacher"
            " votre compte."
        ),
    ),
}


class Refused(Exception):
    """No session; `code` is one of REASONS, `account` the account concerned, when known."""

    def __init__(self, code: str, account: int | None = None):
        super().__init__(code)
        self.code, self.account = code, account
