"""The advisor's desk: search, tick up to six, order, print; the state is the address, only."""

from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from services.desk import calls, report_text, rows, shortlist
from services.desk.chosen import Chosen, ids_in
from services.desk.people import is_signed_in_advisor
from services.models import Service
from services.panel import Panel
from services.results import PAGE_SIZE, Results
from services.views.common import card_setting
from services.web import revision
from services.web.caching import cached_page
from services.web.context import languages

MOST_STEPS = 6
MOVES = {"monter": "up", "descendre": "down", "retirer": "remove"}
FILTERS = ("pilier", "besoin", "public", "niveau", "frais", "acces", "quartier", "ouvert")
_SEARCHED = ("q", "acteur", "theme", *FILTERS)


@cached_page
def desk(request):
    """Every choice is a plain GET; a move of a step goes back to an address without the move."""
    moved = moved_url(request)
    if moved:
        return HttpResponseRedirect(moved)
    chosen = Chosen.of(request, ids_in(request.GET)[:MOST_STEPS])
    rows.describe(chosen.services, at=chosen.at, book=chosen.book)
    is_advisor = is_signed_in_advisor(request)
    context = {
        **_found(request, chosen),
        "steps": chosen.services,
        "steps_text": report_text.text_of(chosen.services),
        "is_over": len(ids_in(request.GET)) > MOST_STEPS,
        "missing_count": chosen.missing_count,
        "most": MOST_STEPS,
        "other_languages": [each for each in languages(request) if each["code"] != "fr"],
        "asked_language": request.GET.get("langue", ""),
        "is_advisor": is_advisor,
        "said": request.GET.get("dit", ""),
        "here": request.get_full_path(),
        "section": "desk",
        "noindex": bool(request.GET),
    }
    response = render(request, "services/desk/desk.html", context)
    if is_advisor:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _found(request, chosen: Chosen) -> dict:
    """Rows of one page of results, and the filters above them."""
    params = _searched(request.GET)
    results = Results.of(params, at=chosen.at, revision_number=revision.of(request))
    page = results.page(request.GET.get("page"))
    setting = card_setting(request, at=chosen.at)
    shown = results.shown(
        list(page.object_list), setting, first_number=(page.number - 1) * PAGE_SIZE + 1
    )
    rows.describe(shown, at=chosen.at, book=rows.cards.book_of(shown, chosen.at))
    ranks = {pk: rank for rank, pk in enumerate(chosen.ids, 1)}
    for service in shown:
        service.step_number = ranks.get(service.pk)
        service.contacts = rows.contacts_of(service)
    panel = Panel(results, params, request.path)
    return {
        "query": results.filterset.value("q"),
        "heading": panel.heading(len(results.ids)),
        "rows": shown,
        "page_obj": page,
        "filters": [panel.field(name, fewest=1) for name in FILTERS],
        "drop_options": [] if results.ids else panel.drop_options(),
    }


def _searched(given: QueryDict) -> QueryDict:
    params = QueryDict(mutable=True)
    for name in _SEARCHED:
        values = [value for value in given.getlist(name) if value]
        if values:
            params.setlist(name, values)
    return params


def moved_url(request) -> str:
    """Where a button « Monter », « Descendre » or « Retirer » leads; "" when none was pressed."""
    pressed = [(name, request.GET[name]) for name in MOVES if request.GET.get(name)]
    if not pressed:
        return ""
    ids = ids_in(request.GET)[:MOST_STEPS]
    for name, value in pressed:
        number = shortlist.parse_ids(value)
        ids = shortlist.changed(ids, MOVES[name], number[0] if number else 0)
    params = _searched(request.GET)
    if ids:
        params["s"] = shortlist.join_ids(ids)
    if request.GET.get("langue"):
        params["langue"] = request.GET["langue"]
    query = params.urlencode(safe=".")
    return request.path + (f"?{query}" if query else "") + "#etapes"


@require_POST
def called(request):
    """« J’ai appelé »: one button, `juste`, `faux` or `silence`, whose value is the service."""
    if not is_signed_in_advisor(request):
        raise Http404
    outcome = next((each for each in calls.OUTCOMES if request.POST.get(each)), "")
    ids = shortlist.parse_ids(request.POST.get(outcome, ""))
    service = Service.objects.published().filter(pk__in=ids[:1]).with_card().first()
    if service is None:
        raise Http404
    calls.record(service, outcome, request.POST.get(f"precision-{service.pk}", ""))
    return redirect(_back(request, outcome))


def _back(request, outcome: str) -> str:
    """The page of the desk it came from, which then says what was noted."""
    here = request.POST.get("retour", "")
    path, _mark, query = here.partition("?")
    allowed = url_has_allowed_host_and_scheme(here, allowed_hosts={request.get_host()})
    if not allowed or path != reverse("desk"):
        path, query = reverse("desk"), ""
    params = QueryDict(query, mutable=True)
    params["dit"] = outcome
    return f"{path}?{params.urlencode(safe='.')}"
