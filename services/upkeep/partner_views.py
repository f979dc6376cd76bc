"""`/partenaire/`: three screens for a phone. A link shows one button; nothing acts on GET."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from actors.accounts import proconnect
from actors.accounts.proconnect.views import leave_url
from actors.hours_table import HoursTableForm
from actors.models import Actor, Location
from services.models import Campaign, Closure, Invitation, Proposal
from services.upkeep import campaigns, partners, reports
from services.upkeep.call_sheet import lines
from services.upkeep.hours_views import WITH_HOURS
from services.upkeep.partner_forms import ClosureForm, form_of
from services.upkeep.records import plain_value
from services.views.details import closure_line

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def for_partners(view):
    """Who has no organisation to keep is told how to get a link; never whether others exist."""

    @never_cache
    @wraps(view)
    def checked(request, *args, **kwargs):
        user = request.user
        if not user.is_authenticated or not partners.actors_of(user).exists():
            return render(request, "services/partner/no_link.html", _context(), status=403)
        return view(request, *args, **kwargs)

    return checked


def _context(**values) -> dict:
    told = {"section": "partner", "noindex": True, "has_proconnect": proconnect.is_on()}
    return told | values


def _home():
    return HttpResponseRedirect(reverse("partner_home"))


@never_cache
def enter(request):
    """GET: one button, so that a mail scanner that opens the link signs nobody in. POST: in."""
    token = (request.POST if request.method == "POST" else request.GET).get("jeton", "")
    user = partners.user_of(token[:200])
    if user is None:
        return render(request, "services/partner/no_link.html", _context(), status=404)
    if request.method != "POST":
        return render(request, "services/partner/enter.html", _context(token=token))
    request.sign_in_way = "link"
    login(request, user, backend=_BACKEND)
    return _home()


@for_partners
@require_safe
def home(request):
    """« Mes fiches »: what is asked, what waits, each record one press from its correction."""
    now = timezone.now()
    today = timezone.localdate(now)
    actors = list(partners.actors_of(request.user))
    sheets = [{"actor": actor, "lines": lines(actor, now)} for actor in actors]
    for sheet in sheets:
        for line in sheet["lines"]:
            line.closures = _closures(line, today)
    waiting = Proposal.objects.filter(author=request.user, status=Proposal.Status.WAITING)
    uids = [line.record.uid for sheet in sheets for line in sheet["lines"]]
    context = _context(
        sheets=sheets,
        asked=campaigns.asked_of(actors, today),
        waiting=set(waiting.values_list("uid", flat=True)),
        told={report.uid: report for report in reports.open_about(uids)},
        refused=Proposal.objects.filter(
            author=request.user, status=Proposal.Status.REFUSED
        ).order_by("-decided_at")[:3],
    )
    return render(request, "services/partner/home.html", context)


def _closures(line, today) -> list[dict]:
    if line.kind != "location":
        return []
    to_come = line.record.closures.to_come(today).select_related("service_at_location__service")
    return [{"pk": closure.pk, "text": _closure_text(closure)} for closure in to_come]


def _closure_text(closure: Closure) -> str:
    text = closure_line(closure)
    place = closure.service_at_location
    return f"{place.service.title} : {text}" if place else text


def _own_actor(request, pk: int) -> Actor:
    return get_object_or_404(partners.actors_of(request.user), pk=pk)


@for_partners
def confirm(request, pk: int):
    """« Tout est juste »: everything is read once more, then one press confirms what is ticked."""
    actor = _own_actor(request, pk)
    found = lines(actor, timezone.now())
    if request.method != "POST":
        context = _context(actor=actor, lines=found)
        return render(request, "services/partner/confirm.html", context)
    keys = set(request.POST.getlist("fiche"))
    chosen = [line for line in found if line.key in keys]
    if not chosen:
        messages.error(request, _("Cochez au moins une fiche juste."))
        return HttpResponseRedirect(reverse("partner_confirm", args=[pk]))
    partners.confirm(actor, chosen)
    if len(chosen) == len(found):
        text = _("Merci ! C’est noté : tout est juste.")
    else:
        text = ngettext(
            "Merci ! %d fiche est notée juste.",
            "Merci ! %d fiches sont notées justes.",
            len(chosen),
        )
        text %= len(chosen)
    messages.success(request, text)
    return _home()


@for_partners
def change(request, kind: str, uid):
    record = partners.record_of(request.user, kind, uid)
    if record is None:
        raise Http404
    data = request.POST or None
    form = form_of(kind, record, data)
    table = HoursTableForm(data, text=record.opening_hours) if kind in WITH_HOURS else None
    if request.method == "POST" and form.is_valid() and (table is None or table.is_valid()):
        return _proposed(request, kind, record, form, table)
    context = _context(record=record, form=form, table=table, kind=kind)
    return render(request, "services/partner/change.html", context)


def _proposed(request, kind: str, record, form, table):
    values = {name: form.cleaned_data[name] for name in partners.FIELDS[kind]}
    if table is not None and not (table.is_beyond and not table.osm()):
        values["opening_hours"] = table.osm()
    kept = partners.propose(record, kind, values, user=request.user)
    if kept and "opening_hours" in kept.values:
        campaigns.changed(kept.actor)
    text = _("Merci ! La Ville relit, puis publie.") if kept else _("Rien n’a changé.")
    messages.success(request, text)
    return _home()


@for_partners
def close(request, uid):
    """A temporary closure applies at once: nobody should walk to a shut door meanwhile."""
    location = partners.record_of(request.user, "location", uid)
    if location is None:
        raise Http404
    initial = _days_of(request.GET.get("campagne", ""), location)
    form = ClosureForm(request.POST or None, instance=Closure(location=location), initial=initial)
    if request.method == "POST" and form.is_valid():
        closure = form.keep()
        campaigns.closed(location, closure.starts_on, closure.ends_on)
        reports.answer_with_closure(closure, closure_line(closure))
        messages.success(request, _("C’est noté. Le public le lit dès maintenant."))
        return _home()
    context = _context(record=location, form=form, table=None, kind="close")
    return render(request, "services/partner/change.html", context)


def _days_of(asked: str, location: Location) -> dict:
    """The days of the campaign that asked, to be corrected rather than typed."""
    found = Campaign.objects.filter(
        pk=int(asked) if asked.isdecimal() and len(asked) < 10 else 0,
        invitations__actor=location.actor,
    ).first()
    if found is None:
        return {}
    return {name: plain_value(getattr(found, name)) for name in ("starts_on", "ends_on")}


@for_partners
@require_POST
def reopen(request, pk: int):
    """A closure said by mistake, or shortened, is taken back at once."""
    mine = Location.objects.editable_by(request.user)
    closure = get_object_or_404(Closure, pk=pk, location__in=mine)
    closure._change_reason = _("Retiré par le partenaire")
    closure.delete()
    messages.success(request, _("C’est noté : cette fermeture est retirée."))
    return _home()


@for_partners
@require_POST
def nothing_changes(request, pk: int):
    """The shortest answer to a campaign."""
    mine = Invitation.objects.filter(pk=pk, actor__in=partners.actors_of(request.user))
    if not mine.exists():
        raise Http404
    campaigns.answer(mine, Invitation.Answer.SAME)
    messages.success(request, _("Merci ! C’est noté : rien ne change."))
    return _home()


@never_cache
@require_POST
def leave(request):
    elsewhere = leave_url(request)
    logout(request)
    return HttpResponseRedirect(elsewhere or reverse("home"))
