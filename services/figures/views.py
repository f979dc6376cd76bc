"""`/chiffres/`: the same numbers as bars and as tables, counted when the guide changes."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from services import facets
from services.figures import numbers
from services.web import revision
from services.web.caching import cached_page


@cached_page
def figures(request):
    counted = revision.remember("facets", revision.of(request), facets.build)
    charts = [
        {"code": "piliers", "title": _("Par partie du guide"), "rows": numbers.by_pillar(counted)},
        {
            "code": "themes",
            "title": _("Par thème"),
            "rows": numbers.by_term(counted, "theme", "theme"),
        },
        {
            "code": "publics",
            "title": _("Par public"),
            "rows": numbers.by_term(counted, "public", "audience"),
        },
        {"code": "quartiers", "title": _("Par quartier"), "rows": numbers.by_quarter(counted)},
    ]
    today = timezone.localdate()
    fresh = numbers.freshness(today)
    context = {
        "section": "figures",
        "network": numbers.network(today),
        "freshness": fresh,
        "states": numbers.freshness_rows(fresh),
        "charts": charts,
        "least": numbers.LEAST_SHOWN,
        "today": today,
    }
    return render(request, "services/figures/figures.html", context)
