"""The ranked services for some words, or for a file of queries, as the website ranks them."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from services.models import Service
from services.search import answers, store
from services.search.explain import lines


class Command(BaseCommand):
    help = "Cherche dans le guide, comme le fait le site."

    def add_arguments(self, parser):
        parser.add_argument("words", nargs="*", help="ce que l’on cherche")
        parser.add_argument("--limit", type=int, default=10, metavar="N")
        parser.add_argument(
            "--queries", type=Path, metavar="FICHIER.jsonl", help="une recherche par ligne"
        )
        parser.add_argument("--explain", action="store_true", help="dire ce que chaque part donne")

    def handle(self, *, words, limit, queries, explain, **options):
        if bool(words) == bool(queries):
            raise CommandError("Donnez des mots, ou --queries FICHIER.jsonl.")
        if limit < 1:
            raise CommandError("--limit attend un nombre d’au moins 1.")
        if queries:
            self._file(queries)
        else:
            self._words(" ".join(words), limit, explain)

    def _file(self, path: Path) -> None:
        questions = answers.read_queries(path)
        guide = store.current()
        ids = answers.public_ids()
        for question in questions:
            results = answers.answer(guide, ids, question["query"])
            line = json.dumps({"id": question["id"], "results": results}, ensure_ascii=False)
            self.stdout.write(line)

    def _words(self, text: str, limit: int, explain: bool) -> None:
        answer = store.current().search(text, limit=limit)
        if explain:
            for line in lines(answer):
                self.stdout.write(line)
        titles = {
            service.pk: f"{service.title} ({service.actor.short_name or service.actor.name})"
            for service in Service.objects.filter(pk__in=answer.keys).select_related("actor")
        }
        for number, hit in enumerate(answer.hits(limit), start=1):
            self.stdout.write(f"{number:>3}. {titles.get(hit.key, hit.key)}")
            if explain:
                self.stdout.write(
                    f"     {hit.score:.3f} = (mots {hit.words:.2f}, lexique {hit.lexicon:.2f}, "
                    f"sujet par le sens {hit.sense:.2f}, "
                    f"sens {hit.meaning:.2f}, ensemble {hit.cover:.2f}) × souhaits {hit.wishes:.2f}"
                )
        if answer.is_empty:
            self.stdout.write("Le guide n’a rien sur ce sujet.")
