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

    A text in another language than that of the page has its `lang` too. With `format=texte`, the
    texts one a line.
    """
    text = request.GET.get("q", "")[:MAX_SIGNS].replace("\0", " ")
    language = get_language() or "fr"
    found = suggester(revision.of(request)).suggest(text)
    if request.GET.get("format") == PLAIN:
        lines = "\n".join(one.text_in(language)[0] for one in found)
        response = HttpResponse(lines, content_type="text/plain; charset=utf-8")
    else:
        rows = [_row(one, language) for one in found]
        response = JsonResponse({"suggestions": rows, "announcement": _announcement(len(rows))})
    response.headers["Cache-Control"] = f"max-age={_SECONDS}"
    response.headers["Content-Language"] = language
    return response


def _row(one: Suggestion, language: str) -> dict[str, str]:
    results = reverse("services:list")
    if one.kind == SERVICE:
        url, label = reverse("services:detail", args=[one.target]), _("Service")
    elif one.kind == ACTOR:
        url, label = reverse("actors:detail", args=[one.target]), _("Acteur")
    elif one.kind == NEED:
        url, label = f"{results}?{urlencode({'besoin': one.target})}", _("Besoin")
    else:
        url, label = f"{results}?{urlencode({'q': one.target})}", _("Recherche")
    text, tongue = one.text_in(language)
    row = {"kind": one.kind, "label": label, "text": text, "url": url}
    return row | {"lang": tongue} if tongue not in ("", language) else row


def _announcement(count: int) -> str:
    if not count:
        return _("Aucune suggestion.")
    return ngettext("%(count)s suggestion.", "%(count)s suggestions.", count) % {"count": count}
