"""What the import commands share: their options, their one line for a bad file, their report."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from services.management.progress import Progress
from services.standards.imports import Report, load
from services.standards.records import Row
from services.standards.reporting import describe

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

    def run(
        self,
        rows: Callable[[], Iterable[Row]],
        total: int,
        *,
        label: str,
        settle: Callable[[list[Row]], None],
        options: dict,
    ) -> Report:
        """`rows` is called once per pass: a strict import reads twice."""
        state = "draft" if options["draft"] else "published"
        wanted = {"label": label, "state": state, "settle": settle}
        if options["strict"] and options["apply"]:
            first = load(rows(), **wanted)
            if first.rows_refused:
                self.tell(first)
                raise CommandError(f"{first.rows_refused} lignes refusées : rien n’a été écrit.")
        progress = Progress(self.stderr, total, label)
        report = load(rows(), **wanted, apply=options["apply"], progress=progress)
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


def read_objects(path: Path) -> list[dict]:
    """The objects of a JSON list, or of the pages an API answers (`{"items": […]}`)."""
    try:
        data = json.loads(read_bytes(path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path.name} n’est pas un fichier JSON lisible : {error}.") from error
    if isinstance(data, dict):
        data = data.get("items")
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise CommandError(f"{path.name} doit contenir une liste de fiches.")
    return data
