"""`/donnees/`: what each file is, how to take it, and what it leaves out."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from services.models import Revision
from services.standards import dictionary, summary
from services.standards.views import FILES
from services.web import revision
from services.web.caching import cached_page


def _about(name: str) -> str:
    """What a file holds, by the start of its name."""
    if name.startswith("lieux"):
        return _("Les lieux, au schéma national de la médiation numérique.")
    if name.startswith("structures"):
        return _("Les structures, au schéma data.inclusion.")
    if name.startswith("services"):
        return _("Les services, au schéma data.inclusion.")
    return _("Structures et services dans un classeur, pour un tableur.")


@cached_page
def data_page(request):
    number = revision.of(request)
    exported = summary.exported(number)
    counts = {one.kind: one.count for one in exported}
    files = []
    for file in FILES.values():
        facts = summary.facts_of(file.name, file.pieces, number)
        kind = file.name.partition(".")[0]
        files.append(
            {
                "name": file.name,
                "url": reverse("data_file", args=[file.name]),
                "about": _about(file.name),
                "type": file.content_type.partition(";")[0],
                "format": file.name.rpartition(".")[2].upper(),
                "rows": counts.get(kind),
                "size": facts.size,
                "sha256": facts.sha256,
            }
        )
    context = {
        "section": "data",
        "files": files,
        "exported": exported,
        "tables": dictionary.tables(),
        "changed_at": Revision.objects.values_list("changed_at", flat=True).first(),
        "site_url": settings.SITE_URL,
        "feeds": _feeds(),
    }
    return render(request, "services/data.html", context)


def _feeds() -> list[dict]:
    """What other programs read, beside the files."""
    return [
        {
            "url": reverse("api_about"),
            "about": _("Tout le guide, à interroger (Open Referral UK)."),
        },
        {"url": reverse("api_openapi"), "about": _("Le mode d’emploi de cette API (OpenAPI).")},
        {"url": reverse("services_geojson"), "about": _("Les lieux sur une carte (GeoJSON).")},
        {"url": reverse("agenda_ics"), "about": _("Les ateliers, pour un calendrier (iCalendar).")},
        {"url": reverse("changes_feed"), "about": _("Les derniers changements (Atom).")},
        {"url": reverse("sitemap"), "about": _("Toutes les pages du site, avec leurs dates.")},
    ]
