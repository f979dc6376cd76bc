"""The home page: search, needs, three pillars, whom to call."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from services import catalogue
from services.choices import PILLAR
from services.models import Service
from services.views.common import revision
from services.web.caching import cached_page


def _pillar_counts() -> dict[str, int]:
    return Service.objects.published().counted_by_pillar()


def pillars(request) -> list[dict]:
    counts = revision.remember("pillar counts", revision.of(request), _pillar_counts)
    results = reverse("services:list")
    return [
        {
            "code": choice.code,
            "plain": choice.words(),
            "official": choice.label,
            "count": counts.get(choice.code, 0),
            "url": f"{results}?pilier={choice.code}",
        }
        for choice in PILLAR
    ]


# Two full rows and « Je ne sais pas »: more would not be read on a phone.
NEEDS_SHOWN = 11


def needs(request) -> list[dict]:
    """Those that a stated service answers, in the order of the town."""
    results = reverse("services:list")
    return [
        {
            "label": str(need),
            "icon": need.icon,
            "pillar": need.pillar,
            "count": need.service_count,
            "url": f"{results}?besoin={need.code}",
        }
        for need in catalogue.current(revision.of(request)).needs.values()
        if need.stated_count
    ]


@cached_page
def home(request):
    context = {
        "needs": needs(request)[:NEEDS_SHOWN],
        "pillars": pillars(request),
        "examples": [_("impôts"), _("faire un CV"), _("mon téléphone est bloqué")],
        "open_now_url": reverse("services:list") + "?ouvert=maintenant",
        "query": "",
    }
    return render(request, "services/home.html", context)
