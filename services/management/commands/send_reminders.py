"""Reminds partners of what is to be verified again; for the nightly job."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from services.upkeep import mail, reminders
from services.upkeep.jobs import recorded


class Command(BaseCommand):
    help = "Envoie aux partenaires les rappels du jour, un par organisme."

    def handle(self, **options):
        with recorded(reminders.JOB) as told:
            sent = reminders.send_due(timezone.localdate())
            told.message = _summary(sent)
            if sent.failures:
                raise CommandError(f"{told.message} {' '.join(sent.failures[:3])}")
        self.stdout.write(told.message)


def _summary(sent: reminders.Sent) -> str:
    alone = len(sent.without_address)
    if not mail.is_ready():
        return f"Pas de serveur d’e-mail : {alone} organisme(s) à appeler."
    text = f"{sent.mailed} e-mail(s) parti(s)."
    return f"{text} {alone} organisme(s) sans adresse, à appeler." if alone else text
