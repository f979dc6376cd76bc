"""Public pathways with what each step offers, worked out once for a revision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from services import relations
from services.models import Pathway, PathwayStep, Service
from services.models.pathway import STEP_PARAMETERS
from services.results import Results
from services.web import revision

# A step shows so many services; the rest is one link away.
SHOWN = 3
# What is open changes by the minute: a step must hold at any hour.
_PASSING = "ouvert"


@dataclass(frozen=True)
class Step:
    """A step with the ids of its services, those that can be asked for first."""

    step: PathwayStep
    ids: tuple[int, ...]
    is_trusted: bool

    @property
    def results_url(self) -> str:
        """The whole list of a saved filter; nothing for services chosen by hand."""
        query = params_of(self.step).urlencode()
        return f"{reverse('services:list')}?{query}" if query else ""


@dataclass(frozen=True)
class WholePathway:
    """A published pathway all of whose steps lead to somebody."""

    pathway: Pathway
    steps: tuple[Step, ...]

    def goes_through(self, service_id: int) -> bool:
        return any(service_id in step.ids for step in self.steps)


def params_of(step: PathwayStep) -> QueryDict:
    """The step's saved filter, without what the results page no longer knows."""
    params = QueryDict(mutable=True)
    for name, values in QueryDict(step.query).lists():
        if name in STEP_PARAMETERS and name != _PASSING:
            params.setlist(name, values)
    return params


@dataclass(frozen=True)
class Standing:
    """What the guide says of every published service: its rank, and whether it can be trusted."""

    rank: dict[int, int]
    trusted: frozenset[int]

    @classmethod
    def of(cls, revision_number: int) -> "Standing":
        ids = Service.objects.published().stated_first().values_list("pk", flat=True)
        everyone = relations.current(revision_number)
        trusted = everyone.ids(everyone.stated & everyone.reachable)
        return cls({pk: rank for rank, pk in enumerate(ids)}, frozenset(trusted))


def resolve(step: PathwayStep, standing: Standing, *, at: datetime, revision_number: int) -> Step:
    """The services of a step today: those chosen by hand, then those of its filter."""
    chosen = [service.pk for service in step.services.all() if service.pk in standing.rank]
    ids = sorted(chosen, key=standing.rank.get)
    if params_of(step):
        ids += _found(params_of(step), standing, at, revision_number)
    # Stable: their order holds among those that can be asked for.
    ordered = sorted(dict.fromkeys(ids), key=lambda pk: pk not in standing.trusted)
    return Step(step, tuple(ordered), is_trusted=not standing.trusted.isdisjoint(ids))


def _found(params: QueryDict, standing: Standing, at: datetime, revision_number: int) -> list[int]:
    results = Results.of(params, at=at, revision_number=revision_number)
    if "q" in params or "pres" in params:
        return results.ids  # words and places have an order of their own
    # No query: the bitmaps of the filters already know.
    ids = results.facets().ids(results.base_bitmap(), results.chosen_codes())
    return sorted((pk for pk in ids if pk in standing.rank), key=standing.rank.get)


def steps_of(pathway: Pathway, revision_number: int) -> list[Step]:
    """Every step, public or not: staff see which one keeps a pathway hidden (`is_trusted`)."""
    return _resolved([pathway], revision_number)[0]


def _resolved(pathways: Iterable[Pathway], revision_number: int) -> list[list[Step]]:
    standing, at = Standing.of(revision_number), timezone.now()
    return [
        [
            resolve(step, standing, at=at, revision_number=revision_number)
            for step in pathway.steps.all()
        ]
        for pathway in pathways
    ]


def _whole(revision_number: int) -> tuple[WholePathway, ...]:
    pathways = list(Pathway.objects.published().prefetch_related("steps__services"))
    resolved = _resolved(pathways, revision_number)
    return tuple(
        WholePathway(pathway, tuple(steps))
        for pathway, steps in zip(pathways, resolved, strict=True)
        if steps and all(step.is_trusted for step in steps)
    )


def public(revision_number: int) -> tuple[WholePathway, ...]:
    """A pathway is public when each of its steps has a stated service with a contact."""
    return revision.remember("pathways", revision_number, lambda: _whole(revision_number))
