"""Admin of the guide itself: its one row of settings, and its dated notices."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from solo.admin import SingletonModelAdmin

from actors.admin.history import HistoryAdmin
from actors.admin.locked import tell_hours
from actors.admin.plain import PlainAdmin
from services.admin.filters import ToComeFilter
from services.admin.forms import GuideSettingsForm
from services.models import GuideSettings, Notice


@admin.register(GuideSettings)
class GuideSettingsAdmin(HistoryAdmin, SingletonModelAdmin, PlainAdmin):
    form = GuideSettingsForm
    object_history_template = HistoryAdmin.object_history_template
    search_fields = ("name",)
    fieldsets = (
        (None, {"fields": ("name", "tagline", "logo")}),
        (
            gettext_lazy("Le téléphone d’aide"),
            {"fields": ("help_phone", "help_name", "help_hours", "help_hours_verified_on")},
        ),
        (gettext_lazy("Contact"), {"fields": ("contact_email", "contact_address")}),
        (
            gettext_lazy("Ce que la loi demande"),
            {"fields": ("publisher", "publication_director", "host", "data_protection_contact")},
        ),
    )

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "help_hours" in form.changed_data:
            tell_hours(request, obj.help_hours, form.fields["help_hours"].understood)

    def response_change(self, request, obj):
        messages.success(request, _("Les réglages du guide sont enregistrés."))
        return redirect(request.path if "_continue" in request.POST else "admin:index")


@admin.register(Notice)
class NoticeAdmin(PlainAdmin):
    list_display = ("text", "starts_on", "ends_on")
    list_filter = (ToComeFilter,)
    search_fields = ("text",)
    search_help_text = gettext_lazy("Un mot de l’annonce.")
    fields = ("text", "link", ("starts_on", "ends_on"))
