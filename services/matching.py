"""What the search says of a query, asked once per revision and kept for the pages that follow."""

from functools import lru_cache

from django.db import connection

from services.search import store
from services.search.guide import Answer

# A query of 200 signs is read, the rest ignored; the search itself stops at 32 words.
MAX_SIGNS = 200


def answer(query: str, revision_number: int) -> Answer:
    """The ranked services for these words; empty when the guide has nothing on them."""
    return _answer(str(connection.settings_dict["NAME"]), revision_number, query[:MAX_SIGNS])


@lru_cache(maxsize=256)
def _answer(_database: str, revision_number: int, query: str) -> Answer:
    return store.current(revision_number).search(query)


def forget() -> None:
    """Drop what is kept: for tests, whose databases go back in time."""
    _answer.cache_clear()
    store.forget()


def matching(query: str, revision_number: int) -> list[int]:
    """Ids of the services found, best first; at most a thousand."""
    return answer(query, revision_number).keys
