"""What a partner fills: the fields of a record it may change, and a temporary closure."""

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.fields import PhoneField
from services.models import Closure, ServiceAtLocation
from services.upkeep import partners

_DAY = {"attrs": {"type": "date"}, "format": "%Y-%m-%d"}


def asked(field: models.Field, **options):
    """A phone as people write it; a site without its « https:// »; a day from the calendar."""
    if field.name == "phone":
        return field.formfield(form_class=PhoneField, **options)
    if isinstance(field, models.URLField):
        return field.formfield(assume_scheme="https", **options)
    if isinstance(field, models.DateField):
        return field.formfield(widget=forms.DateInput(**_DAY), **options)
    return field.formfield(**options)


def form_of(kind: str, record, data):
    """The fields a partner may change on this kind of record."""
    model_form = forms.modelform_factory(
        type(record), fields=partners.FIELDS[kind], formfield_callback=asked
    )
    # A copy: checking a form writes its values on the instance.
    return model_form(data, instance=type(record)._base_manager.get(pk=record.pk))


class ClosureForm(forms.ModelForm):
    """Days when the place, or one service there, is shut."""

    class Meta:
        model = Closure
        fields = ("service_at_location", "starts_on", "ends_on", "reason")
        widgets = {name: forms.DateInput(**_DAY) for name in ("starts_on", "ends_on")}
        labels = {
            "service_at_location": gettext_lazy("Ce qui ferme"),
            "starts_on": gettext_lazy("Premier jour de fermeture"),
            "ends_on": gettext_lazy("Dernier jour de fermeture"),
            "reason": gettext_lazy("Raison, si vous voulez"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        services = self.fields["service_at_location"]
        services.queryset = ServiceAtLocation.objects.filter(
            location=self.instance.location
        ).select_related("service", "location")
        services.empty_label = _("Tout le lieu")
        services.label_from_instance = lambda place: place.service.title
        if not services.queryset.exists():
            del self.fields["service_at_location"]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("La fin est avant le début."))
        elif last and last < timezone.localdate():
            self.add_error("ends_on", _("Ces jours sont déjà passés."))
        return cleaned

    def keep(self) -> Closure:
        """Save it, once: the same days sent twice are one closure."""
        told = {name: self.cleaned_data.get(name) for name in self.fields if name != "reason"}
        known = Closure.objects.filter(location=self.instance.location, **told).first()
        if known:
            return known
        self.instance._change_reason = _("Dit par le partenaire")
        return self.save()
