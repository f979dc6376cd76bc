"""Staff pages: a partner's personal link, and what is proposed, field by field."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from actors import audit, qr
from actors.models import Actor
from services.models import GuideSettings, Proposal, Report
from services.upkeep import contacts, mail, moderation, partners, reports
from services.upkeep.call_views import for_editors


@for_editors
def partner_link(request, pk: int):
    """« Nouveau lien »: shown once, to copy, to print or to send; the former stops working."""
    actor = get_object_or_404(Actor, pk=pk)
    context = admin.site.each_context(request) | {
        "title": _("Lien personnel : %(actor)s") % {"actor": actor.short_name},
        "actor": actor,
        "days": partners.LASTS.days,
        "link": "",
        "address": partners.addresses_of([actor])[actor.pk],
        "has_mail": mail.is_ready(),
    }
    if request.method == "POST":
        link = partners.new_link(actor)
        audit.record("link_made", request=request, about=f"acteur {actor.pk}")
        context |= {"link": link, "qr": qr.svg(link)}
        if "envoyer" in request.POST and context["address"]:
            _send_link(request, actor, link, context["address"])
    return TemplateResponse(request, "services/upkeep/partner_link.html", context)


def _send_link(request, actor: Actor, link: str, address: str) -> None:
    told = {
        "actor": actor,
        "link": link,
        "days": partners.LASTS.days,
        "guide": GuideSettings.objects.first() or GuideSettings(),
    }
    try:
        mail.send("link", address, _("Guide numérique : vos fiches"), told)
    except mail.NotSent as error:
        messages.error(request, _("%(reason)s Copiez le lien, ou imprimez-le.") % {"reason": error})
    else:
        messages.success(request, _("Le lien est parti vers %(to)s.") % {"to": address})


@for_editors
def proposal(request, pk: int):
    """Before, now, after; accept what is ticked, or refuse with a reason."""
    found = get_object_or_404(Proposal.objects.select_related("actor", "author"), pk=pk)
    record = moderation.record_of(found)
    if request.method == "POST":
        return _decided(request, found)
    context = admin.site.each_context(request) | {
        "title": _("Proposition : %(record)s") % {"record": record or found},
        "proposal": found,
        "record": record,
        "changes": moderation.changes_of(found, record) if record else [],
        "is_waiting": found.status == Proposal.Status.WAITING,
        "known_phone": contacts.phone_of(record) if record else "",
        "known_email": contacts.address_of(record) if record else "",
        "has_mail": mail.is_ready(),
        "report_count": reports.open_about([found.uid]).count(),
    }
    return TemplateResponse(request, "services/upkeep/proposal.html", context)


def _decided(request, found: Proposal):
    try:
        if "refuse" in request.POST:
            reason = " ".join(request.POST.get("reason", "").split())
            if not reason:
                messages.error(request, _("Dites pourquoi : la personne lira cette raison."))
                return HttpResponseRedirect(reverse("proposal_page", args=[found.pk]))
            moderation.refuse(found, reason, user=request.user)
            messages.success(request, _("Proposition refusée."))
        else:
            names = request.POST.getlist("champ")
            if not names:
                messages.error(request, _("Cochez ce que vous acceptez."))
                return HttpResponseRedirect(reverse("proposal_page", args=[found.pk]))
            seen = request.POST.get("version", "")
            version = int(seen) if seen.isdecimal() else None
            moderation.accept(found, names, user=request.user, version=version)
            if "repondre" in request.POST:
                answered = reports.open_about([found.uid])
                reports.close(answered, status=Report.Status.FIXED)
            messages.success(request, _("C’est publié."))
    except moderation.CannotAccept as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("proposal_page", args=[found.pk]))
    return HttpResponseRedirect(reverse("admin:services_proposal_changelist"))
