"""Forms of staff for actors and locations; the terms of a record as one group a vocabulary."""

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import to_historic
from simple_history.utils import get_m2m_reverse_field_name

from actors import geocoding, pins, vocabularies
from actors.fields import (
    CodesField,
    CoordinateField,
    HoursField,
    LinesField,
    PhoneField,
    TermsField,
    hours_help,
)
from actors.locking import LockedForm
from actors.models import Term
from actors.widgets import give_name

HOURS_HELP = _(
    "Écrivez comme vous le diriez : « lundi à vendredi 9h-12h et 14h-17h, "
    "fermé les jours fériés ». "
    "Laissez vide si vous ne savez pas : le public lit « Horaires à demander »."
)


class WordsFormMixin:
    """Declared fields speak the model's words, and the hours tell what the public reads."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self._take_words(name, field)
            if isinstance(field, CodesField):
                field.keep(self.get_initial_for_field(field, name) or ())
            give_name(field)
            if isinstance(field, HoursField):
                stored = self.get_initial_for_field(field, name)
                field.help_text = hours_help(stored, field.help_text)

    def _take_words(self, name: str, field: forms.Field) -> None:
        if isinstance(field, TermsField):
            words = vocabularies.vocabulary(field.vocabulary).label
            field.label = field.label or capfirst(words)
            return
        try:
            described = self._meta.model._meta.get_field(name)
        except FieldDoesNotExist:
            return
        field.label = field.label or capfirst(described.verbose_name)
        field.help_text = field.help_text or described.help_text


class TermsFormMixin:
    """One group of boxes per vocabulary (the TermsFields); together they are `terms`."""

    _codes: dict[str, list[str]] | None = None

    def get_initial_for_field(self, field, field_name):
        if isinstance(field, TermsField):
            return self._initial_codes().get(field.vocabulary, [])
        past = to_historic(self.instance)
        if past is not None and isinstance(field, forms.ModelMultipleChoiceField):
            return _related_then(past, field_name)
        return super().get_initial_for_field(field, field_name)

    def _initial_codes(self) -> dict[str, list[str]]:
        if self._codes is None:
            past = to_historic(self.instance)
            terms = self.instance.terms.all() if self.instance.pk else ()
            self._codes = {}
            for term in _related_then(past, "terms") if past is not None else terms:
                self._codes.setdefault(term.vocabulary, []).append(term.code)
        return self._codes

    def _save_m2m(self):
        super()._save_m2m()
        self.instance.terms.set(self._chosen_terms())

    def _chosen_terms(self) -> list[Term]:
        chosen = {
            field.vocabulary: set(self.cleaned_data[name])
            for name, field in self.fields.items()
            if isinstance(field, TermsField)
        }
        # Terms of vocabularies that this form does not show stay as they are.
        kept = self.instance.terms.exclude(vocabulary__in=chosen)
        offered = Term.objects.filter(vocabulary__in=chosen)
        return [*kept, *(term for term in offered if term.code in chosen[term.vocabulary])]


def _related_then(past, field_name: str) -> list:
    """The records that a past version was linked to through a many-to-many field."""
    link = get_m2m_reverse_field_name(past.instance_type._meta.get_field(field_name))
    return [getattr(row, link) for row in getattr(past, field_name).select_related(link)]


class RecordForm(WordsFormMixin, TermsFormMixin, LockedForm):
    """What the forms of actors, locations and services share."""

    phone = PhoneField()
    sources = LinesField()
    doubts = CodesField(
        "doubt", help_text=_("Pourquoi la fiche reste à vérifier. Le public ne les voit pas.")
    )


class ActorForm(RecordForm):
    typology = TermsField("typology")
    programme = TermsField("programme")


_OF_ADDRESS = ("address", "postcode", "city")


class LocationForm(RecordForm):
    # Whether nobody could say if the point is at the address.
    is_unchecked = False
    opening_hours = HoursField(help_text=HOURS_HELP)
    latitude = CoordinateField(
        help_text=_("Laissez les deux cases vides si vous ne savez pas : aucun point ne s’affiche.")
    )
    longitude = CoordinateField()
    keep_pin = forms.BooleanField(
        required=False,
        initial=False,
        label=_("Garder ce point, même loin de l’adresse"),
    )
    equipment = TermsField("equipment")
    typology = TermsField("typology")
    mobility = TermsField("mobility")
    programme = TermsField("programme")
    training_label = TermsField("training_label")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["latitude"].widget.attrs["data-pin"] = pins.script_settings()
        suggest_addresses(self)

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("keep_pin") and {"latitude", "longitude", *_OF_ADDRESS} & {
            *self.changed_data
        }:
            self._compare_pin(cleaned)
        return cleaned

    def _compare_pin(self, cleaned: dict) -> None:
        """A point far from the address it bears needs a tick; no answer asks for nothing."""
        point = cleaned.get("latitude"), cleaned.get("longitude")
        if None in point or not geocoding.is_on():
            return
        try:
            found = geocoding.locate(*(cleaned.get(name) or "" for name in _OF_ADDRESS))
        except geocoding.GeocoderDown:
            self.is_unchecked = True
            return
        metres = geocoding.metres_from(found, *point) if found else 0
        if metres > pins.FAR_METRES:
            text = gettext(
                "Ce point est à %(length)s de cette adresse. Corrigez l’un des deux, "
                "ou cochez « Garder ce point »."
            ) % {"length": pins.length_words(metres)}
            self.add_error("latitude", text)


def suggest_addresses(form: forms.Form) -> None:
    if geocoding.is_on():
        form.fields["address"].widget.attrs["data-address"] = pins.address_settings()


class LocationInlineForm(WordsFormMixin, LockedForm):
    """A location on the page of its actor: enough to make one, the rest on its own page."""

    phone = PhoneField()
    opening_hours = HoursField(help_text=HOURS_HELP)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        suggest_addresses(self)
