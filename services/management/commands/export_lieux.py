"""Writes the guide in the national schema « Lieux de médiation numérique »."""

from pathlib import Path

from django.core.management.base import BaseCommand

from services.management.exporting import tell_left_out, write_whole
from services.standards.exports import LeftOut, lieux_rows
from services.standards.lieux_cells import COLUMNS
from services.standards.writing import csv_text, json_text, ndjson_text

FORMATS = {
    "csv": lambda rows: csv_text(rows, COLUMNS),
    "json": json_text,
    "ndjson": ndjson_text,
}


class Command(BaseCommand):
    help = "Écrit le guide au format national « Lieux de médiation numérique »."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=FORMATS, help="csv par défaut")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="sinon, l’écran")

    def handle(self, *, format: str | None, output: Path | None, **options):
        left_out: list[LeftOut] = []
        suffix = output.suffix.lstrip(".") if output else ""
        text = FORMATS[format or (suffix if suffix in FORMATS else "csv")]
        pieces = text(lieux_rows(left_out=left_out))
        if output:
            write_whole(output, pieces)
        else:
            for piece in pieces:
                self.stdout.write(piece, ending="")
        tell_left_out(self.stderr, left_out)
