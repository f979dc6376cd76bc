"""Brings structures and services of data.inclusion v1 into the guide; dry unless told."""

from pathlib import Path

from django.core.management.base import CommandError

from services.management.importing import ImportCommand, read_bytes
from services.standards.files import FileError
from services.standards.sources import open_inclusion


class Command(ImportCommand):
    help = (
        "Lit des structures et des services data.inclusion v1 (JSON ou CSV) ; "
        "sans --apply, montre seulement ce qui changerait."
    )

    def add_arguments(self, parser):
        parser.add_argument("structures", type=Path, metavar="STRUCTURES.json")
        parser.add_argument("services", type=Path, metavar="SERVICES.json")
        super().add_arguments(parser)

    def handle(self, *, structures: Path, services: Path, **options):
        try:
            found = open_inclusion(read_bytes(structures), read_bytes(services))
        except FileError as error:
            raise CommandError(f"{structures.name}, {services.name} : {error}") from error
        self.run(found, options=options)
