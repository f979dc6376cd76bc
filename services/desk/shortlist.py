"""Ma liste as plain values: ids in order, in the URL or in one cookie; nothing about anyone."""

from dataclasses import dataclass

from django.urls import reverse

COOKIE = "ma_liste"
COOKIE_AGE = 90 * 24 * 3600
SEPARATOR = "."
MAX_IDS = 30
# The longest id is a 63-bit integer: 19 digits, a separator, thirty times.
MAX_LENGTH = MAX_IDS * 20


def parse_ids(text: str) -> list[int]:
    """Ids in order, each once; whatever is not an id is left out."""
    ids: list[int] = []
    for part in text[:MAX_LENGTH].split(SEPARATOR):
        if part.isascii() and part.isdigit() and len(part) <= 18 and int(part) not in ids:
            ids.append(int(part))
    return ids[:MAX_IDS]


def join_ids(ids: list[int]) -> str:
    return SEPARATOR.join(str(number) for number in ids)


def changed(ids: list[int], action: str, service_id: int) -> list[int]:
    """The list after one button: keep, remove, up, down, clear."""
    if action == "clear":
        return []
    if action == "keep":
        return ids if service_id in ids else [*ids, service_id][:MAX_IDS]
    if service_id not in ids:
        return ids
    rank = ids.index(service_id)
    rest = [number for number in ids if number != service_id]
    if action == "remove":
        return rest
    moved = rank + {"up": -1, "down": 1}.get(action, 0)
    moved = min(max(moved, 0), len(rest))
    return [*rest[:moved], service_id, *rest[moved:]]


@dataclass(frozen=True)
class ShortlistState:
    """What this browser keeps."""

    ids: tuple[int, ...]

    @classmethod
    def of(cls, request) -> "ShortlistState":
        return cls(tuple(parse_ids(request.COOKIES.get(COOKIE, ""))))

    @property
    def count(self) -> int:
        return len(self.ids)

    @property
    def url(self) -> str:
        return reverse("shortlist")
