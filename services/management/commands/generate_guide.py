"""Fills the database with a synthetic guide, for benchmarks."""

from django.core.management.base import BaseCommand, CommandError

from actors.models import Actor
from services.management.progress import Progress
from services.management.synthetic import MOST_TEXTS, Generator
from services.search import store


class Command(BaseCommand):
    help = "Écrit un guide inventé, pour mesurer : N services, N/6 lieux, N/8 acteurs."

    def add_arguments(self, parser):
        parser.add_argument("--services", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")

    def handle(self, *, services: int, seed: int, **options):
        if not 1 <= services <= 1_000_000:
            raise CommandError("--services attend un nombre entre 1 et 1 000 000.")
        if Actor.objects.exists():
            raise CommandError("La base contient déjà un guide : prenez une base vide.")
        Generator(services, seed, Progress(self.stderr, services, "Guide inventé")).write()
        store.refresh(Progress(self.stderr, services, "Analyse"))
        texts = min(services, MOST_TEXTS)
        self.stdout.write(f"{services} services inventés, {texts} textes distincts.")
