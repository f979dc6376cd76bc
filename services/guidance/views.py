"""`/aide/`: one question a page, the state in the address, nothing stored."""

from django.conf import settings
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from services.guidance.answers import Guidance
from services.guidance.questions import QUESTIONS, before, kept_answers, to_ask
from services.web import revision
from services.web.caching import cached_page


def _guidance(request, params: QueryDict) -> Guidance:
    return Guidance(params, timezone.now(), revision.of(request))


@cached_page
def question(request):
    """The next question, or the results once the three are answered."""
    guidance = _guidance(request, request.GET)
    asked = to_ask(request.GET, guidance.has_options)
    if asked is None and guidance.panel.total:
        return HttpResponseRedirect(guidance.results_url())
    shared = {"given": guidance.given(), "total": len(QUESTIONS), "noindex": bool(request.GET)}
    if asked is None:
        context = {**shared, "ways_out": guidance.ways_out()}
        return render(request, "services/guidance/nothing.html", context)
    earlier = before(asked, request.GET)
    context = {
        **shared,
        "question": asked,
        "back_url": guidance.again_url(earlier) if earlier else reverse("home"),
        "is_first": earlier is None,
        "unsure_url": guidance.unsure_url(asked),
        "lots": guidance.needs() if asked.code == "pour-quoi" else [],
        "choices": guidance.audiences() if asked.code == "pour-qui" else [],
        "fields": guidance.where_and_when() if asked.code == "ou-quand" else [],
        "hidden_fields": kept_answers(request.GET, but=asked.parameters),
    }
    return render(request, "services/guidance/question.html", context)


@cached_page
def paper(request):
    """The same questions on one sheet, to fill with a pen."""
    guidance = _guidance(request, QueryDict())
    context = {
        "lots": guidance.needs(),
        "choices": guidance.audiences(),
        "quarters": guidance.quarters(),
        "questions": QUESTIONS,
        "address": settings.SITE_URL + reverse("aide"),
    }
    return render(request, "services/guidance/paper.html", context)
