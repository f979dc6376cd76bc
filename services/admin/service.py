"""Admin of services, in the order of their public page."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from actors.admin.base import PROVENANCE, PUBLICATION, VERIFICATION, RecordAdmin
from services import choices
from services.admin.filters import NeedFilter, PillarFilter, ServiceTodoFilter
from services.admin.forms import ServiceForm
from services.admin.places import PlaceOfServiceInline
from services.models import Service


@admin.register(Service)
class ServiceAdmin(RecordAdmin):
    form = ServiceForm
    inlines = [PlaceOfServiceInline]
    autocomplete_fields = ("actor",)
    list_display = (
        "title",
        "actor_short",
        "pillar_plain",
        "state",
        "verification",
        "doubts_in_words",
    )
    list_select_related = ("actor",)
    list_filter = (ServiceTodoFilter, "state", PillarFilter, NeedFilter)
    search_fields = ("title_key", "actor__name_key", "summary")
    search_help_text = _("Un titre, un acteur, un mot du résumé ou un téléphone.")
    fieldsets = (
        (None, {"fields": ("title", "actor", "pillar", "summary")}),
        (
            _("Quoi"),
            {"fields": ("description", "kind", "needs", "theme", "level", "support")},
        ),
        (
            _("Pour qui"),
            {
                "fields": (
                    "audience",
                    "audience_note",
                    ("age_min", "age_max"),
                    "special_care",
                    "language",
                    "conditions",
                )
            },
        ),
        (_("Prix"), {"fields": ("fee", "price_note")}),
        (
            _("Comment venir ou demander"),
            {
                "fields": (
                    "access",
                    "appointment",
                    ("accepts_new", "full_until"),
                    "bring",
                    "bring_note",
                    "mobilisable_by",
                    "mobilisation_note",
                    "mobilisation_url",
                )
            },
        ),
        (_("Contact"), {"fields": ("phone", "email", "website")}),
        PUBLICATION,
        (_("Vérification"), {"fields": VERIFICATION}),
        PROVENANCE,
        (_("Pour les conseillers"), {"fields": ("professional_note",)}),
        (
            _("Données ouvertes"),
            {
                "fields": ("eligibility_zone", "reception", "mobilisation", "di_theme"),
                "classes": ("collapse",),
            },
        ),
    )

    @admin.display(description=_("acteur"), ordering="actor__name_key")
    def actor_short(self, obj) -> str:
        return obj.actor.short_name

    @admin.display(description=_("pilier"), ordering="pillar")
    def pillar_plain(self, obj) -> str:
        return choices.PILLAR.label_of(obj.pillar)
