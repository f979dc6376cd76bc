"""`manage.py purge`: erase what the register of personal data says is over; part of the night."""

from django.core.management.base import BaseCommand

from services.privacy import purging
from services.upkeep.jobs import recorded


class Command(BaseCommand):
    help = "Efface ce dont la durée est finie, et prévient les comptes inactifs depuis 11 mois."

    def handle(self, **options):
        with recorded("purge") as told:
            warned, failed = purging.warn_inactive()
            done = purging.purge()
            parts = [f"{count} {what}" for what, count in done.items() if count]
            if warned:
                parts.append(f"{warned} comptes prévenus")
            if failed:
                parts.append(f"{failed} messages non partis")
            told.message = ", ".join(parts) + "." if parts else "Rien à effacer."
        self.stdout.write(told.message)
