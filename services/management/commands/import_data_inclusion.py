"""Brings structures and services of data.inclusion v1 into the guide; dry unless told."""

from pathlib import Path

from services.management.importing import ImportCommand, read_objects
from services.standards import data_inclusion, own


class Command(ImportCommand):
    help = (
        "Lit des structures et des services data.inclusion v1 ; "
        "sans --apply, montre seulement ce qui changerait."
    )

    def add_arguments(self, parser):
        parser.add_argument("structures", type=Path, metavar="STRUCTURES.json")
        parser.add_argument("services", type=Path, metavar="SERVICES.json")
        super().add_arguments(parser)

    def handle(self, *, structures: Path, services: Path, **options):
        first, second = read_objects(structures), read_objects(services)
        self.run(
            lambda: data_inclusion.parse(first, second),
            len(first) + len(second),
            label="Import data.inclusion",
            settle=own.settle_inclusion,
            options=options,
        )
