"""Admin of what waits for the town: reports, and proposals to look at."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from actors import audit
from actors.admin.base import tell
from actors.admin.plain import PlainAdmin
from actors.admin.technical import LookOnlyAdmin
from services.models import Proposal, Report
from services.upkeep import reports
from services.upkeep.records import record_named


def record_of(request, kind: str, uid):
    """From a uid to the page where staff edit that record."""
    if not request.user.edits_everything:
        raise PermissionDenied
    record = record_named(kind, uid)
    if record is None:
        raise Http404
    meta = record._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
    return HttpResponseRedirect(url)


@admin.register(Report)
class ReportAdmin(PlainAdmin):
    export_without = ("email", "token")
    actions = ["mark_fixed", "mark_rejected"]
    list_display = (
        "problem",
        "about",
        "message",
        "status",
        "deadline",
        "from_advisor",
        "created_at",
    )
    list_filter = ("status", "problem", "from_advisor")
    search_fields = ("message", "page", "answer")
    search_help_text = _("Un mot du message ou de la page.")
    ordering = ("-created_at", "-pk")
    fields = (
        "problem",
        "message",
        "about",
        "from_advisor",
        "email",
        "created_at",
        "deadline",
        "status",
        "answer",
        "closed_at",
    )
    readonly_fields = (
        "problem",
        "message",
        "about",
        "from_advisor",
        "email",
        "created_at",
        "deadline",
        "closed_at",
    )

    @admin.display(description=_("à propos de"))
    def about(self, report: Report):
        """The page, and a link to what must be put right."""
        if not report.kind or not report.uid:
            return report.page or "–"
        url = reverse("admin:record_of", args=[report.kind, report.uid])
        return format_html('<a href="{}">{}</a>', url, report.page or report.kind)

    @admin.display(description=_("à traiter avant le"), ordering="created_at")
    def deadline(self, report: Report) -> str:
        if report.closed_at:
            return "–"
        day = date_format(reports.due_at(report), "j F Y")
        is_late = reports.due_at(report) < timezone.now()
        return gettext("%(day)s, en retard") % {"day": day} if is_late else day

    @admin.action(description=_("Corrigé : le dire à la personne"), permissions=["change"])
    def mark_fixed(self, request, queryset):
        count = reports.close(queryset, status=Report.Status.FIXED)
        tell(request, count, ngettext("%d réponse donnée.", "%d réponses données.", count))

    @admin.action(description=_("Sans suite"), permissions=["change"])
    def mark_rejected(self, request, queryset):
        count = reports.close(queryset, status=Report.Status.REJECTED)
        tell(request, count, ngettext("%d réponse donnée.", "%d réponses données.", count))

    def get_urls(self):
        view = self.admin_site.admin_view(record_of)
        return [path("fiche/<str:kind>/<uuid:uid>/", view, name="record_of"), *super().get_urls()]

    def has_add_permission(self, request):
        """Reports come from the public pages."""
        return False

    def save_model(self, request, obj, form, change):
        is_open = obj.status in {Report.Status.NEW, Report.Status.IN_PROGRESS}
        obj.closed_at = None if is_open else obj.closed_at or timezone.now()
        super().save_model(request, obj, form, change)
        if obj.closed_at and "status" in form.changed_data:
            audit.record("report_closed", about=f"signalement {obj.pk}", status=obj.status)


@admin.register(Proposal)
class ProposalAdmin(LookOnlyAdmin):
    list_display_links = None
    list_display = ("decide", "actor", "origin", "status", "created_at")
    list_select_related = ("actor",)
    list_filter = ("status", "origin", "kind")
    search_fields = ("actor__name_key", "comment")
    search_help_text = _("Un acteur ou un mot du commentaire.")
    ordering = ("-created_at", "-pk")

    @admin.display(description=_("proposition"))
    def decide(self, proposal: Proposal):
        url = reverse("proposal_page", args=[proposal.pk])
        return format_html('<a href="{}">{}</a>', url, proposal.get_kind_display())
