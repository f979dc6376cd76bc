"""The hours of a place as a table, for staff: filled, read back in French, then kept."""

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.hours_table import HoursTableForm
from services.upkeep.records import MODELS

MOST_TEXT = 255
WITH_HOURS = ("location", "place")


def hours_table(request, kind: str, uid):
    model = MODELS[kind] if kind in WITH_HOURS else None
    record = model._base_manager.filter(uid=uid).first() if model else None
    if record is None:
        raise Http404
    if not request.user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
        raise PermissionDenied
    form = HoursTableForm(request.POST or None, text=record.opening_hours)
    if request.method == "POST" and form.is_valid() and "_preview" not in request.POST:
        return _kept(request, kind, record, form)
    context = admin.site.each_context(request) | {
        "title": _("Horaires : %(record)s") % {"record": record},
        "form": form,
        "record": record,
        "back_url": reverse("admin:record_of", args=[kind, record.uid]),
        "sentence": form.sentence() if form.is_bound and form.is_valid() else "",
    }
    return TemplateResponse(request, "services/upkeep/hours_table.html", context)


@login_required
@require_POST
def hours_sentence(request):
    """What the public would read of a table half-filled: `{"text": …}`; nothing is kept."""
    form = HoursTableForm(request.POST, text=request.POST.get("hours_text", "")[:MOST_TEXT])
    if form.is_valid():
        sentence = form.sentence() or _("Horaires à demander")
        return JsonResponse({"text": _("Le public lira : %(sentence)s") % {"sentence": sentence}})
    errors = dict.fromkeys(message for found in form.errors.values() for message in found)
    return JsonResponse({"text": " ".join(errors)})


def _kept(request, kind: str, record, form: HoursTableForm):
    record.opening_hours = form.osm()
    record.hours_verified_on = timezone.localdate() if request.POST.get("verified") else None
    record._change_reason = _("Horaires saisis")
    record.save()
    told = form.sentence() or _("Horaires à demander")
    messages.success(request, _("Le public lit : %(sentence)s") % {"sentence": told})
    return HttpResponseRedirect(reverse("admin:record_of", args=[kind, record.uid]))


staff_hours_table = admin.site.admin_view(hours_table)
