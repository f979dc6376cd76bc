"""Takes a backup back, after having checked it; all of it or nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from miramas_guide.backup import BackupError
from miramas_guide.restoring import restore


class Command(BaseCommand):
    help = "Remplace tout le guide par une sauvegarde. Demande de taper « oui », sauf avec --yes."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FICHIER")
        parser.add_argument("--yes", action="store_true", help="ne rien demander")

    def handle(self, *, file: Path, yes: bool, **options):
        if not file.is_file():
            raise CommandError(f"Le fichier {file} n’existe pas.")
        if not yes and input("Tout le guide sera remplacé. Tapez « oui » : ").strip() != "oui":
            raise CommandError("Rien n’a été changé.")
        try:
            rows = restore(file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            message = f"La base a refusé cette sauvegarde : {error}. Rien n’a été changé."
            raise CommandError(message.replace("\n", " ")) from error
        self.stdout.write(f"Guide restauré : {rows} lignes.")
