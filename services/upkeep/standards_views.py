"""Staff pages of what leaves the guide: what the national map understands, how complete it is."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actors.models import Location
from services.standards import national_map, quality_report
from services.upkeep.call_views import for_editors
from services.web import revision

PAGE_SIZE = 50


@for_editors
@require_safe
def national_preview(request):
    """Place by place, what the map would change, with what to do about it."""
    today = timezone.localdate()
    found = revision.remember_latest(
        "national preview",
        today,
        revision.of(request),
        lambda: national_map.preview(today=today),
    )
    page = Paginator([*found.refused, *found.altered], PAGE_SIZE).get_page(request.GET.get("p"))
    left_page = Paginator(found.left_out, PAGE_SIZE).get_page(request.GET.get("p"))
    shown = [one.uid for one in (*page, *left_page)]
    pks = dict(Location.objects.filter(uid__in=shown).values_list("uid", "pk"))
    context = admin.site.each_context(request) | {
        "title": _("Ce que la carte nationale comprendra"),
        "found": found,
        "page": page,
        "readings": [(pks.get(one.uid), one) for one in page],
        "left_out": [(pks.get(one.uid), one) for one in left_page],
        "pages": page if page.paginator.num_pages >= left_page.paginator.num_pages else left_page,
    }
    return TemplateResponse(request, "services/upkeep/national_preview.html", context)


@for_editors
@require_safe
def quality(request):
    """Record by record, the score of the national platform and what would raise it."""
    today = timezone.localdate()
    found = revision.remember_latest(
        "quality report",
        today,
        revision.of(request),
        lambda: quality_report.report(day=today),
    )
    page = Paginator(found.scored, PAGE_SIZE).get_page(request.GET.get("p"))
    context = admin.site.each_context(request) | {
        "title": _("Qualité des fiches"),
        "found": found,
        "pages": page,
        "left_out": found.left_out[:PAGE_SIZE],
    }
    return TemplateResponse(request, "services/upkeep/quality.html", context)
