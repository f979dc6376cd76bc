"""Tells where accessibility stands: the grid, the rate, and the mention the law asks for."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from services.accessibility import audit


class Command(BaseCommand):
    help = "Calcule le taux de conformité au RGAA et la mention légale, d’après la grille d’audit."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=audit.FOLDER, help="une autre grille")

    def handle(self, *, folder: Path, **options):
        try:
            found = audit.read(folder)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        for kind in ("machine", "machine et personne", "personne", "sans objet"):
            self.stdout.write(f"{found.count(kind):4} critères : {kind}")
        verdicts = found.verdicts()
        self.stdout.write(f"{len(verdicts):4} critères audités par une personne")
        for failure in found.failures():
            self.stdout.write(f"  {failure.criterion} sur {failure.path} : {failure.note}")
        day, rate = found.audited_on, found.rate()
        self.stdout.write(f"Audit : {day:%d/%m/%Y}" if day else "Audit : aucun")
        self.stdout.write(f"Taux : {rate} %" if rate is not None else "Taux : inconnu")
        self.stdout.write(f"Accessibilité : {found.mention(timezone.localdate())}")
