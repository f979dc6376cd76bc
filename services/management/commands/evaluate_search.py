"""How good the search is on judged queries, by kind of query."""

from pathlib import Path

from django.core.management.base import BaseCommand

from services.search import answers, store
from services.search.evaluation import ALL, evaluate


class Command(BaseCommand):
    help = "Mesure la recherche sur des requêtes jugées (nDCG@10, succès@3, rappel@20, vides)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FICHIER.jsonl")

    def handle(self, *, file: Path, **options):
        judged = answers.read_judged(file)
        guide = store.current()
        ids = answers.public_ids()
        table = evaluate(judged, {one.id: answers.answer(guide, ids, one.query) for one in judged})
        self.stdout.write(f"{'sorte':<14}{'n':>4}  nDCG@10  succès@3  rappel@20  sans résultat")
        for kind, figures in table.items():
            name = "ensemble" if kind == ALL else kind
            self.stdout.write(
                f"{name:<14}{figures.count:>4}  {_cell(figures.ndcg):>7}  "
                f"{_cell(figures.success):>8}  {_cell(figures.recall):>9}  "
                f"{_cell(figures.empty):>13}"
            )


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
