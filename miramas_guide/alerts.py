"""A word to whom watches over the guide, by e-mail, where one is named (ALERT_EMAIL)."""

from django.conf import settings
from django.core.mail import send_mail


def tell(subject: str, text: str) -> bool:
    """Whether it went; OSError (SMTP's included) when the mail server does not take it."""
    if not settings.ALERT_EMAIL:
        return False
    return bool(send_mail(f"Guide numérique : {subject}", text, None, [settings.ALERT_EMAIL]))
