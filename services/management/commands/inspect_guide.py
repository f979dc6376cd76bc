"""Looks the guide over and keeps what must be put right; for the nightly job."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from services.management.progress import Progress
from services.models import Finding
from services.upkeep import inspection
from services.upkeep.jobs import recorded


class Command(BaseCommand):
    help = "Inspecte le guide : liens morts, horaires, téléphones, points, doublons."

    def add_arguments(self, parser):
        parser.add_argument(
            "--no-links",
            action="store_true",
            help="sans interroger les sites : les liens gardent leur dernière réponse",
        )

    def handle(self, *, no_links: bool, **options):
        with recorded(inspection.JOB) as told:
            counts, were_links_checked = inspection.inspect(
                timezone.now(),
                with_links=not no_links,
                progress=lambda total: Progress(self.stderr, total, "Liens"),
            )
            told.message = _summary(counts.total(), were_links_checked, asked=not no_links)
        for code, label in Finding.Code.choices:
            if counts[code]:
                self.stdout.write(f"{counts[code]} × {label}")
        self.stdout.write(told.message)


def _summary(count: int, were_links_checked: bool, *, asked: bool) -> str:
    text = f"{count} remarque{'s' if count > 1 else ''}."
    if asked and not were_links_checked:
        text += " Aucun site n’a répondu : les liens ne sont pas jugés."
    return text
