"""Admin of pathways and of their steps."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from actors.admin.base import PublishableMixin
from actors.admin.history import HistoryAdmin
from actors.admin.plain import PlainAdmin, PlainFields
from services.admin.forms import StepForm
from services.models import Pathway, PathwayStep


class StepInline(PlainFields, admin.StackedInline):
    model = PathwayStep
    form = StepForm
    extra = 0
    autocomplete_fields = ("services",)
    fields = ("position", "title", "summary", "pillar", "query", "services")


@admin.register(Pathway)
class PathwayAdmin(PublishableMixin, HistoryAdmin, PlainAdmin):
    inlines = [StepInline]
    # Its public page comes with the pathways.
    view_on_site = False
    list_display = ("title", "state", "position")
    list_filter = ("state",)
    search_fields = ("title", "summary")
    search_help_text = _("Un mot du parcours.")
    fields = ("title", "summary", "position", "state", "slug")
