"""Admin of printed editions: staff only say which one went to homes."""

from django.contrib import admin

from actors.admin.plain import PlainAdmin
from services.models import PrintedEdition


@admin.register(PrintedEdition)
class PrintedEditionAdmin(PlainAdmin):
    list_display = ("number", "kind", "built_at", "page_count", "for_homes")
    list_filter = ("kind", "for_homes")
    search_fields = ("number",)
    ordering = ("-built_at",)
    fields = ("number", "kind", "built_at", "page_count", "for_homes")
    readonly_fields = ("number", "kind", "built_at", "page_count")

    def has_add_permission(self, request):
        return False  # made by build_guide

    def has_delete_permission(self, request, obj=None):
        return False
