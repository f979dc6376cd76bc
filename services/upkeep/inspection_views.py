"""The inspection asked for by hand, when something has just been put right."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from services.upkeep import inspection
from services.upkeep.call_views import for_editors


@for_editors
@require_POST
def inspect_now(request):
    """The records only: links wait for the night, when nobody waits for the page."""
    counts, _links = inspection.inspect(timezone.now(), with_links=False)
    count = counts.total()
    text = ngettext("%d remarque sur le guide.", "%d remarques sur le guide.", count)
    messages.info(request, text % count)
    return HttpResponseRedirect(reverse("admin:services_finding_changelist"))
