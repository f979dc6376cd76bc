"""Staff pages of the label: the inventory of a year, and its files."""

import re

from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from services.figures import downloads, headings, label, label_report
from services.models import Action
from services.upkeep.call_views import for_editors

# Years that people may have lived; anything else in the address is a mistake.
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@for_editors
@require_safe
def inventory(request):
    current = timezone.localdate().year
    asked = request.GET.get("annee", "")
    year = int(asked) if re.fullmatch(r"20\d\d", asked, re.ASCII) else current
    found = label.of_year(year)
    years = sorted({current, year, *Action.objects.all().years()}, reverse=True)
    context = admin.site.each_context(request) | {
        "title": _("Les actions de l’année, pour le label"),
        "inventory": found,
        "years": years,
        "lead": label_report.lead(found),
        "facts": label_report.facts(found),
        "past": [label_report.past_line(one) for one in headings.past_totals()],
        "past_note": label_report.past_note(),
    }
    return TemplateResponse(request, "services/figures/label.html", context)


@for_editors
@require_safe
def inventory_file(request, year: int, kind: str):
    """`/gestion/label/2026.pdf`, `.ods` or `.csv`."""
    if not is_year(year):
        raise Http404
    found, name = label.of_year(year), f"miramas-actions-{year}"
    if kind == "csv":
        content = downloads.as_csv(label.COLUMNS, label.rows(found))
    elif kind == "ods":
        content = downloads.as_ods(f"Actions {year}", label.COLUMNS, label.rows(found))
    else:
        return _report(request, found, name)
    return downloads.download(name, kind, content)


def _report(request, found: label.Inventory, name: str):
    # Loaded by whoever asks for a report: the typesetter takes 60 MB of memory.
    from services.figures import label_pdf
    from services.printing.typesetting import PrintingError

    try:
        content = label_pdf.report(found, timezone.now()).pdf
    except PrintingError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(f"{reverse('label_inventory')}?annee={found.year}")
    return downloads.download(name, "pdf", content)


def is_year(year: int) -> bool:
    return _FIRST_YEAR <= year <= _LAST_YEAR
