"""The mention of the law, as every page says it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from services.accessibility import audit
from services.accessibility.audit import Mention


def mention() -> str:
    """The words of the home page and of the footer, one of three."""
    return {
        Mention.FULL: _("Accessibilité : totalement conforme"),
        Mention.PARTIAL: _("Accessibilité : partiellement conforme"),
        Mention.NONE: _("Accessibilité : non conforme"),
    }[audit.current().mention(timezone.localdate())]
