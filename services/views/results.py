"""The list of results, the map with the same list, and the map's data."""

from django.core.paginator import Page
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actors.models import Location
from actors.vocabularies import vocabulary
from services import mapping, matching
from services.guidance.answers import answers_of_results
from services.models import Service
from services.panel import Panel
from services.results import PAGE_SIZE, Results
from services.search import counts
from services.views.common import card_setting, revision
from services.web.caching import cached_page
from services.web.opened import open_to_all
from services.web.replica import from_replica

NOT_MODIFIED = 304


@from_replica
def service_list(request):
    """The list; each search is counted, whether its page was kept or not, but not again when a
    browser asks whether the page it holds still stands."""
    response = _service_list(request)
    if response.status_code != NOT_MODIFIED:
        _note_search(request)
    return response


@cached_page
def _service_list(request):
    return _results(request, "services/service_list.html", "services")


def _note_search(request) -> None:
    """One cleaned line in a file, for the first page of results only (nothing in the database)."""
    query = request.GET.get("q", "").strip()[: matching.MAX_SIGNS]
    if query and "page" not in request.GET:
        answer = matching.answer(query, revision.of(request))
        counts.note(query, answer, language=get_language() or "")


@cached_page
def service_map(request):
    return _results(request, "services/map.html", "map")


def _results(request, template: str, section: str):
    query = request.GET.get("q", "").strip()
    page_of_code = service_by_code(query)
    if page_of_code:
        return HttpResponseRedirect(page_of_code)
    results, page, shown = page_of_results(request)
    panel = Panel(results, request.GET, request.path)
    return render(request, template, _context(request, results, panel, page, shown, section))


def page_of_results(request) -> tuple[Results, Page, list[Service]]:
    """What this address asks for: all the results, the page of them, and its cards."""
    at = timezone.now()
    results = Results.of(request.GET, at=at, revision_number=revision.of(request))
    page = results.page(request.GET.get("page"))
    filterset = results.filterset
    setting = card_setting(
        request, at=at, start=filterset.start, open_first=bool(filterset.opening)
    )
    shown = results.shown(
        list(page.object_list), setting, first_number=(page.number - 1) * PAGE_SIZE + 1
    )
    return results, page, shown


def service_by_code(query: str) -> str:
    """The address of the service whose printed code was typed, or an empty string."""
    if not (query.isascii() and query.isdigit() and len(query) <= 9):
        return ""
    slug = Service.objects.published().filter(pk=int(query)).values_list("slug", flat=True).first()
    return reverse("services:detail", args=[slug]) if slug else ""


def _context(request, results, panel, page, shown, section) -> dict:
    count = len(results.ids)
    heading = panel.heading(count)
    chips = panel.chips()
    return {
        "section": section,
        "heading": heading,
        "page_title": panel.page_title(heading, page),
        "query": results.filterset.value("q"),
        "count": count,
        "result_groups": results.groups(shown),
        "page_obj": page,
        "params": request.GET,
        "chips": chips,
        "answers": answers_of_results(panel, request.GET),
        "clear_url": panel.clear_url(),
        "filter_groups": panel.groups(),
        "sort_field": panel.sort_field(),
        "chosen_count": len(chips),
        "hidden_fields": panel.hidden_fields(),
        "drop_options": [] if count else panel.drop_options(),
        "correction": panel.correction(),
        "near_needs": [] if count else panel.near_needs(),
        "tongue_note": _tongue_note(results.tongue, shown),
        "has_ignored": results.filterset.has_ignored,
        "noindex": bool(request.GET),
        "map": map_of(request, shown),
    }


def map_of(request, shown: list[Service]) -> dict:
    return {
        "sketch": mapping.draw_results(shown),
        "geojson_url": _geojson_url(request),
        "outside_text": mapping.outside_text(shown),
    }


def _tongue_note(tongue: str, shown) -> str:
    """To whom asks in another language: what no card says must be asked by phone."""
    known = vocabulary("language").get(tongue)
    if known is None or not shown or all(card.welcome for card in shown):
        return ""
    return _(
        "Beaucoup de fiches ne disent pas encore quelles langues sont parlées. "
        "Demandez au téléphone : %(language)s ?"
    ) % {"language": known.label}


def _geojson_url(request) -> str:
    params = request.GET.copy()
    params.pop("page", None)
    query = params.urlencode()
    return reverse("services_geojson") + (f"?{query}" if query else "")


@open_to_all
@cached_page
def geojson(request):
    """The places of the same results, numbered like the list."""
    results = Results.of(request.GET, at=timezone.now(), revision_number=revision.of(request))
    services = mapping.on_map(results.ids)
    collection = mapping.feature_collection(
        services, total=len(results.ids), boxed=results.filterset.box is not None
    )
    collection["outside"] = mapping.outside_text(services)
    return _geojson(collection)


@open_to_all
@cached_page
def location_geojson(request, slug: str):
    """One place with the services held there; no feature when its point is not certain."""
    location = get_object_or_404(Location.objects.published(), slug=slug)
    held = Service.objects.published().held_at(location).stated_first()
    services = mapping.on_map(list(held.values_list("pk", flat=True)))
    collection = mapping.feature_collection(services, total=0, boxed=True)
    here = [one for one in collection["features"] if one["id"] == str(location.uid)]
    return _geojson(collection | {"features": here})


def _geojson(collection: dict) -> JsonResponse:
    return JsonResponse(
        collection, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False}
    )
