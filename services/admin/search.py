"""Admin of the search: everyday words, and what was searched without an answer."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from actors.admin.plain import PlainAdmin
from actors.admin.technical import LookOnlyAdmin
from services.models import LexiconEntry, SearchCount


@admin.register(LexiconEntry)
class LexiconEntryAdmin(PlainAdmin):
    list_display = ("concept", "label", "language", "is_active")
    list_filter = ("language", "is_active")
    search_fields = ("concept", "label", "expressions", "terms")
    search_help_text = _("Un mot d’habitant, par exemple « capte ».")
    ordering = ("concept", "language")
    fieldsets = (
        (None, {"fields": ("concept", "label", "language", "expressions", "is_active")}),
        (_("Mène à"), {"fields": ("terms", "parent", "needs", "filters")}),
    )


class AnsweredFilter(admin.SimpleListFilter):
    """« Besoins sans réponse »: what the guide had nothing on."""

    title = _("réponse")
    parameter_name = "reponse"

    def lookups(self, request, model_admin):
        return [("sans", _("sans réponse")), ("avec", _("avec réponse"))]

    def queryset(self, request, queryset):
        if self.value() == "sans":
            return queryset.filter(results=0)
        return queryset.filter(results__gt=0) if self.value() == "avec" else queryset


@admin.register(SearchCount)
class SearchCountAdmin(LookOnlyAdmin):
    list_display = ("words", "count", "results", "language", "day")
    list_filter = (AnsweredFilter, "language")
    search_fields = ("words",)
    ordering = ("-count", "-day")
