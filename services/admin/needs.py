"""Admin of needs: what residents say."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from actors.admin.plain import PlainAdmin
from services import choices
from services.admin.filters import PillarFilter
from services.admin.forms import NeedForm
from services.models import Need


@admin.register(Need)
class NeedAdmin(PlainAdmin):
    form = NeedForm
    list_display = ("label", "pillar_plain", "shown_services", "position")
    list_filter = (PillarFilter,)
    search_fields = ("label", "question", "code")
    search_help_text = _("Un mot du besoin.")
    ordering = ("position", "code")
    fieldsets = (
        (None, {"fields": ("label", "question", "pillar", "themes", "help_note")}),
        (_("Présentation"), {"fields": ("icon", "position", "code")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_counts()

    def get_readonly_fields(self, request, obj=None):
        """The code is in addresses that people keep: it stays."""
        return ("code",) if obj else ()

    @admin.display(description=_("pilier"), ordering="pillar")
    def pillar_plain(self, obj) -> str:
        return choices.PILLAR.label_of(obj.pillar)

    @admin.display(description=_("services publiés"), ordering="service_count")
    def shown_services(self, obj) -> int:
        return obj.service_count
