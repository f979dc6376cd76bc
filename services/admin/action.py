"""Admin of the actions of the year; a workshop or a service fills most of the form."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.admin.history import HistoryAdmin
from actors.admin.plain import PlainAdmin
from services.figures import label
from services.models import Action, Service, Session


@admin.register(Action)
class ActionAdmin(HistoryAdmin, PlainAdmin):
    autocomplete_fields = ("actors", "service", "session")
    list_display = ("title", "date", "kind", "pillar", "people_reached", "cost")
    list_filter = ("kind", "pillar")
    search_fields = ("title", "description")
    search_help_text = gettext_lazy("Un mot du titre ou de la présentation.")
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("title", "date", "kind", "pillar", "actors")}),
        (
            gettext_lazy("Ce que cela a donné"),
            {"fields": ("people_reached", "cost", "evidence_url", "description")},
        ),
        (gettext_lazy("D’où elle vient"), {"fields": ("service", "session")}),
    )

    def get_changeform_initial_data(self, request):
        """`?session=12` or `?service=3`: all that the guide already knows of it."""
        session = _one(Session.objects.select_related("service_at_location__service"), request)
        if session:
            return label.begun_from_session(session)
        service = _one(Service.objects.all(), request)
        if service:
            return label.begun_from_service(service)
        given = super().get_changeform_initial_data(request)
        return {name: given[name] for name in given if name not in ("session", "service")}

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        session = None if obj else _one(Session.objects.all(), request)
        taken = label.registered(session) if session else None
        if taken is not None:
            told = _("%(n)d places étaient réservées. Écrivez combien de personnes sont venues.")
            form.base_fields["people_reached"].help_text = told % {"n": taken}
        return form


def _one(rows, request):
    """The row that the address names, if it names one of these."""
    pk = request.GET.get(rows.model._meta.model_name, "")
    return rows.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None


def action_link(session: Session) -> str:
    """To the action of this workshop, or to the form that makes it."""
    action = getattr(session, "action", None)
    if action is not None:
        url = reverse("admin:services_action_change", args=[action.pk])
        return format_html('<a href="{}">{}</a>', url, _("Voir l’action"))
    url = reverse("admin:services_action_add")
    return format_html('<a href="{}?session={}">{}</a>', url, session.pk, _("En faire une action"))
