"""The quality score of every service that data.inclusion receives, the lowest first."""

from dataclasses import dataclass
from datetime import date
from statistics import mean
from uuid import UUID

from actors.identifiers import OWN_SOURCE
from services.models import Service, ServiceAtLocation
from services.standards.data_inclusion import local_id
from services.standards.exports import LeftOut
from services.standards.inclusion_exports import service_rows
from services.standards.quality import Score, score


@dataclass(frozen=True)
class Scored:
    """One object of `services.json`; `pk` is that of its service."""

    pk: int
    title: str
    score: Score

    @property
    def percent(self) -> int:
        return round(self.score.value * 100)


@dataclass(frozen=True)
class QualityReport:
    """Scores, the lowest first, and the published services that are not sent, with the reason."""

    scored: tuple[Scored, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def percent(self) -> int | None:
        """The mean, or None when nothing is sent."""
        values = [one.score.value for one in self.scored]
        return round(mean(values) * 100) if values else None


def report(*, day: date) -> QualityReport:
    left_out: list[LeftOut] = []
    pks = dict(Service.objects.published().values_list("uid", "pk"))
    pks |= dict(ServiceAtLocation.objects.values_list("uid", "service_id"))
    scored = [
        Scored(pks[UUID(local_id(OWN_SOURCE, row["id"]))], row["nom"], score(row, day=day))
        for row in service_rows(left_out=left_out)
    ]
    scored.sort(key=lambda one: one.score.value)
    return QualityReport(tuple(scored), tuple(left_out))
