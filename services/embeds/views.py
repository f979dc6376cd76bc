"""Lists and maps made for an iframe on a partner's site, and the page that gives their line.

A framed page holds nothing of the visitor: no cookie, no form, no button that changes anything.
That is why any site may frame it, while all other pages refuse every frame.
"""

from functools import wraps

from csp.decorators import csp_replace
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from services.panel import Chip, Panel
from services.views.results import map_of, page_of_results
from services.web.caching import cached_page

# What stands in the line to paste; a partner may change it there.
HEIGHT_PX = {"embed_list": 640, "embed_map": 720}
# Parameters of our own pages that mean nothing in a frame.
_NOT_KEPT = ("page", "aide")
ANYWHERE = ["*"]


def _framed(view):
    """Any site may show this page in a frame of its own."""

    @require_safe
    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ANYWHERE})
    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        # Also sites that isolate themselves from everything else.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


@_framed
@cached_page
def framed_list(request):
    return _frame(request, "services/embeds/list.html")


@_framed
@cached_page
def framed_map(request):
    return _frame(request, "services/embeds/map.html")


def _frame(request, template: str):
    results, page, shown = page_of_results(request)
    panel = Panel(results, request.GET, request.path)
    context = {
        "heading": panel.heading(len(results.ids)),
        "result_groups": results.groups(shown),
        "page_obj": page,
        "params": request.GET,
        "guide_url": _with_query(reverse("services:list"), request),
        "map": map_of(request, shown),
    }
    return render(request, template, context)


@cached_page
def builder(request):
    """Choose by the filters of the list, then copy one line."""
    results, _page, _shown = page_of_results(request)
    panel = Panel(results, request.GET, request.path)
    count = len(results.ids)
    chips = panel.chips()
    context = {
        "section": "data",
        "heading": panel.heading(count),
        "count": count,
        "query": results.filterset.value("q"),
        "chips": chips,
        "clear_url": panel.clear_url(),
        "filter_groups": panel.groups(),
        "sort_field": panel.sort_field(),
        "asked_sort": request.GET.get("tri", ""),
        "hidden_fields": panel.hidden_fields(),
        "noindex": bool(request.GET),
        "frames": [
            _offer(request, "embed_list", _("La liste"), chips),
            _offer(request, "embed_map", _("Le plan et la liste"), chips),
        ],
    }
    return render(request, "services/embeds/builder.html", context)


def _offer(request, name: str, label: str, chips: list[Chip]) -> dict:
    """One frame: its address, and the line that shows it on another site.

    Its title says what was chosen, without the number of results: the line stays for years.
    """
    url = _with_query(reverse(name), request)
    title = ", ".join([_("Guide numérique de Miramas"), *(chip.label for chip in chips)])
    line = format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"'
        ' style="border:0"></iframe>',
        f"{settings.SITE_URL}{url}",
        title,
        HEIGHT_PX[name],
    )
    return {"name": name, "label": label, "url": url, "line": line}


def _with_query(url: str, request) -> str:
    params = request.GET.copy()
    for name in _NOT_KEPT:
        params.pop(name, None)
    for name in [name for name, values in params.lists() if not any(values)]:
        del params[name]
    query = params.urlencode()
    return f"{url}?{query}" if query else url
