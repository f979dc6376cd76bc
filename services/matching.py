"""Words of a query against the guide: every word must stand in the service's own text."""

from actors.text import fold
from services.models import Service
from services.web import revision

# A query of 200 signs and 32 words is read, the rest ignored.
MAX_SIGNS = 200
MAX_WORDS = 32


def _texts() -> tuple[tuple[int, str], ...]:
    rows = Service.objects.published().values_list(
        "pk", "title", "summary", "description", "actor__name", "actor__short_name"
    )
    return tuple((pk, fold(" ".join(texts))) for pk, *texts in rows)


def matching(query: str, revision_number: int) -> list[int]:
    """Ids of the published services whose folded text holds every word of `query`."""
    words = fold(query).split()[:MAX_WORDS]
    texts = revision.remember("folded texts", revision_number, _texts)
    return [pk for pk, text in texts if all(word in text for word in words)]


def ranks(query: str, revision_number: int) -> dict[int, int]:
    """Rank of each matching id, best first."""
    return {pk: rank for rank, pk in enumerate(matching(query, revision_number))}
