"""« À faire aujourd’hui »: what waits for the town, counted, each one click from the work.

A constant number of queries: what would be long to find is read from the nightly inspection.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Min, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actors.freshness import due
from actors.models import Actor, Location, State
from services.models import (
    Call,
    Campaign,
    Closure,
    Finding,
    JobRun,
    Proposal,
    Report,
    SearchCount,
    Service,
)
from services.upkeep import inspection, reminders, reports

CALLS_A_DAY = 5
CLOSURES_DAYS, SEARCHES_DAYS = 30, 30
# A job that has not ended after this long was killed.
LONGEST_JOB = timedelta(hours=6)
# The jobs every town runs at night, under their words; others show under their own name.
JOBS = {
    inspection.JOB: gettext_lazy("inspection du guide"),
    "purge": gettext_lazy("effacement de ce qui a fait son temps"),
    "fold_searches": gettext_lazy("comptage des recherches"),
    "build_guide standard": gettext_lazy("guide à imprimer"),
    "backup": gettext_lazy("sauvegarde"),
    reminders.JOB: gettext_lazy("rappels aux partenaires"),
}
OTHER_JOBS = {
    "nightly": gettext_lazy("travail de la nuit"),
    "build_guide gros-caracteres": gettext_lazy("guide en gros caractères"),
    "build_guide nouveautes": gettext_lazy("feuille des nouveautés"),
}
# Those that, having run once, may not be forgotten for longer than this.
WATCHED, FORGOTTEN = {inspection.JOB, "backup", "nightly"}, timedelta(days=8)


@dataclass(frozen=True)
class Task:
    """One kind of work: how many wait, where to do it, and a word more."""

    title: str
    count: int
    url: str
    note: str = ""


@dataclass(frozen=True)
class JobLine:
    """How a job last went; `ok` is None when it never ran or is at work."""

    name: str
    ok: bool | None
    when: str
    message: str = ""


@dataclass(frozen=True)
class Dashboard:
    """What comes first, the rest, and how the nightly jobs went."""

    today: list[Task]
    later: list[Task]
    jobs: list[JobLine]

    @property
    def count(self) -> int:
        return sum(task.count for task in self.today)


def build(at: datetime) -> Dashboard:
    today = timezone.localdate(at)
    runs = list(JobRun.objects.all())
    first = [_reports(at), _proposals(at), _calls(today), _failed_jobs(runs, at)]
    rest = [
        *_records(today),
        _searches(today),
        _closures(today),
        *_campaigns(today),
        *_findings(runs),
    ]
    return Dashboard([task for task in first if task.count], rest, _jobs(runs, at))


def _list(model: str, **filters) -> str:
    url = reverse(f"admin:{model}_changelist")
    return f"{url}?{urlencode(filters, safe=',')}" if filters else url


def _reports(at: datetime) -> Task:
    is_late = Q(created_at__lt=at - timedelta(days=reports.DAYS_TO_ANSWER))
    counts = Report.objects.open().aggregate(n=Count("pk"), late=Count("pk", filter=is_late))
    late, count = counts["late"], counts["n"]
    note = ngettext("%d en retard", "%d en retard", late) % late if late else ""
    title = ngettext("signalement à traiter", "signalements à traiter", count)
    waiting = f"{Report.Status.NEW},{Report.Status.IN_PROGRESS}"
    return Task(title, count, _list("services_report", status__in=waiting), note)


def _proposals(at: datetime) -> Task:
    waiting = Proposal.objects.waiting().aggregate(n=Count("pk"), oldest=Min("created_at"))
    count, oldest = waiting["n"], waiting["oldest"]
    days = (at - oldest).days if oldest else 0
    note = ngettext("la plus ancienne : %d jour", "la plus ancienne : %d jours", days) % days
    title = ngettext("proposition à valider", "propositions à valider", count)
    url = _list("services_proposal", status__exact=Proposal.Status.WAITING)
    return Task(title, count, url, note if days else "")


def _calls(today: date) -> Task:
    """Some calls a day, less those of today: a mountain of them is never begun."""
    waiting = Actor.objects.published().filter(due(today)).count()
    confirmed = Call.Outcome.CONFIRMED
    done = Call.objects.filter(outcome=confirmed, at__date=today).values("actor").distinct()
    count = min(waiting, max(0, CALLS_A_DAY - done.count()))
    note = _("sur %(n)d à confirmer") % {"n": waiting} if waiting > count else ""
    title = ngettext("organisme à appeler", "organismes à appeler", count)
    return Task(title, count, reverse("call_list"), note)


def _failed_jobs(runs: list[JobRun], at: datetime) -> Task:
    failed = sum(_outcome(run, at) is False for run in runs)
    title = ngettext("tâche de nuit en échec", "tâches de nuit en échec", failed)
    return Task(title, failed, "#taches")


def _records(today: date) -> list[Task]:
    published = {"state__exact": State.PUBLISHED}
    services = Service.objects.filter(state=State.PUBLISHED).aggregate(
        late=Count("pk", filter=due(today)), silent=Count("pk", filter=Q(summary=""))
    )
    unpinned = Location.objects.without_coordinates().filter(state=State.PUBLISHED).count()
    return [
        Task(
            ngettext("service à revérifier", "services à revérifier", services["late"]),
            services["late"],
            _list("services_service", **{"a-faire": "a-verifier"}, **published),
        ),
        Task(
            ngettext("lieu sans place sur la carte", "lieux sans place sur la carte", unpinned),
            unpinned,
            _list("actors_location", **{"a-faire": "sans-coordonnees"}, **published),
        ),
        Task(
            ngettext(
                "service sans phrase en clair", "services sans phrase en clair", services["silent"]
            ),
            services["silent"],
            _list("services_service", **{"a-faire": "sans-resume"}, **published),
        ),
    ]


def _searches(today: date) -> Task:
    since = today - timedelta(days=SEARCHES_DAYS)
    unanswered = SearchCount.objects.filter(results=0, day__gte=since)
    counts = unanswered.aggregate(n=Count("pk"), times=Sum("count"))
    count, times = counts["n"], counts["times"] or 0
    url = _list("services_searchcount", reponse="sans", day__gte=since.isoformat())
    note = ngettext("%d fois en 30 jours", "%d fois en 30 jours", times) % times if times else ""
    title = ngettext("recherche sans réponse", "recherches sans réponse", count)
    return Task(title, count, url, note)


def _closures(today: date) -> Task:
    soon = today + timedelta(days=CLOSURES_DAYS)
    count = Closure.objects.to_come(today).filter(starts_on__lte=soon).count()
    url = _list("services_closure", quand="a-venir", starts_on__lte=soon.isoformat())
    title = ngettext("fermeture dans les 30 jours", "fermetures dans les 30 jours", count)
    return Task(title, count, url)


def _campaigns(today: date) -> list[Task]:
    """Who has not answered a campaign that still asks."""
    asking = Campaign.objects.open(today)
    silent = Count("invitations", filter=Q(invitations__answer=""))
    return [
        Task(
            ngettext(
                "organisme sans réponse à « %(title)s »",
                "organismes sans réponse à « %(title)s »",
                campaign.silent,
            )
            % {"title": campaign.title},
            campaign.silent,
            reverse("campaign_page", args=[campaign.pk]),
        )
        for campaign in asking.annotate(silent=silent)
    ]


def _findings(runs: list[JobRun]) -> list[Task]:
    """What the inspection found, by kind; nothing is said as long as it has never run."""
    counts = dict(Finding.objects.order_by().values_list("code").annotate(n=Count("pk")))
    if not counts and all(run.name != inspection.JOB for run in runs):
        return []
    return [
        Task(str(label), counts.get(code, 0), _list("services_finding", code__exact=code))
        for code, label in FINDINGS.items()
    ]


FINDINGS = {
    Finding.Code.DEAD_LINK: gettext_lazy("liens cassés"),
    Finding.Code.PIN_FAR: gettext_lazy("points loin de leur adresse"),
    Finding.Code.PIN_OUTSIDE: gettext_lazy("points hors de la commune"),
    Finding.Code.NO_HOURS: gettext_lazy("lieux sans horaires"),
    Finding.Code.NO_OPENING: gettext_lazy("horaires sans ouverture dans les 30 jours"),
    Finding.Code.WRONG_PHONE: gettext_lazy("téléphones faux"),
    Finding.Code.DUPLICATE: gettext_lazy("doublons probables"),
    Finding.Code.REFUSED: gettext_lazy("lieux que la carte nationale ne recevra pas"),
}


def _outcome(run: JobRun, at: datetime) -> bool | None:
    if run.ended_at is not None:
        is_forgotten = run.name in WATCHED and at - run.ended_at > FORGOTTEN
        return run.ok and not is_forgotten
    return False if at - run.started_at > LONGEST_JOB else None


def _jobs(runs: list[JobRun], at: datetime) -> list[JobLine]:
    names = JOBS | OTHER_JOBS
    seen = {run.name for run in runs}
    known = [JobLine(str(JOBS[name]), None, "") for name in JOBS if name not in seen]
    ran = [
        JobLine(str(names.get(run.name, run.name)), _outcome(run, at), _when(run), run.message)
        for run in runs
    ]
    return [*ran, *known]


def _when(run: JobRun) -> str:
    if run.ended_at is None:
        begun = date_format(timezone.localtime(run.started_at), r"j F Y, H \h i")
        return _("commencée le %(begun)s, pas finie") % {"begun": begun}
    return date_format(timezone.localtime(run.ended_at), r"j F Y, H \h i")
