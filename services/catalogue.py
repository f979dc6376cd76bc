"""The names behind the codes of filters, as they stand at a revision."""

from dataclasses import dataclass

from actors.models import Actor
from services.models import Need
from services.web import revision


@dataclass(frozen=True)
class Catalogue:
    """Needs by code, with `service_count` and `stated_count`; actors' short names by slug."""

    needs: dict[str, Need]
    actors: dict[str, str]


def _build() -> Catalogue:
    return Catalogue(
        needs={need.code: need for need in Need.objects.with_counts()},
        actors=dict(Actor.objects.published().values_list("slug", "short_name")),
    )


def current(revision_number: int) -> Catalogue:
    return revision.remember("catalogue", revision_number, _build)
