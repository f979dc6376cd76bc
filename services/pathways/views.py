"""All the pathways, and one of them step by step."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from actors.models import State
from services import cards
from services.models import Pathway, Service
from services.pathways import steps
from services.views.common import card_setting
from services.views.details import former_address, gone
from services.web import revision
from services.web.caching import cached_page


def said(record, field: str) -> str:
    """A field in the language of the page, else in French."""
    return record.translated(field, get_language() or "") or getattr(record, field)


@cached_page
def pathway_list(request):
    context = {
        "pathways": [
            {
                "record": whole.pathway,
                "url": whole.pathway.get_absolute_url(),
                "steps": [
                    {"record": each.step, "pillar": each.step.pillar} for each in whole.steps
                ],
            }
            for whole in steps.public(revision.of(request))
        ],
    }
    return render(request, "services/pathways/pathway_list.html", context)


@cached_page
def pathway_detail(request, slug: str):
    public = steps.public(revision.of(request))
    whole = next((each for each in public if each.pathway.slug == slug), None)
    if whole is None:
        return _absent(request, slug)
    context = {
        "record": whole.pathway,
        "title": said(whole.pathway, "title"),
        "summary": said(whole.pathway, "summary"),
        "steps": _steps(request, whole),
        "others": [
            {"record": other.pathway, "url": other.pathway.get_absolute_url()}
            for other in public
            if other is not whole
        ],
        "list_url": reverse("pathways:list"),
    }
    return render(request, "services/pathways/pathway_detail.html", context)


def _absent(request, slug: str):
    pathway = Pathway.objects.filter(slug=slug).first()
    if pathway is None:
        return former_address(request, Pathway, slug, "pathways:detail")
    if pathway.state == State.ARCHIVED:
        return gone(request, said(pathway, "title"))
    raise Http404


def _steps(request, whole: steps.WholePathway) -> list[dict]:
    """Each step with the cards of its first services: one round of queries for all of them."""
    shown = [each.ids[: steps.SHOWN] for each in whole.steps]
    ids = list(dict.fromkeys(pk for some in shown for pk in some))
    rows = {row.pk: row for row in Service.objects.filter(pk__in=ids).with_card()}
    setting = card_setting(request, at=timezone.now())
    cards.prepare([rows[pk] for pk in ids if pk in rows], setting)
    return [
        {
            "number": number,
            "record": each.step,
            "pillar": each.step.pillar,
            "services": [rows[pk] for pk in some if pk in rows],
            "more_count": len(each.ids) - len(some),
            "all_count": len(each.ids),
            "more_url": each.results_url,
        }
        for number, (each, some) in enumerate(zip(whole.steps, shown, strict=True), 1)
    ]
