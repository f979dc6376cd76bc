"""Admin of services, in the order of their public page."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy, ngettext

from actors.admin.base import PROVENANCE, PUBLICATION, VERIFICATION, RecordAdmin
from actors.models import State
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
    list_display = ("title", "actor", "pillar_plain", "state", "verification", "doubts_in_words")
    list_select_related = ("actor",)
    list_filter = (ServiceTodoFilter, "state", PillarFilter, NeedFilter)
    search_fields = ("title_key", "actor__name_key", "summary")
    search_help_text = gettext_lazy("Un titre, un acteur, un mot du résumé ou un téléphone.")
    fieldsets = (
        (None, {"fields": ("title", "actor", "pillar", "summary")}),
        (
            gettext_lazy("Quoi"),
            {"fields": ("description", "kind", "needs", "theme", "level", "support")},
        ),
        (
            gettext_lazy("Pour qui"),
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
        (gettext_lazy("Prix"), {"fields": ("fee", "price_note")}),
        (
            gettext_lazy("Comment venir ou demander"),
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
        (gettext_lazy("Contact"), {"fields": ("phone", "email", "website")}),
        PUBLICATION,
        (gettext_lazy("Vérification"), {"fields": VERIFICATION}),
        PROVENANCE,
        (gettext_lazy("Pour les conseillers"), {"fields": ("professional_note",)}),
        (
            gettext_lazy("Données ouvertes"),
            {
                "fields": ("eligibility_zone", "reception", "mobilisation", "di_theme"),
                "classes": ("collapse",),
            },
        ),
    )

    @admin.display(description=gettext_lazy("pilier"), ordering="pillar")
    def pillar_plain(self, obj) -> str:
        return choices.PILLAR.label_of(obj.pillar)

    @admin.action(description=gettext_lazy("Publier"), permissions=["change"])
    def publish(self, request, queryset):
        super().publish(request, queryset)
        hidden = queryset.exclude(actor__state=State.PUBLISHED).count()
        self._tell_hidden(request, hidden)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        service = form.instance
        self._tell_hidden(request, service.is_published and not service.actor.is_published)

    def view_on_site(self, obj):
        return super().view_on_site(obj) if obj.actor.is_published else None

    def _tell_hidden(self, request, count: int) -> None:
        if count:
            text = ngettext(
                "%(count)d service publié ne se voit pas encore : son acteur n’est pas publié.",
                "%(count)d services publiés ne se voient pas encore : "
                "leur acteur n’est pas publié.",
                count,
            )
            messages.warning(request, text % {"count": count})
