"""Suggestions as one types: JSON for the script, plain lines for anything else."""

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from services.search.analysis import MAX_SIGNS
from services.search.proposals import suggester
from services.search.suggestions import ACTOR, NEED, SERVICE, Suggestion
from services.web import revision

PLAIN = "texte"
_SECONDS = 60


@require_safe
def suggestions(request):
    """`?q=` → {"suggestions": [{"kind", "label", "text", "url"}], "announcement"}.

    With `format=texte`, the texts one a line.
    """
    text = request.GET.get("q", "")[:MAX_SIGNS].replace("\0", " ")
    found = suggester(revision.of(request)).suggest(text)
    if request.GET.get("format") == PLAIN:
        lines = "\n".join(one.text for one in found)
        response = HttpResponse(lines, content_type="text/plain; charset=utf-8")
    else:
        rows = [_row(one) for one in found]
        response = JsonResponse({"suggestions": rows, "announcement": _announcement(len(rows))})
    response.headers["Cache-Control"] = f"max-age={_SECONDS}"
    response.headers["Content-Language"] = get_language() or "fr"
    return response


def _row(one: Suggestion) -> dict[str, str]:
    results = reverse("services:list")
    if one.kind == SERVICE:
        url, label = reverse("services:detail", args=[one.target]), _("Service")
    elif one.kind == ACTOR:
        url, label = reverse("actors:detail", args=[one.target]), _("Acteur")
    elif one.kind == NEED:
        url, label = f"{results}?{urlencode({'besoin': one.target})}", _("Besoin")
    else:
        url, label = f"{results}?{urlencode({'q': one.target})}", _("Recherche")
    return {"kind": one.kind, "label": label, "text": one.text, "url": url}


def _announcement(count: int) -> str:
    if not count:
        return _("Aucune suggestion.")
    return ngettext("%(count)s suggestion.", "%(count)s suggestions.", count) % {"count": count}
