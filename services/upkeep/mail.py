"""E-mails of the guide: text and HTML of the same words, and a plain answer when none can go."""

import logging
import re
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

_LOG = logging.getLogger(__name__)
# Name → the same words in text and in HTML.
_TEMPLATES = {
    "campaign": ("emails/campaign.txt", "emails/campaign.html"),
    "contact": ("emails/contact.txt", "emails/contact.html"),
    "link": ("emails/link.txt", "emails/link.html"),
    "refused": ("emails/refused.txt", "emails/refused.html"),
    "reminder": ("emails/reminder.txt", "emails/reminder.html"),
    "to_call": ("emails/to_call.txt", "emails/to_call.html"),
    "trial": ("emails/trial.txt", "emails/trial.html"),
}
# Backends that deliver to nobody.
_NOWHERE = ("console.EmailBackend", "dummy.EmailBackend", "filebased.EmailBackend")


class NotSent(Exception):
    """Why an e-mail did not go, in French."""


def is_ready() -> bool:
    """Whether a mail server is set (EMAIL_URL); everything else works without one."""
    return not settings.EMAIL_BACKEND.endswith(_NOWHERE)


def server_words() -> str:
    """The server as staff may compare it with what they were told; "" when there is none."""
    if not is_ready():
        return ""
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"


def send(template: str, to: str, subject: str, context: dict) -> None:
    """Send one of `_TEMPLATES` to one address, in French; NotSent if it cannot."""
    if not is_ready():
        raise NotSent(_("Aucun serveur d’e-mail n’est réglé."))
    with translation.override(settings.LANGUAGE_CODE):
        told = {"site_url": settings.SITE_URL, "subject": subject} | context
        text, html = (render_to_string(name, told) for name in _TEMPLATES[template])
        text = re.sub(r"\n{3,}", "\n\n", text).strip()
    message = EmailMultiAlternatives(" ".join(subject.split()), text + "\n", None, [to])
    message.attach_alternative(html, "text/html")
    try:
        message.send()
    except (OSError, SMTPException, ValueError) as error:
        # Its words repeat the address.
        _LOG.warning("An e-mail (%s) could not be sent: %s", template, type(error).__name__)
        raise NotSent(_("Le serveur d’e-mail n’a pas pris le message : %s") % error) from error


def try_to_send(*args) -> bool:
    """The same where nothing depends on it; whether it went."""
    try:
        send(*args)
    except NotSent:
        return False
    return True
