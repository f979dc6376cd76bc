"""« À faire aujourd’hui »: what waits for the town, counted, each one click from the work."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.freshness import due
from actors.models import Actor, Location
from services.models import Closure, JobRun, Proposal, Report, Revision, SearchCount, Service
from services.standards import summary
from services.upkeep import reports

CALLS_A_DAY = 5
CLOSURES_DAYS, SEARCHES_DAYS = 30, 30


@dataclass(frozen=True)
class Task:
    """One kind of work: how many wait, where to do it, and a word more."""

    title: str
    count: int
    url: str
    note: str = ""


@dataclass(frozen=True)
class Dashboard:
    """What comes first, the rest, and how the nightly jobs went."""

    today: list[Task]
    later: list[Task]
    jobs: list[dict]

    @property
    def count(self) -> int:
        return sum(task.count for task in self.today)


def build(at: datetime) -> Dashboard:
    today = timezone.localdate(at)
    first = [_reports(at), _proposals(), _calls(today), _failed_jobs()]
    rest = [
        _to_verify(today),
        _searches(today),
        _closures(today),
        _pins(),
        _no_summary(),
        _refused(),
    ]
    return Dashboard([task for task in first if task.count], rest, _jobs())


def _list(model: str, query: str = "") -> str:
    url = reverse(f"admin:{model}_changelist")
    return f"{url}?{query}" if query else url


def _reports(at: datetime) -> Task:
    late = reports.late(at).count()
    note = ngettext("%d en retard", "%d en retard", late) % late if late else ""
    url = _list("services_report", "status__exact=new")
    return Task(_("signalements à traiter"), Report.objects.open().count(), url, note)


def _proposals() -> Task:
    url = _list("services_proposal", "status__exact=waiting")
    return Task(_("propositions à valider"), Proposal.objects.waiting().count(), url)


def _calls(today) -> Task:
    waiting = Actor.objects.published().filter(due(today)).count()
    note = _("sur %(n)d à confirmer") % {"n": waiting} if waiting > CALLS_A_DAY else ""
    return Task(_("organismes à appeler"), min(waiting, CALLS_A_DAY), reverse("call_list"), note)


def _failed_jobs() -> Task:
    failed = JobRun.objects.filter(ok=False, ended_at__isnull=False).count()
    return Task(_("tâches de nuit en échec"), failed, "#taches")


def _to_verify(today) -> Task:
    count = Service.objects.published().filter(due(today)).count()
    return Task(_("services à revérifier"), count, _list("services_service", "a-faire=a-verifier"))


def _searches(today) -> Task:
    since = today - timedelta(days=SEARCHES_DAYS)
    asked = SearchCount.objects.filter(results=0, day__gte=since).aggregate(n=Sum("count"))["n"]
    url = _list("services_searchcount", "reponse=sans")
    return Task(_("recherches sans réponse en 30 jours"), asked or 0, url)


def _closures(today) -> Task:
    soon = today + timedelta(days=CLOSURES_DAYS)
    count = Closure.objects.to_come(today).filter(starts_on__lte=soon).count()
    return Task(_("fermetures dans les 30 jours"), count, _list("services_closure"))


def _pins() -> Task:
    unpinned = Location.objects.published().filter(Q(latitude__isnull=True)).count()
    url = _list("actors_location", "a-faire=sans-coordonnees")
    return Task(_("lieux sans place sur la carte"), unpinned, url)


def _no_summary() -> Task:
    count = Service.objects.published().filter(summary="").count()
    return Task(
        _("services sans phrase en clair"), count, _list("services_service", "a-faire=sans-resume")
    )


def _refused() -> Task:
    places, *_others = summary.exported(Revision.current())
    note = "; ".join(f"{reason} ({n})" for reason, n in places.reasons[:3])
    return Task(
        _("lieux que la carte nationale ne recevra pas"),
        len(places.left_out),
        _list("actors_location"),
        note,
    )


def _jobs() -> list[dict]:
    return [
        {"name": run.name, "ok": run.ok, "when": _when(run), "message": run.message}
        for run in JobRun.objects.all()
    ]


def _when(run: JobRun) -> str:
    if run.ended_at is None:
        return _("commencée, pas finie")
    return date_format(timezone.localtime(run.ended_at), r"j F Y, H \h i")
