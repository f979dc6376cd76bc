"""Adds the searches noted in the file to the table of counts; for the nightly job."""

from django.core.management.base import BaseCommand

from services.search.counts import fold_in
from services.upkeep.jobs import recorded


class Command(BaseCommand):
    help = "Compte les recherches notées depuis la dernière fois."

    def handle(self, **options):
        with recorded("fold_searches") as told:
            told.message = f"{fold_in()} recherches comptées."
        self.stdout.write(told.message)
