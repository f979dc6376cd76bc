"""Tables that staff only look at, and that the menu does not list."""

from django.contrib import admin

from actors.admin.plain import PlainAdmin
from actors.models import Term


class LookOnlyAdmin(PlainAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Term)
class TermAdmin(LookOnlyAdmin):
    list_display = ("vocabulary", "code", "label")
    list_filter = ("vocabulary",)
    search_fields = ("code",)
    ordering = ("vocabulary", "code")
