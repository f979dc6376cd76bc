"""« Une erreur ? Dites-le-nous »: what a visitor tells of one record, and when it is due."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django import forms
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import audit
from actors.models import Actor, Location
from services.models import Closure, Report, Service

DAYS_TO_ANSWER = 7
# A machine fills a form at once; a person needs to read it. Nobody is ever too slow.
SECONDS_TO_READ = 3
_SALT = "report"
_KINDS = (("service", Service), ("location", Location), ("actor", Actor))


class ReportForm(forms.Form):
    """Two fields; `website` is a trap that people do not see, `shown` when the page was sent."""

    problem = forms.ChoiceField(
        label=gettext_lazy("Qu’est-ce qui ne va pas ?"),
        choices=Report._meta.get_field("problem").choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez ce qui ne va pas.")},
    )
    message = forms.CharField(
        label=gettext_lazy("Votre message"),
        help_text=gettext_lazy("Si vous voulez. N’écrivez pas votre nom."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": gettext_lazy("Votre message est trop long : 500 signes.")},
    )
    fiche = forms.CharField(required=False, widget=forms.HiddenInput)
    page = forms.CharField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False)

    def clean(self):
        cleaned = super().clean()
        if self.data.get("website"):
            raise forms.ValidationError(_("Ce message n’a pas été envoyé."), code="trap")
        if not self.errors and _too_quick(cleaned.get("shown", "")):
            raise forms.ValidationError(
                _("C’était très rapide. Relisez, puis envoyez de nouveau."), code="quick"
            )
        return cleaned


def stamp() -> str:
    """When the form is shown, signed, so that it cannot be made up."""
    return signing.dumps(timezone.now().timestamp(), salt=_SALT)


def _too_quick(shown: str) -> bool:
    try:
        at = float(signing.loads(shown, salt=_SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return True
    return timezone.now().timestamp() - at < SECONDS_TO_READ


def page_of(path: str) -> str:
    """The path of a page of this site, or "" for anything else."""
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours and len(path) <= 300 and path.isprintable() else ""


def subject_of(uid: str):
    """The published record of this uid as (kind, record), or ("", None)."""
    if Report.is_uid(uid):
        for kind, model in _KINDS:
            record = model.objects.published().filter(uid=uid).first()
            if record is not None:
                return kind, record
    return "", None


def record_of(report: Report):
    """The record a report is about, published or not; None when it names none."""
    model = dict(_KINDS).get(report.kind)
    return model.objects.filter(uid=report.uid).first() if model and report.uid else None


def receive(form: ReportForm) -> Report:
    """Keep a valid report; the same words on the same record in a day are one report."""
    kind, record = subject_of(form.cleaned_data["fiche"])
    told = {
        "uid": record.uid if record else None,
        "kind": kind,
        "problem": form.cleaned_data["problem"],
        "message": " ".join(form.cleaned_data["message"].split()),
        "page": (record.get_absolute_url() if record else page_of(form.cleaned_data["page"]))[:300],
    }
    yesterday = timezone.now() - timedelta(days=1)
    same = Report.objects.open().filter(created_at__gte=yesterday, **told).first()
    return same or Report.objects.create(**told)


def due_at(report: Report) -> datetime:
    return report.created_at + timedelta(days=DAYS_TO_ANSWER)


def late(now: datetime) -> QuerySet:
    """Open reports whose week is over."""
    return Report.objects.open().filter(created_at__lt=now - timedelta(days=DAYS_TO_ANSWER))


def open_about(uids: Iterable) -> QuerySet:
    """Open reports on these records."""
    return Report.objects.open().filter(uid__in=list(uids))


def answer_with_closure(closure: Closure, told: str) -> int:
    """« Porte fermée » is answered when the place itself says when it is shut. How many were."""
    location = closure.location
    held = Service.objects.filter(places__location=location)
    uids = {location.uid, location.actor.uid, *held.values_list("uid", flat=True)}
    about = open_about(uids).filter(problem="closed")
    answer = _("%(closure)s. La fiche le dit maintenant.") % {"closure": told}
    return close(about, status=Report.Status.FIXED, answer=answer)


def close(reports: QuerySet, *, status: str, answer: str = "") -> int:
    """Close each with this answer, where it has none of its own. Returns how many."""
    now = timezone.now()
    if answer:
        reports.filter(answer="").update(answer=answer)
    with transaction.atomic():
        numbers = list(reports.values_list("pk", flat=True))
        count = reports.update(status=status, closed_at=now)
        for number in numbers:
            audit.record("report_closed", about=f"signalement {number}", status=status)
    return count
