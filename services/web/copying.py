"""While a copy of the site is made for later, nothing of the moment may stand in its pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

_made_at: ContextVar[datetime | None] = ContextVar("copy_made_at", default=None)


@contextmanager
def copying(at: datetime) -> Iterator[None]:
    """Pages rendered inside carry the date of the copy instead of opening states."""
    token = _made_at.set(at)
    try:
        yield
    finally:
        _made_at.reset(token)


def made_at() -> datetime | None:
    """When the copy under way is made; None for a visitor."""
    return _made_at.get()
