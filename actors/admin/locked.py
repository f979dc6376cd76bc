"""Records in the admin: nothing lost between two people, one history row a save, plain words."""

from django.contrib import admin, messages
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.models import is_historic

from actors import opening_hours
from actors.admin.plain import PlainFields
from actors.fields import HoursField, hours_sentence
from actors.locking import LockedForm, LockedFormSet


class LockedFieldsets:
    """Puts the hidden photograph of the record in the form of an admin page or of an inline."""

    form = LockedForm

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not self.has_change_permission(request, obj):
            return fieldsets
        (name, options), *others = fieldsets
        return [(name, {**options, "fields": ("seen", *options["fields"])}), *others]


class LockedInline(LockedFieldsets, PlainFields, admin.StackedInline):
    """Rows of another record, each locked by itself."""

    formset = LockedFormSet
    extra = 0
    show_change_link = True


class LockedAdmin(LockedFieldsets):
    """For a ModelAdmin with simple_history whose form is a LockedForm."""

    def save_model(self, request, obj, form, change):
        if not change:
            super().save_model(request, obj, form, change)
        elif form.has_changed() or is_historic(obj):
            # Links first and silently, so that one history row tells the whole change.
            obj.skip_history_when_saving = True
            form.save_m2m()
            del obj.skip_history_when_saving
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for one in [form, *(row for formset in formsets for row in formset.forms)]:
            self._tell(request, one)

    def history_form_view(self, request, *args, **kwargs):
        with transaction.atomic():
            return super().history_form_view(request, *args, **kwargs)

    def _tell(self, request, form) -> None:
        """What was merged, and how hours were understood."""
        if getattr(form, "merged", ()):
            text = _(
                "Quelqu’un a modifié cette fiche pendant que vous écriviez (%(fields)s). "
                "Ses changements et les vôtres sont gardés."
            ) % {"fields": ", ".join(form.merged)}
            messages.info(request, text)
        for name, field in form.fields.items():
            if isinstance(field, HoursField) and name in form.changed_data:
                tell_hours(request, form.cleaned_data.get(name, ""), field.understood)


def tell_hours(request, text: str, written: str = "") -> None:
    """After a save: what the public now reads, and what may not mean what it seems to."""
    sentence = hours_sentence(text)
    if not sentence:
        return
    if written:
        told = _("Vous avez écrit « %(written)s ». Le public lira : « %(sentence)s »")
    else:
        told = _("Horaires enregistrés. Le public lira : « %(sentence)s »")
    messages.info(request, told % {"written": written, "sentence": sentence})
    for warning in opening_hours.warnings(text):
        messages.warning(request, warning)
