"""Writes the guide as data.inclusion v1: structures and services."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from services.management.exporting import tell_left_out, write_whole
from services.standards.exports import LeftOut
from services.standards.inclusion_exports import service_rows, structure_rows
from services.standards.writing import json_text


class Command(BaseCommand):
    help = "Écrit le guide au format data.inclusion v1 : structures.json et services.json."

    def add_arguments(self, parser):
        parser.add_argument("-o", "--output", type=Path, metavar="DIR", required=True)

    def handle(self, *, output: Path, **options):
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"{output} ne peut pas être créé : {error.strerror}.") from error
        left_out: list[LeftOut] = []
        for name, rows in (("structures", structure_rows), ("services", service_rows)):
            write_whole(output / f"{name}.json", json_text(rows(left_out=left_out)))
        tell_left_out(self.stderr, left_out)
