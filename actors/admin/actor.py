"""Admin of actors, with their locations in short."""

from django.contrib import admin
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from actors.admin.base import PROVENANCE, PUBLICATION, VERIFICATION, RecordAdmin
from actors.admin.filters import TodoFilter
from actors.admin.locked import LockedInline
from actors.forms import ActorForm, LocationInlineForm
from actors.models import Actor, Location


class LocationInline(LockedInline):
    model = Location
    form = LocationInlineForm
    can_delete = False
    verbose_name_plural = _("ses lieux, en bref")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("name", "state"),
                    "address",
                    ("postcode", "city"),
                    "phone",
                    "opening_hours",
                )
            },
        ),
    )


@admin.register(Actor)
class ActorAdmin(RecordAdmin):
    form = ActorForm

    class Media:
        css = {"all": ["admin-guide/pin.css"]}
        js = [Script("admin-guide/address.js", defer=True)]

    inlines = [LocationInline]
    list_display = ("name", "kind", "state", "verification", "doubts_in_words")
    list_filter = (TodoFilter, "state", "kind", "cited_by_town")
    search_fields = ("name_key", "short_name", "email")
    search_help_text = _("Un nom, un téléphone ou une adresse e-mail.")
    fieldsets = (
        (None, {"fields": ("name", "short_name", "kind", "description")}),
        (_("Contact"), {"fields": ("phone", "email", "website")}),
        (
            _("Liens avec la Ville"),
            {"fields": ("cited_by_town", "network_member_since")},
        ),
        PUBLICATION,
        (_("Vérification"), {"fields": VERIFICATION}),
        PROVENANCE,
        (_("Pour les conseillers"), {"fields": ("professional_note",)}),
        (
            _("Données ouvertes"),
            {"fields": ("siret", "rna", "typology", "programme"), "classes": ("collapse",)},
        ),
    )
