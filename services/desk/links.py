"""Short links: a list kept under a code for three months, ids and order only."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from services.desk import shortlist
from services.desk.chosen import Chosen, ids_in
from services.desk.views import list_context
from services.models import Shortlist
from services.web.origin import same_origin_post

LASTS = timedelta(days=92)


@same_origin_post
@require_POST
def make(request):
    """Keep the list of the form; those that expired go at the same time."""
    ids = Chosen.of(request, ids_in(request.POST)).ids
    if not ids:
        return HttpResponseRedirect(reverse("shortlist"))
    now = timezone.now()
    Shortlist.objects.filter(expires_at__lte=now).delete()
    kept = Shortlist.objects.create(service_ids=ids, expires_at=now + LASTS)
    return HttpResponseRedirect(reverse("short_link", args=[kept.code]))


def show(request, code: str):
    """The list of a code, as long as it lasts; else a kind page that says how to go on."""
    # A code holds letters and figures alone: anything else was never given out.
    given = code.lower()[:16] if code.isascii() and code.isalnum() else ""
    kept = Shortlist.objects.valid(timezone.now()).filter(code=given).first()
    if kept is None:
        return render(request, "services/desk/link_gone.html", status=404)
    ids = shortlist.parse_ids(shortlist.join_ids(kept.service_ids))
    address = settings.SITE_URL.split("//", 1)[-1] + reverse("short_link", args=[kept.code])
    until = timezone.localdate(kept.expires_at)
    context = {
        **list_context(request, ids),
        "short_link": {"address": address, "until": until},
    }
    return render(request, "services/shortlist.html", context)
