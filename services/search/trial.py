"""What a lexicon entry would change, before it is saved: the same searches, before and after."""

from dataclasses import dataclass

from services.models import LexiconEntry, Service
from services.search import store
from services.search.guide import Answer

MOST_QUERIES, SHOWN = 6, 5


@dataclass(frozen=True)
class Trial:
    """One search: titles found without and with the entry, best first."""

    query: str
    before: list[str]
    after: list[str]

    @property
    def changes(self) -> bool:
        return self.before != self.after


def tried(entry: LexiconEntry, queries: list[str]) -> list[Trial]:
    """Each query searched with the guide as it is, then with this unsaved entry in its place."""
    rows = [other.row() for other in LexiconEntry.objects.active().exclude(pk=entry.pk)]
    if entry.is_active:
        rows.append(entry.row())
    now, then = store.current(), store.with_lexicon(rows)
    pairs = [(query, now.search(query), then.search(query)) for query in queries[:MOST_QUERIES]]
    titles = _titles(answer for _, *answers in pairs for answer in answers)
    return [
        Trial(query, _first(before, titles), _first(after, titles))
        for query, before, after in pairs
    ]


def _titles(answers) -> dict[int, str]:
    pks = {pk for answer in answers for pk in answer.keys[:SHOWN]}
    rows = Service.objects.filter(pk__in=pks).select_related("actor")
    return {service.pk: f"{service.title} – {service.actor.short_name}" for service in rows}


def _first(answer: Answer, titles: dict[int, str]) -> list[str]:
    return [titles[pk] for pk in answer.keys[:SHOWN] if pk in titles]
