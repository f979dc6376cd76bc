"""Tables that staff only look at, and that the menu does not list."""

from django.contrib import admin

from actors.admin.technical import LookOnlyAdmin
from services.models import Revision, Shortlist


@admin.register(Revision)
class RevisionAdmin(LookOnlyAdmin):
    list_display = ("number", "changed_at")
    search_fields = ("number",)


@admin.register(Shortlist)
class ShortlistAdmin(LookOnlyAdmin):
    list_display = ("code", "expires_at")
    search_fields = ("code",)
    ordering = ("-expires_at",)
