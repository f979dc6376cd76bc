"""Ma liste: pick, order, remove, show; the state is in the URL, kept in one cookie on demand."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from actors import qr
from services.desk import shortlist
from services.desk.chosen import Chosen, ids_in
from services.desk.sheet_views import sheet_url
from services.views.details import share_text
from services.web.origin import same_origin_post


def show(request):
    """The list of `?s=12.45.7`, else the one this browser keeps."""
    kept = list(shortlist.ShortlistState.of(request).ids)
    ids = ids_in(request.GET) if "s" in request.GET else kept
    return render(request, "services/shortlist.html", list_context(request, ids))


def list_context(request, ids: list[int]) -> dict:
    """What the page of a list shows, wherever its ids come from."""
    chosen = Chosen.of(request, ids)
    for rank, service in enumerate(chosen.services, 1):
        service.is_first, service.is_last = rank == 1, rank == len(chosen.services)
    address = chosen.list_url(get_language() or "")
    return {
        "section": "shortlist",
        "services": chosen.services,
        "missing_count": chosen.missing_count,
        "share_url": address,
        "share_text": "\n\n".join([*(share_text(service) for service in chosen.services), address]),
        "qr": qr.svg(address) if chosen.services else "",
        "sheet_url": sheet_url(chosen.ids),
        "is_own": ids == list(shortlist.ShortlistState.of(request).ids),
        "shared_ids": chosen.joined,
        "short_link": None,
        "noindex": True,
    }


@same_origin_post
@require_POST
def change(request):
    """One button of a card or of the list; goes back to the page it came from."""
    ids = list(shortlist.ShortlistState.of(request).ids)
    action = request.POST.get("action", "")
    if action == "keep_all":
        ids = ids_in(request.POST)
    else:
        number = request.POST.get("service", "")
        is_id = number.isascii() and number.isdigit() and len(number) <= 18
        ids = shortlist.changed(ids, action, int(number) if is_id else 0)
    response = HttpResponseRedirect(_way_back(request, action))
    _keep(response, ids)
    return response


def _keep(response, ids: list[int]) -> None:
    if not ids:
        response.delete_cookie(shortlist.COOKIE, samesite="Lax")
        return
    response.set_cookie(
        shortlist.COOKIE,
        shortlist.join_ids(ids),
        max_age=shortlist.COOKIE_AGE,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _way_back(request, action: str) -> str:
    """The page of ours that held the button, at the card; else Ma liste."""
    referer = request.headers.get("Referer", "")
    allowed = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not allowed or action in {"keep_all", "clear"}:
        return reverse("shortlist")
    number = request.POST.get("service", "")
    anchor = f"#service-{number}" if number.isascii() and number.isdigit() else ""
    return referer.split("#")[0] + anchor
