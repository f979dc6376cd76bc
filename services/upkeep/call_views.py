"""Staff pages of the calls: the order, one organisation's sheet, and what a call says."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from actors.models import Actor
from services.models import Call
from services.upkeep import call_sheet, calls


def for_editors(view):
    """Staff who may change actors; the admin's own sign-in for the others."""

    def checked(request, *args, **kwargs):
        if not request.user.edits_everything:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return admin.site.admin_view(checked)


@for_editors
@require_safe
def call_list(request):
    now = timezone.now()
    done, whole = calls.progress(timezone.localdate(now))
    context = _common(request, _("Appeler les organismes")) | {
        "actors": calls.in_order(timezone.localdate(now), now),
        "done": done,
        "whole": whole,
    }
    return TemplateResponse(request, "services/upkeep/call_list.html", context)


@for_editors
@require_safe
def call_page(request, pk: int):
    now = timezone.now()
    actor = get_object_or_404(Actor.objects.published(), pk=pk)
    done, whole = calls.progress(timezone.localdate(now))
    context = _common(request, actor.name) | {
        "actor": actor,
        "lines": call_sheet.lines(actor, now),
        "number": call_sheet.number_to_ring(actor),
        "next_actor": _next(actor, now),
        "done": done,
        "whole": whole,
    }
    return TemplateResponse(request, "services/upkeep/call_page.html", context)


@for_editors
@require_POST
def call_said(request, pk: int):
    """What the call said: all or some confirmed, one field, or nobody."""
    now = timezone.now()
    actor = get_object_or_404(Actor.objects.published(), pk=pk)
    by = " ".join(request.POST.get("by", "").split())[:60] or _("par téléphone")
    if "champ" in request.POST:
        return _one_field(request, actor, request.POST["champ"], by, now)
    following = _next(actor, now)
    if "silence" in request.POST:
        calls.silent(actor, user=request.user, at=now)
        messages.info(request, _("Noté : %(actor)s ne répond pas.") % {"actor": actor.short_name})
    else:
        picked = calls.chosen(actor, request.POST.getlist("fiche"), now)
        if not picked:
            messages.error(request, _("Cochez au moins une fiche confirmée."))
            return HttpResponseRedirect(reverse("call_page", args=[pk]))
        calls.confirm(actor, picked, by=by, user=request.user, at=now)
        text = ngettext(
            "%(actor)s : %(n)d fiche confirmée.",
            "%(actor)s : %(n)d fiches confirmées.",
            len(picked),
        )
        messages.success(request, text % {"actor": actor.short_name, "n": len(picked)})
    if following:
        return HttpResponseRedirect(reverse("call_page", args=[following.pk]))
    return HttpResponseRedirect(reverse("call_list"))


def _one_field(request, actor: Actor, said: str, by: str, now):
    key, _sign, name = said.rpartition(":")
    for line in calls.chosen(actor, [key], now):
        if name in line.fields:
            calls.confirm_field(line, name, by=by, at=now)
            told = {"field": line.fields[name], "title": line.title}
            messages.success(request, _("%(title)s, confirmé : %(field)s.") % told)
    return HttpResponseRedirect(reverse("call_page", args=[actor.pk]))


@for_editors
@require_POST
def call_undo(request, pk: int):
    """Only one's own call, and only once."""
    call = get_object_or_404(Call, pk=pk, by=request.user, outcome=Call.Outcome.CONFIRMED)
    restored, left = calls.undo(call)
    text = ngettext("%d fiche remise comme avant.", "%d fiches remises comme avant.", restored)
    messages.success(request, text % restored)
    if left:
        kept = ngettext(
            "%d fiche a changé depuis : elle reste comme elle est.",
            "%d fiches ont changé depuis : elles restent comme elles sont.",
            left,
        )
        messages.warning(request, kept % left)
    return HttpResponseRedirect(reverse("call_page", args=[call.actor_id]))


def _next(actor: Actor, now) -> Actor | None:
    """Who comes after this one in the order; the first of the others at the end."""
    order = calls.in_order(timezone.localdate(now), now)
    ids = [one.pk for one in order]
    after = order[ids.index(actor.pk) + 1 :] if actor.pk in ids else order
    return next((one for one in [*after, *order] if one.pk != actor.pk), None)


def _common(request, title: str) -> dict:
    return admin.site.each_context(request) | {
        "title": title,
        "last_call": calls.last_of(request.user, timezone.now()),
    }
