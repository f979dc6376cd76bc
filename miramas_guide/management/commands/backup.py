"""Writes a backup of data and media; for the nightly job and before every upgrade."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from actors import audit
from miramas_guide import backup
from services.upkeep.jobs import recorded


class Command(BaseCommand):
    help = "Écrit une sauvegarde du guide (données et images) dans un dossier."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DOSSIER")
        parser.add_argument(
            "--prune",
            action="store_true",
            help="ne garder ensuite que 30 jours, et la dernière de chaque mois pendant un an",
        )

    def handle(self, *, folder: Path, prune: bool, **options):
        try:
            with recorded("backup") as told:
                written = backup.write(folder)
                audit.record("exported", about=written.path.name, rows=written.rows)
                size = filesizeformat(written.path.stat().st_size)
                told.message = f"{written.path.name} : {written.rows} lignes, {size}."
                gone = backup.prune(folder) if prune else []
        except OSError as error:
            raise CommandError(
                f"La sauvegarde n’a pas pu être écrite : {error.strerror}."
            ) from error
        self.stdout.write(told.message)
        if gone:
            self.stdout.write(f"{len(gone)} anciennes sauvegardes retirées.")
