"""Builds the printable guide, off the request path."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from services.management.progress import Progress
from services.models import EditionKind
from services.printing import building, editions
from services.printing.typesetting import PrintingError
from services.upkeep.jobs import recorded

_LOCAL = ("127.0.0.1", "localhost", "::1")


class Command(BaseCommand):
    help = "Fabrique le guide à imprimer, que le site sert ensuite à /guide.pdf."

    def add_arguments(self, parser):
        parser.add_argument(
            "-o", "--output", type=Path, metavar="FILE", help="où écrire aussi le fichier"
        )
        parser.add_argument(
            "--edition",
            choices=EditionKind.values,
            default=EditionKind.STANDARD.value,
            help="standard : livret A5 ; gros-caracteres : A4 en 18 points ; nouveautes : feuille "
            "de ce qui a changé depuis la dernière édition",
        )
        parser.add_argument(
            "--imposed",
            action="store_true",
            help="pour l’imprimeur : deux pages par face, dans l’ordre d’un livret plié "
            "(recto verso, retournement sur le petit côté)",
        )

    def handle(self, *, output: Path | None, edition: str, imposed: bool, **options):
        if imposed and output is None:
            raise CommandError("Avec --imposed, dites où écrire : -o livret.pdf")
        if output is not None and not output.resolve().parent.is_dir():
            raise CommandError(f"Le dossier {output.parent} n’existe pas.")
        if urlsplit(settings.SITE_URL).hostname in _LOCAL:
            self.stderr.write(
                f"Attention : SITE_URL vaut {settings.SITE_URL}, "
                "les QR codes ne s’ouvriront que sur cette machine."
            )
        try:
            with recorded(f"build_guide {edition}") as told:
                built = building.build(
                    edition,
                    timezone.now(),
                    Progress(self.stderr, building.STEPS, "Guide"),
                )
                content = building.booklet(built) if imposed else built.document.pdf
                if output is not None:
                    editions.write_whole(output.resolve(), content)
                told.message = _describe(built)
        except PrintingError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Le fichier ne peut pas être écrit : {error.strerror}") from error
        self.stdout.write(told.message)


def _describe(built: building.Built) -> str:
    pages = built.document.page_count
    size = filesizeformat(len(built.document.pdf))
    name = str(built.edition)
    return f"{name[:1].upper()}{name[1:]} : {pages} page{'s' if pages > 1 else ''}, {size}."
