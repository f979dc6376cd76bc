"""Admin of what the nightly inspection found: each remark one click from its record."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from actors.admin.technical import LookOnlyAdmin
from services.models import Finding


@admin.register(Finding)
class FindingAdmin(LookOnlyAdmin):
    list_display = ("code", "about", "message", "since")
    list_display_links = None
    list_filter = ("code", "kind")
    search_fields = ("name", "message")
    search_help_text = _("Un mot du nom de la fiche ou de la remarque.")
    ordering = ("code", "name", "pk")
    fields = ("code", "about", "message", "seen_on")
    readonly_fields = fields

    @admin.display(description=_("fiche"), ordering="name")
    def about(self, finding: Finding):
        url = reverse("admin:record_of", args=[finding.kind, finding.uid])
        return format_html('<a href="{}">{}</a>', url, finding.name)

    @admin.display(description=_("depuis le"), ordering="seen_on")
    def since(self, finding: Finding):
        return finding.seen_on
