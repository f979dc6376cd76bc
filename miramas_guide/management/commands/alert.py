"""Told by systemd when a job dies before it can tell anything itself (OnFailure=)."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from miramas_guide import alerts


class Command(BaseCommand):
    help = "Prévient ALERT_EMAIL qu’un service s’est arrêté en échec."

    def add_arguments(self, parser):
        parser.add_argument("unit", metavar="SERVICE", help="par exemple guide-nightly")

    def handle(self, *, unit: str, **options):
        text = (
            f"Sur {settings.SITE_URL}, « {unit} » s’est arrêté en échec.\n\n"
            f"Pour savoir pourquoi : journalctl -u {unit} -n 50\n"
        )
        try:
            went = alerts.tell(f"{unit} s’est arrêté", text)
        except OSError as error:
            raise CommandError(f"L’alerte n’est pas partie : {error}") from error
        self.stdout.write("Alerte envoyée." if went else "ALERT_EMAIL n’est pas réglé.")
