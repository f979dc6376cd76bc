"""What the import commands share: their options, their one line for a bad file, their report."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from services.management.progress import Progress
from services.standards.imports import Report, load
from services.standards.reporting import describe
from services.standards.sources import Source

# A file of this guide weighs less than 20 MB; this one would fill the memory.
LARGEST = 200 * 1024 * 1024


class ImportCommand(BaseCommand):
    """Dry unless `--apply`; refused rows are told, all the others are saved or none is."""

    def add_arguments(self, parser):
        parser.add_argument(
            "--apply", action="store_true", help="écrire dans le guide (sinon, seulement montrer)"
        )
        parser.add_argument(
            "--draft", action="store_true", help="laisser les nouvelles fiches en brouillon"
        )
        parser.add_argument(
            "--strict", action="store_true", help="ne rien écrire si une seule ligne est refusée"
        )

    def run(self, source: Source, *, options: dict) -> Report:
        """The rows are read once per pass: a strict import reads twice."""
        state = "draft" if options["draft"] else "published"
        wanted = {"label": source.label, "state": state, "settle": source.settle}
        if options["strict"] and options["apply"]:
            first = load(source.rows(), **wanted)
            if first.rows_refused:
                self.tell(first)
                raise CommandError(f"{first.rows_refused} lignes refusées : rien n’a été écrit.")
        progress = Progress(self.stderr, source.total, source.label)
        report = load(source.rows(), **wanted, apply=options["apply"], progress=progress)
        self.tell(report)
        if report.rows and report.rows_refused == report.rows:
            raise CommandError("Aucune ligne de ce fichier n’a pu être lue.")
        return report

    def tell(self, report: Report) -> None:
        for line in describe(report):
            self.stdout.write(line)


def read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise CommandError(f"{path.name} est trop gros pour être lu.")
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path.name} ne peut pas être ouvert : {error.strerror}.") from error
