"""Copies the public pages as plain files, for nginx to serve when nothing else answers."""

from django.core.management.base import BaseCommand, CommandError

from services.upkeep import site_copy
from services.upkeep.jobs import recorded


class Command(BaseCommand):
    help = "Copie les pages publiques, que nginx sert quand le site est en panne."

    def handle(self, **options):
        try:
            with recorded("copy_site") as told:
                told.message = f"{site_copy.write()} pages copiées."
        except site_copy.CopyError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(told.message)
