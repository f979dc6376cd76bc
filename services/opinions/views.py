"""Two buttons, then one line for who wants; and what the town reads of it."""

from django.contrib import admin
from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from services.opinions import answers
from services.upkeep.call_views import for_editors
from services.web import limits, revision
from services.web.origin import same_origin_post

# A whole public room may share one network.
MOST_AN_HOUR, AN_HOUR = 120, 3600
KEPT, NOTHING_KEPT = "oui", "rien"


def _asked(request, params) -> tuple[answers.Subject, bool]:
    subject = answers.subject_of(params, revision.of(request))
    said = params.get("trouve", "")
    if subject is None or said not in (answers.FOUND, answers.MISSED):
        raise BadRequest
    return subject, said == answers.FOUND


@never_cache
@same_origin_post
@require_POST
def say(request):
    """Count « Oui » or « Non », then thank."""
    subject, has_found = _asked(request, request.POST)
    if not _is_allowed(request):
        return _too_many(request)
    answers.count(subject, has_found=has_found)
    return HttpResponseRedirect(_thanks_url(subject, has_found))


@never_cache
@same_origin_post
@require_POST
def add(request):
    """The line; an empty one is no mistake."""
    subject, has_found = _asked(request, request.POST)
    if not _is_allowed(request):
        return _too_many(request)
    text = request.POST.get("remarque", "")
    is_kept = answers.add_line(subject, text, revision.of(request), has_found=has_found)
    outcome = {} if not text.strip() else {"note": KEPT if is_kept else NOTHING_KEPT}
    return HttpResponseRedirect(_thanks_url(subject, has_found, **outcome))


def _is_allowed(request) -> bool:
    return limits.allowed("opinion", request, most=MOST_AN_HOUR, seconds=AN_HOUR)


def _too_many(request):
    return render(request, "services/opinions/too_many.html", {"noindex": True}, status=429)


def _thanks_url(subject: answers.Subject, has_found: bool, **outcome: str) -> str:
    """Only countable words go on: what was typed stays where it was typed."""
    about = {"service": subject.service.pk} if subject.service else {"q": subject.words}
    said = answers.FOUND if has_found else answers.MISSED
    return f"{reverse('opinion_thanks')}?{urlencode({**about, 'trouve': said, **outcome})}"


@never_cache
@require_safe
def thanks(request):
    """What comes next: a line for who wants, and a person for who did not find."""
    subject = answers.subject_of(request.GET, revision.of(request))
    note = request.GET.get("note", "")
    context = {
        "subject": subject,
        "query": subject.words if subject and not subject.service else "",
        "said": request.GET.get("trouve", ""),
        "has_found": request.GET.get("trouve") != answers.MISSED,
        "note": note if note in (KEPT, NOTHING_KEPT) else "",
        "most_signs": answers.LINE_SIGNS,
        "noindex": True,
    }
    return render(request, "services/opinions/thanks.html", context)


@for_editors
@require_safe
def read(request):
    """`/gestion/avis/`"""
    today = timezone.localdate()
    context = admin.site.each_context(request) | {
        "title": _("Ont-ils trouvé ce qu’ils cherchaient ?"),
        "told": answers.told(today),
        "whole": answers.whole(today),
        "since": answers.since(today),
        "fewest": answers.FEWEST,
    }
    return TemplateResponse(request, "services/opinions/read.html", context)
