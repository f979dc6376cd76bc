"""The names behind the codes of filters, as they stand at a revision."""

from dataclasses import dataclass

from actors.models import Actor
from services.models import Need
from services.web import revision


@dataclass(frozen=True)
class Catalogue:
    """Needs by code, with `service_count` and `stated_count`; published actors by slug."""

    needs: dict[str, Need]
    actors: dict[str, str]
    confirmed_actors: int


def _build() -> Catalogue:
    actors = list(Actor.objects.published().values_list("slug", "short_name", "verified_on"))
    return Catalogue(
        needs={need.code: need for need in Need.objects.with_counts()},
        actors={slug: short_name for slug, short_name, _verified_on in actors},
        confirmed_actors=sum(1 for _slug, _name, verified_on in actors if verified_on),
    )


def current(revision_number: int) -> Catalogue:
    return revision.remember("catalogue", revision_number, _build)
