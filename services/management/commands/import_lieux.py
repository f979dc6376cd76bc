"""Brings « Lieux de médiation numérique » into the guide; dry unless told."""

from pathlib import Path

from django.core.management.base import CommandError

from services.management.importing import ImportCommand, read_bytes
from services.standards.files import FileError
from services.standards.lieux_cells import COLUMNS
from services.standards.sources import open_lieux, producer_of


class Command(ImportCommand):
    help = (
        "Lit un fichier « Lieux de médiation numérique » (CSV ou JSON) ; "
        "sans --apply, montre seulement ce qui changerait."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.csv|.json")
        parser.add_argument(
            "--source",
            help="nom du producteur, quand le fichier ne le dit pas (sinon, le nom du fichier)",
        )
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="NOM=COLONNE",
            help="une colonne du fichier et celle du standard, par exemple « Enseigne=nom »",
        )
        super().add_arguments(parser)

    def handle(self, *, file: Path, source: str | None, column: list[str], **options):
        told = dict(_pair(text) for text in column)
        try:
            found = open_lieux(read_bytes(file), source or producer_of(file.name), told)
        except FileError as error:
            raise CommandError(f"{file.name} : {error}") from error
        self.run(found, options=options)


def _pair(text: str) -> tuple[str, str]:
    name, sign, column = text.rpartition("=")
    if not sign or column not in COLUMNS:
        raise CommandError(
            f"--column {text} : écrivez « nom dans le fichier=colonne du standard »."
        )
    return name, column
