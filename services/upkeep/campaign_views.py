"""Staff pages of a campaign: its answers, the e-mails, the letters, what was said by phone."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from actors import qr
from services.models import Campaign, Invitation
from services.upkeep import campaigns, mail
from services.upkeep.call_views import for_editors


@for_editors
@require_safe
def campaign_page(request, pk: int):
    campaign = get_object_or_404(campaigns.with_counts(Campaign.objects.all()), pk=pk)
    rows = campaigns.rows(campaign)
    silent = [row for row in rows if not row.invitation.answer]
    context = _common(request, campaign) | {
        "rows": rows,
        "to_write": sum(bool(r.address) and r.invitation.mailed_at is None for r in silent),
        "to_relaunch": sum(bool(r.address) and r.invitation.mailed_at is not None for r in silent),
        "silent_count": len(silent),
        "has_mail": mail.is_ready(),
        "answers": Invitation.Answer.choices,
    }
    return TemplateResponse(request, "services/upkeep/campaign.html", context)


def _common(request, campaign: Campaign) -> dict:
    return admin.site.each_context(request) | {
        "title": _("Campagne : %(title)s") % {"title": campaign.title},
        "campaign": campaign,
    }


@for_editors
@require_POST
def campaign_write(request, pk: int):
    """« Envoyer », or « Relancer » those who did not answer."""
    campaign = get_object_or_404(Campaign, pk=pk)
    done = campaigns.write(campaign, again="relancer" in request.POST, at=timezone.now())
    if done.mailed:
        text = ngettext("%d e-mail parti.", "%d e-mails partis.", done.mailed)
        messages.success(request, text % done.mailed)
    if done.failures:
        messages.error(request, " ".join(done.failures[:3]))
    elif not done.mailed:
        messages.info(request, _("Aucun e-mail à envoyer : imprimez les lettres, ou appelez."))
    return HttpResponseRedirect(reverse("campaign_page", args=[pk]))


@for_editors
@require_POST
def campaign_letters(request, pk: int):
    """One page a letter; by POST, since each link makes the account that it opens."""
    campaign = get_object_or_404(Campaign, pk=pk)
    letters = campaigns.letters(campaign)
    for letter in letters:
        letter["qr"] = qr.svg(letter["link"])
    context = _common(request, campaign) | {"letters": letters}
    return TemplateResponse(request, "services/upkeep/letters.html", context)


@for_editors
@require_POST
def campaign_said(request, pk: int):
    """What one organisation answered by phone or on paper."""
    invitation = get_object_or_404(Invitation.objects.select_related("actor"), pk=pk)
    said = request.POST.get("reponse", "")
    if said in Invitation.Answer.values:
        campaigns.answer(Invitation.objects.filter(pk=pk), said)
        told = {"actor": invitation.actor.short_name, "answer": Invitation.Answer(said).label}
        messages.success(request, _("%(actor)s : %(answer)s.") % told)
    else:
        messages.error(request, _("Choisissez une réponse."))
    return HttpResponseRedirect(reverse("campaign_page", args=[invitation.campaign_id]))
