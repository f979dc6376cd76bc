"""Admin of permanences: a service at a location, alone or within one of the two."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from actors.admin.base import PROVENANCE, VERIFICATION, EditableMixin, VerifiedMixin
from actors.admin.history import HistoryAdmin
from actors.admin.locked import LockedAdmin, LockedInline
from actors.admin.plain import FoldedSearchMixin, PlainAdmin
from services.admin.filters import PlaceTodoFilter
from services.admin.forms import FullPlaceForm, PlaceForm
from services.models import ServiceAtLocation


class PlaceInline(LockedInline):
    model = ServiceAtLocation
    form = PlaceForm
    verbose_name = _("permanence")
    fields = ("opening_hours", "hours_verified_on", "note")


class PlaceOfServiceInline(PlaceInline):
    autocomplete_fields = ("location",)
    fields = ("location", *PlaceInline.fields)
    verbose_name_plural = _("où et quand : ses permanences")


class PlaceAtLocationInline(PlaceInline):
    autocomplete_fields = ("service",)
    fields = ("service", *PlaceInline.fields)
    verbose_name_plural = _("services rendus ici : ses permanences")


@admin.register(ServiceAtLocation)
class ServiceAtLocationAdmin(
    EditableMixin, FoldedSearchMixin, VerifiedMixin, LockedAdmin, HistoryAdmin, PlainAdmin
):
    form = FullPlaceForm
    autocomplete_fields = ("service", "location")
    list_display = ("service", "location", "opening_hours", "verification", "doubts_in_words")
    list_select_related = ("service", "location")
    list_filter = (PlaceTodoFilter,)
    search_fields = ("service__title_key", "location__name_key")
    search_help_text = _("Un service ou un lieu.")
    ordering = ("service__title_key", "pk")
    fieldsets = (
        (None, {"fields": ("service", "location", "note")}),
        (_("Quand"), {"fields": ("opening_hours", "hours_verified_on")}),
        (_("Vérification"), {"fields": VERIFICATION}),
        PROVENANCE,
    )
