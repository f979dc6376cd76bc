"""Shows what the national map will make of the guide; changes nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from services.management.importing import read_bytes
from services.standards import national_map
from services.standards.files import FileError, read_table
from services.standards.lieux_cells import columns_of, text_of


class Command(BaseCommand):
    help = "Montre ce que la carte nationale comprendra du guide, et comment l’améliorer."

    def add_arguments(self, parser):
        parser.add_argument(
            "--with",
            dest="others",
            type=Path,
            metavar="FILE.csv|.json",
            help="lieux publiés par d’autres, pour annoncer les doublons probables",
        )

    def handle(self, *, others: Path | None, **options):
        rows = rows_of(others) if others else []
        found = national_map.preview(today=timezone.localdate(), others=rows)
        for line in lines(found):
            self.stdout.write(line)


def rows_of(path: Path) -> list[dict]:
    """The rows of somebody else’s file, under the columns of the standard."""
    try:
        table = read_table(read_bytes(path))
    except FileError as error:
        raise CommandError(f"{path.name} : {error}") from error
    columns = columns_of(table)
    return [
        {column: text_of(line.cells.get(name)) for name, column in columns.items()}
        for line in table
    ]


def lines(found: national_map.Preview):
    """What is said, a line at a time."""
    yield f"Lieux lus tels quels : {found.whole}"
    yield f"Lieux changés : {len(found.altered)}"
    for reading in found.altered:
        yield from _of(reading)
    yield f"Lieux refusés par la carte : {len(found.refused)}"
    for reading in found.refused:
        yield from _of(reading)
    yield f"Lieux non envoyés : {len(found.left_out)}"
    for left in found.left_out:
        yield f"  {left.name} : {left.reason}"
    yield f"Doublons probables : {len(found.duplicates)}"
    for pair in found.duplicates:
        names = f"{pair.first['nom']} / {pair.second['nom']}"
        yield f"  {names} ({pair.second.get('source') or 'ce guide'}) : {pair.score} sur 100"


def _of(reading: national_map.Reading):
    yield f"  {reading.name}"
    for effect in reading.effects:
        yield f"    {effect.words} : {effect.told} {effect.fix}"
