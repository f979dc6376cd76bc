"""`/partenaire/`: three screens for a phone. A link shows one button; nothing acts on GET."""

from functools import wraps

from django import forms
from django.contrib import messages
from django.contrib.auth import login, logout
from django.db import models
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from actors.accounts import proconnect
from actors.accounts.proconnect.views import leave_url
from actors.fields import PhoneField
from actors.hours_table import HoursTableForm
from services.models import Closure, Proposal
from services.upkeep import partners
from services.upkeep.call_sheet import lines
from services.upkeep.hours_views import WITH_HOURS

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
    return HttpResponseRedirect(reverse("partner_home"))


@for_partners
@require_safe
def home(request):
    actors = list(partners.actors_of(request.user))
    waiting = Proposal.objects.filter(author=request.user, status=Proposal.Status.WAITING)
    context = _context(
        sheets=[{"actor": actor, "lines": lines(actor, timezone.now())} for actor in actors],
        waiting=set(waiting.values_list("uid", flat=True)),
        refused=Proposal.objects.filter(
            author=request.user, status=Proposal.Status.REFUSED
        ).order_by("-decided_at")[:3],
    )
    return render(request, "services/partner/home.html", context)


@for_partners
@require_POST
def confirm(request, pk: int):
    """« Tout est juste. »"""
    actor = partners.actors_of(request.user).filter(pk=pk).first()
    if actor is None:
        raise Http404
    partners.confirm_all(actor)
    messages.success(request, _("Merci ! C’est noté : tout est juste."))
    return HttpResponseRedirect(reverse("partner_home"))


def _asked(field: models.Field, **options):
    """A phone as people write it; an address of a site without its « https:// »."""
    if field.name == "phone":
        return field.formfield(form_class=PhoneField, **options)
    if isinstance(field, models.URLField):
        return field.formfield(assume_scheme="https", **options)
    return field.formfield(**options)


def _form_of(kind: str, record, data):
    """The fields a partner may change on this kind of record."""
    model_form = forms.modelform_factory(
        type(record), fields=partners.FIELDS[kind], formfield_callback=_asked
    )
    return model_form(data, instance=type(record)._base_manager.get(pk=record.pk))


@for_partners
def change(request, kind: str, uid):
    record = partners.record_of(request.user, kind, uid)
    if record is None:
        raise Http404
    data = request.POST or None
    form = _form_of(kind, record, data)
    table = HoursTableForm(data, text=record.opening_hours) if kind in WITH_HOURS else None
    if request.method == "POST" and form.is_valid() and (table is None or table.is_valid()):
        values = {name: form.cleaned_data[name] for name in partners.FIELDS[kind]}
        if table is not None and not (table.is_beyond and not table.osm()):
            values["opening_hours"] = table.osm()
        kept = partners.propose(record, kind, values, user=request.user)
        text = _("Merci ! La Ville relit, puis publie.") if kept else _("Rien n’a changé.")
        messages.success(request, text)
        return HttpResponseRedirect(reverse("partner_home"))
    context = _context(record=record, form=form, table=table, kind=kind)
    return render(request, "services/partner/change.html", context)


class ClosureForm(forms.ModelForm):
    class Meta:
        model = Closure
        fields = ("starts_on", "ends_on", "reason")
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("starts_on", "ends_on")
        }

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("La fin est avant le début."))
        return cleaned


@for_partners
def close(request, uid):
    """A temporary closure applies at once: nobody should walk to a shut door meanwhile."""
    location = partners.record_of(request.user, "location", uid)
    if location is None:
        raise Http404
    form = ClosureForm(request.POST or None, instance=Closure(location=location))
    if request.method == "POST" and form.is_valid():
        form.instance._change_reason = _("Dit par le partenaire")
        form.save()
        messages.success(request, _("C’est noté. Le public le lit dès maintenant."))
        return HttpResponseRedirect(reverse("partner_home"))
    context = _context(record=location, form=form, table=None, kind="close")
    return render(request, "services/partner/change.html", context)


@never_cache
@require_POST
def leave(request):
    elsewhere = leave_url(request)
    logout(request)
    return HttpResponseRedirect(elsewhere or reverse("home"))
