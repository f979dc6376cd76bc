"""Ma liste: pick, order, remove, show; the state is in the URL, kept in one cookie on demand."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from services import cards
from services.desk import shortlist
from services.models import Service
from services.views.common import card_setting
from services.views.details import share_text
from services.web.origin import same_origin_post


def show(request):
    """The list of `?s=12.45.7`, else the one this browser keeps."""
    given = "s" in request.GET
    kept = list(shortlist.ShortlistState.of(request).ids)
    ids = shortlist.parse_ids(request.GET["s"]) if given else kept
    rows = {row.pk: row for row in Service.objects.published().filter(pk__in=ids).with_card()}
    ordered = [rows[pk] for pk in ids if pk in rows]
    services = cards.prepare(ordered, card_setting(request, at=timezone.now()))
    for rank, service in enumerate(services):
        service.is_first, service.is_last = rank == 0, rank == len(services) - 1
    shared = f"{reverse('shortlist')}?s={shortlist.join_ids([s.pk for s in services])}"
    context = {
        "section": "shortlist",
        "services": services,
        "missing_count": len(ids) - len(services),
        "share_url": settings.SITE_URL + shared,
        "share_text": "\n\n".join(share_text(service) for service in services),
        "is_own": not given or ids == kept,
        "shared_ids": shortlist.join_ids(ids),
        "noindex": True,
    }
    return render(request, "services/shortlist.html", context)


@same_origin_post
@require_POST
def change(request):
    """One button of a card or of the list; goes back to the page it came from."""
    ids = list(shortlist.ShortlistState.of(request).ids)
    action = request.POST.get("action", "")
    if action == "keep_all":
        ids = shortlist.parse_ids(request.POST.get("s", ""))
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
