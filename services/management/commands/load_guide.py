"""Loads or refreshes the guide of Miramas; what staff changed since stays as they left it."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from services.management.progress import Progress
from services.standards import guide
from services.standards.imports import load
from services.standards.reporting import describe


class Command(BaseCommand):
    help = "Charge ou rafraîchit le guide de Miramas, sans toucher à ce que la Ville a modifié."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=guide.GUIDE_FILE, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="montrer ce qui changerait, sans rien écrire"
        )

    def handle(self, *, file: Path, dry_run: bool, verbosity: int, **options):
        try:
            rows = guide.parse(guide.read(file))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{file.name} ne peut pas être lu : {error}") from error
        report = load(
            rows,
            label="Guide de départ",
            apply=not dry_run,
            progress=Progress(self.stderr, len(rows), "Guide"),
        )
        for line in describe(report) if verbosity else ():
            self.stdout.write(line)
        if report.refused:
            raise CommandError(f"{len(report.refused)} acteurs de {file.name} sont refusés.")
