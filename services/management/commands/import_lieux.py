"""Brings « Lieux de médiation numérique » into the guide; dry unless told."""

import re
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.text import slugify

from services.management.importing import ImportCommand, read_bytes
from services.standards import lieux, own
from services.standards.files import FileError, read_table


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
        super().add_arguments(parser)

    def handle(self, *, file: Path, source: str | None, **options):
        try:
            lines = read_table(read_bytes(file))
        except FileError as error:
            raise CommandError(f"{file.name} : {error}") from error
        source = source or source_of(file)
        self.run(
            lambda: lieux.parse(lines, source),
            len(lines),
            label="Import lieux",
            settle=own.settle_lieux,
            options=options,
        )


def source_of(file: Path) -> str:
    """The producer that a file's name tells: the same file of next month is the same source."""
    without_date = re.sub(r"\d{4}-?\d{2}-?\d{2}", "", file.stem)
    return slugify(without_date.replace("_", "-")).strip("-") or "lieux"
