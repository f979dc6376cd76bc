"""Does the work of one import asked for on the admin's page; started by it, beside the website."""

from django.core.management.base import BaseCommand, CommandError

from services.imports import jobs
from services.models import ImportRun


class Command(BaseCommand):
    help = "Fait le travail d’un import demandé dans la gestion (lecture, écriture, annulation)."

    def add_arguments(self, parser):
        parser.add_argument("run", type=int, metavar="NUMERO")

    def handle(self, *, run: int, **options):
        found = ImportRun.objects.filter(pk=run, status__in=ImportRun.AT_WORK).first()
        if found is None:
            raise CommandError(f"L’import no {run} n’attend aucun travail.")
        jobs.work(found)
