"""Addresses of pages: made from the title, unique, fixed once published."""

from collections.abc import Container

from django.utils.text import slugify

_MAX = 120


def slug_base(*words: str) -> str:
    """The slug that `words` make, with room for a number behind it."""
    base = slugify(" ".join(word.replace("’", " ").replace("'", " ") for word in words if word))
    return base[: _MAX - 6].strip("-") or "fiche"


def first_free(base: str, taken: Container[str]) -> str:
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}-{number}", number + 1
    return candidate


def free_slug(model, *words: str, exclude_pk=None) -> str:
    """A slug from `words` that no other row of `model` uses."""
    base = slug_base(*words)
    alike = model._base_manager.filter(slug__startswith=base).exclude(pk=exclude_pk)
    return first_free(base, set(alike.values_list("slug", flat=True)))


def current_slug(model, former: str) -> str | None:
    """The slug that a record has now, found through a slug it had before (its history)."""
    past = model.history.filter(slug=former).order_by("-history_date").values("id").first()
    if past is None:
        return None
    return model._base_manager.filter(pk=past["id"]).values_list("slug", flat=True).first()
