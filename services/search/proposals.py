"""The suggestions of this guide, from its needs, its lexicon, its services and its actors."""

from collections.abc import Iterator

from actors.models import Actor
from services.models import Need, Service
from services.search import store
from services.search.lexicon import Lexicon
from services.search.suggestions import ACTOR, NEED, SEARCH, SERVICE, Suggester, Suggestion
from services.web import revision

_LONGEST_SEARCH = 40


def suggester(revision_number: int) -> Suggester:
    """What suggests for this revision in every language, made once per process."""
    return revision.remember(
        "suggestions", revision_number, lambda: _build(store.current(revision_number))
    )


def _build(guide) -> Suggester:
    return Suggester([*_records(), *_searches(guide.base.lexicon)], guide.base.speller)


def _records() -> Iterator[Suggestion]:
    for need in Need.objects.answered():
        yield Suggestion(
            NEED, need.label, need.code, need.question, _told("label", need.translations)
        )
    actors = Actor.objects.published().values_list("slug", "name", "short_name")
    for slug, name, short in actors.iterator():
        yield Suggestion(ACTOR, name, slug, short)
    titles = Service.objects.published().values_list(
        "slug", "title", "actor__short_name", "translations"
    )
    for slug, title, actor, translations in titles.iterator():
        yield Suggestion(SERVICE, title, slug, actor, _told("title", translations))


def _told(field: str, translations: dict) -> tuple[tuple[str, str], ...]:
    texts = ((code, told.get(field, {}).get("text", "")) for code, told in translations.items())
    return tuple((code, text) for code, text in texts if text)


def _searches(lexicon: Lexicon) -> Iterator[Suggestion]:
    """A search per subject of the lexicon, found by its first expressions too."""
    for concept in lexicon.concepts.values():
        if concept.is_topic and concept.label and concept.phrases:
            short = next((p for p in concept.phrases if len(p) <= _LONGEST_SEARCH), "")
            yield Suggestion(SEARCH, concept.label, short, " ".join(concept.phrases[:6]))
