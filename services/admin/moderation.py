"""Admin of what waits for the town: reports, and proposals to look at."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.admin.plain import PlainAdmin
from actors.admin.technical import LookOnlyAdmin
from services.models import Proposal, Report


@admin.register(Report)
class ReportAdmin(PlainAdmin):
    list_display = ("problem", "page", "message", "status", "from_advisor", "created_at")
    list_filter = ("status", "problem", "from_advisor")
    search_fields = ("message", "page", "answer")
    search_help_text = _("Un mot du message ou de la page.")
    ordering = ("-created_at", "-pk")
    fields = (
        "problem",
        "message",
        "page",
        "from_advisor",
        "email",
        "created_at",
        "status",
        "answer",
        "closed_at",
    )
    readonly_fields = (
        "problem",
        "message",
        "page",
        "from_advisor",
        "email",
        "created_at",
        "closed_at",
    )

    def has_add_permission(self, request):
        """Reports come from the public pages."""
        return False

    def save_model(self, request, obj, form, change):
        is_open = obj.status in {Report.Status.NEW, Report.Status.IN_PROGRESS}
        obj.closed_at = None if is_open else obj.closed_at or timezone.now()
        super().save_model(request, obj, form, change)


@admin.register(Proposal)
class ProposalAdmin(LookOnlyAdmin):
    list_display = ("kind", "actor", "origin", "status", "created_at")
    list_select_related = ("actor",)
    list_filter = ("status", "origin", "kind")
    search_fields = ("actor__name_key", "comment")
    search_help_text = _("Un acteur ou un mot du commentaire.")
    ordering = ("-created_at", "-pk")
