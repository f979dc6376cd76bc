"""Staff pages of imports: send a file, look it over, take all or part of it, undo it."""

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actors.spreadsheets import csv_pieces
from services.imports import jobs, pages, runs
from services.imports.forms import UploadForm
from services.models import ImportProblem, ImportRun
from services.standards.files import FileError
from services.standards.sources import Source
from services.upkeep.call_views import for_editors

Status = ImportRun.Status
LATEST = 30
REFRESH_SECONDS = 2


@for_editors
def import_list(request):
    """The form, and the latest imports."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _begin(form.save(request.user), Status.READING)
    context = _common(request, _("Importer un fichier")) | {
        "form": form,
        "runs": ImportRun.objects.light().select_related("by")[:LATEST],
    }
    return TemplateResponse(request, "services/imports/import_list.html", context)


@for_editors
@require_safe
def import_page(request, pk: int):
    """How far it is, what it would do, or what it did, according to its state."""
    run = _get(pk)
    context = _common(request, str(run)) | {"run": run, "summary": pages.summary(run)}
    if run.status in ImportRun.AT_WORK:
        context |= {"is_dead": jobs.is_dead(run), "done": jobs.done_so_far(run)}
        response = TemplateResponse(request, "services/imports/import_work.html", context)
        if not context["is_dead"]:
            response["Refresh"] = str(REFRESH_SECONDS)  # no script needed
        return response
    tabs = pages.tabs_of(run)
    codes = [tab.code for tab in tabs]
    asked = request.GET.get("voir")
    here = asked if asked in codes else next(iter(codes), "")
    context |= {
        "tabs": tabs,
        "here": here,
        "page": pages.page_of(run, here, request.GET.get("page")) if here else None,
        "is_open": run.status == Status.READY and not _has_nothing(run),
        "may_choose": run.status == Status.READY and pages.is_chosen_here(here),
        "is_without_effect": pages.is_without_effect(run),
        "source": _source(run) if run.status == Status.READY else None,
    }
    return TemplateResponse(request, "services/imports/import_page.html", context)


@for_editors
@require_POST
def import_choose(request, pk: int):
    """What is ticked on one page, or the whole list; then perhaps the import itself."""
    run, here = _get(pk), request.POST.get("voir", "")
    if run.status != Status.READY:
        return _back(run)
    if pages.is_chosen_here(here):
        if "tout" in request.POST:
            pages.choose_all(run, here, take=request.POST["tout"] == "oui")
        else:
            pages.choose(
                run, here, request.POST.getlist("montre"), set(request.POST.getlist("pris"))
            )
    if "appliquer" in request.POST:
        return _begin(run, Status.APPLYING)
    messages.success(request, _("Vos choix sont gardés. Rien n’est encore écrit."))
    page = request.POST.get("suite") or request.POST.get("page") or "1"
    return HttpResponseRedirect(f"{_url(run)}?voir={here}&page={page if page.isdecimal() else 1}")


@for_editors
@require_POST
def import_columns(request, pk: int):
    """Which column of the standard a column of the file is; the file is then read again."""
    run = _get(pk)
    if run.status != Status.READY or run.standard != ImportRun.Standard.LIEUX:
        return _back(run)
    source = _source(run)
    if source is None:
        return _back(run)
    said = zip(request.POST.getlist("nom"), request.POST.getlist("colonne"), strict=False)
    told = {name: column for name, column in said if name in source.unknown}
    told = {name: column for name, column in told.items() if column in source.missing}
    if len(set(told.values())) < len(told):
        messages.error(request, _("Deux colonnes du fichier ne peuvent pas être la même."))
        return _back(run)
    run.columns |= told
    run.save(update_fields=["columns"])
    return _begin(run, Status.READING)


@for_editors
@require_POST
def import_act(request, pk: int):
    """Apply, undo, forget, or begin again what a breakdown stopped."""
    run = _get(pk)
    if "appliquer" in request.POST and run.status == Status.READY:
        return _begin(run, Status.APPLYING)
    if "annuler" in request.POST and run.status == Status.APPLIED:
        return _begin(run, Status.UNDOING)
    if "reprendre" in request.POST and jobs.is_dead(run):
        return _begin(run, run.status)
    if "oublier" in request.POST and run.status in (Status.READY, Status.FAILED):
        run.delete()
        messages.success(request, _("Ce fichier est oublié : rien n’a été écrit."))
        return HttpResponseRedirect(reverse("import_list"))
    messages.info(request, _("C’était déjà fait."))
    return _back(run)


@for_editors
@require_safe
def import_problems(request, pk: int):
    """Every remark on the file, for whoever must put it right."""
    run = _get(pk)
    header = [_("Gravité"), _("Ligne"), _("Colonne"), _("Valeur"), _("Lu"), _("Raison")]
    labels = dict(ImportProblem.Gravity.choices)
    rows = run.problems.values_list("gravity", "where", "column", "value", "taken", "reason")
    lines = ([labels[row[0]], *row[1:]] for row in rows.iterator(1000))

    body = csv_pieces(header, lines)
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{run.pk}-remarques.csv"'
    return response


def _begin(run: ImportRun, status: str):
    """One click, one work: the second finds nothing to do."""
    waiting = ImportRun.objects.filter(pk=run.pk, status=run.status)
    with transaction.atomic():
        is_first = waiting.update(status=status, started_at=timezone.now(), message="")
    if is_first:
        run = ImportRun.objects.get(pk=run.pk)
        jobs.start(run)
    return _back(run)


def _get(pk: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.select_related("by"), pk=pk)


def _has_nothing(run: ImportRun) -> bool:
    return bool(run.rows) and run.rows_refused == run.rows


def _source(run: ImportRun) -> Source | None:
    try:
        return runs.open_source(run)
    except FileError:
        return None


def _url(run: ImportRun) -> str:
    return reverse("import_page", args=[run.pk])


def _back(run: ImportRun):
    return HttpResponseRedirect(_url(run))


def _common(request, title: str) -> dict:
    return admin.site.each_context(request) | {"title": title}
