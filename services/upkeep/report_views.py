"""The form a visitor sends, and the private page that says what became of it."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from services.models import Report
from services.upkeep import reports
from services.web import limits
from services.web.origin import same_origin_post

A_HOUR, MOST_AN_HOUR = 3600, 10


@never_cache
@same_origin_post
def report(request):
    if request.method == "POST":
        return _received(request)
    uid = request.GET.get("fiche", "")
    initial = {"fiche": uid, "shown": reports.stamp()}
    return _page(request, reports.ReportForm(initial=initial), uid)


def _received(request):
    form = reports.ReportForm(request.POST)
    uid = request.POST.get("fiche", "")
    if not limits.allowed("report", request, most=MOST_AN_HOUR, seconds=A_HOUR):
        return _page(request, form, uid, status=429, is_limited=True)
    if not form.is_valid():
        return _page(request, form, uid)
    kept = reports.receive(form)
    return HttpResponseRedirect(reverse("report_status", args=[kept.token]))


def _page(request, form, uid: str, *, status: int = 200, is_limited: bool = False):
    _kind, record = reports.subject_of(uid)
    errors = [
        (name, message)
        for name, messages in (form.errors if form.is_bound else {}).items()
        for message in messages
    ]
    context = {
        "section": "report",
        "form": form,
        "record": record,
        "uid": uid if record else "",
        "page": reports.page_of((request.POST or request.GET).get("page", "")),
        "errors": errors,
        "problem_error": next((m for name, m in errors if name == "problem"), ""),
        "message_error": next((m for name, m in errors if name == "message"), ""),
        "shown": reports.stamp(),
        "is_limited": is_limited,
        "noindex": True,
    }
    return render(request, "services/upkeep/report.html", context, status=status)


@never_cache
@require_safe
def report_status(request, token: str):
    found = get_object_or_404(Report, token=token)
    record = reports.record_of(found)
    context = {
        "section": "report",
        "report": found,
        "record": record if record is not None and record.is_published else None,
        "is_open": found.status in (Report.Status.NEW, Report.Status.IN_PROGRESS),
        "due_at": reports.due_at(found),
        "noindex": True,
    }
    return render(request, "services/upkeep/report_status.html", context)
