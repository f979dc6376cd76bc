"""What this process remembers, each thing tied to the revision it was made from."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from django.db import connection

from services.models import Revision

_lock = Lock()
_memory: dict[Hashable, tuple[Hashable, Any]] = {}


def of(request) -> int:
    """The revision this request answers from: read once, so that a page agrees with itself."""
    if not hasattr(request, "guide_revision"):
        request.guide_revision = Revision.current()
    return request.guide_revision


def remember(name: Hashable, revision: int, build: Callable[[], Any]) -> Any:
    """What `build` gave for this revision; built again as soon as the revision moves.

    Shared between requests: whoever reads it must not change it.
    """
    key = (connection.settings_dict["NAME"], name)
    kept = _memory.get(key)
    if kept is not None and kept[0] == revision:
        return kept[1]
    value = build()
    with _lock:
        _memory[key] = (revision, value)
    return value


def remember_latest(slot: str, name: Hashable, revision: int, build: Callable[[], Any]) -> Any:
    """Like `remember`, for something that also ages: only the latest `name` of a slot is kept."""
    key = (connection.settings_dict["NAME"], slot)
    kept = _memory.get(key)
    if kept is not None and kept[0] == (revision, name):
        return kept[1]
    value = build()
    with _lock:
        _memory[key] = ((revision, name), value)
    return value


def forget() -> None:
    """Drop everything: for tests, whose databases go back in time."""
    with _lock:
        _memory.clear()
