"""Admin of locations."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms.widgets import Script
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import geocoding, pins
from actors.admin.base import PROVENANCE, PUBLICATION, VERIFICATION, RecordAdmin
from actors.admin.filters import LocationTodoFilter
from actors.forms import LocationForm
from actors.models import Location


@admin.register(Location)
class LocationAdmin(RecordAdmin):
    form = LocationForm
    autocomplete_fields = ("actor",)
    list_display = ("name", "actor_short", "city", "state", "verification", "doubts_in_words")
    list_select_related = ("actor",)
    list_filter = (LocationTodoFilter, "state", "city")
    search_fields = ("name_key", "actor__name_key", "address", "city")
    search_help_text = gettext_lazy("Un nom, un acteur, une rue, une commune ou un téléphone.")
    fieldsets = (
        (None, {"fields": ("name", "actor", "summary", "description")}),
        (
            gettext_lazy("Où"),
            {
                "fields": (
                    "address",
                    "address_extra",
                    ("postcode", "city", "city_code"),
                    ("latitude", "longitude"),
                    "keep_pin",
                    "access_note",
                )
            },
        ),
        (gettext_lazy("Quand"), {"fields": ("opening_hours", "hours_verified_on")}),
        (
            gettext_lazy("Accès et équipement"),
            {"fields": ("wheelchair", "accessibility_url", "equipment")},
        ),
        (gettext_lazy("Contact"), {"fields": ("phone", "email", "website", "booking_url")}),
        PUBLICATION,
        (gettext_lazy("Vérification"), {"fields": VERIFICATION}),
        PROVENANCE,
        (
            gettext_lazy("Données ouvertes"),
            {
                "fields": ("siret", "rna", "typology", "mobility", "programme", "training_label"),
                "classes": ("collapse",),
            },
        ),
    )

    @admin.display(description=gettext_lazy("acteur"), ordering="actor__name_key")
    def actor_short(self, obj) -> str:
        return obj.actor.short_name

    def get_urls(self):
        view = self.admin_site.admin_view(self.suggestions_view)
        name = "actors_location_suggestions"
        return [path("suggestions/", view, name=name), *super().get_urls()]

    def suggestions_view(self, request):
        """`{"down": bool, "found": […]}`; what is typed is written nowhere."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        try:
            found = geocoding.search(request.GET.get("q", ""), is_typing=True)
        except geocoding.GeocoderDown:
            return JsonResponse({"down": True, "found": []})
        return JsonResponse({"down": False, "found": [pins.suggestion(one) for one in found]})

    class Media:
        css = {"all": ["admin-guide/pin.css"]}
        js = [
            Script("admin-guide/pin.js", defer=True),
            Script("admin-guide/address.js", defer=True),
        ]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.is_unchecked:
            messages.info(
                request,
                _(
                    "Le service d’adresses ne répond pas : le point n’a pas été comparé à "
                    "l’adresse. C’est enregistré."
                ),
            )
        if pins.is_doubtful(form.instance):
            messages.warning(
                request,
                _(
                    "Le point est hors de Miramas, alors que la commune est Miramas. "
                    "C’est enregistré : vérifiez la latitude et la longitude."
                ),
            )
