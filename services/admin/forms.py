"""Forms of staff for services, their places, the agenda and the guide's own settings."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from actors.fields import CodesField, HoursField, LinesField, PhoneField, TermsField
from actors.forms import RecordForm, WordsFormMixin
from actors.locking import LockedForm
from services import choices
from services.admin.logos import clean_logo


def pillar_choices() -> list[tuple[str, str]]:
    """« Faire mes démarches (Numérique nécessité) »: both names, as on every page."""
    pillars = [(one.code, f"{one.plain} ({one.label})") for one in choices.PILLAR]
    return [("", "---------"), *pillars]


class ServiceForm(RecordForm):
    pillar = forms.ChoiceField(choices=pillar_choices)
    theme = TermsField(
        "theme", help_text=gettext_lazy("Un ou plusieurs. Le public filtre par thème.")
    )
    level = TermsField("level")
    support = TermsField("support")
    audience = TermsField("audience")
    special_care = TermsField("special_care")
    language = TermsField("language")
    fee = TermsField("fee", help_text=gettext_lazy("Rien de coché : le public lit « À demander »."))
    access = TermsField("access")
    bring = TermsField("bring")
    mobilisable_by = TermsField("mobilisable_by")
    reception = TermsField("reception")
    mobilisation = TermsField("mobilisation")
    di_theme = TermsField("di_theme")
    eligibility_zone = LinesField(
        help_text=gettext_lazy("Un code de territoire par ligne, par exemple 13063 pour Miramas.")
    )


class PlaceForm(WordsFormMixin, LockedForm):
    """A service at a location; its own hours only where they differ from the building's."""

    opening_hours = HoursField(
        help_text=gettext_lazy(
            "Seulement si ce service a ses propres horaires. Sinon laissez vide : le public lit "
            "« Accueil du lieu » suivi des horaires du lieu."
        )
    )


class FullPlaceForm(PlaceForm):
    sources = LinesField()
    doubts = CodesField("doubt")


class ClosureForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        place, location = cleaned.get("service_at_location"), cleaned.get("location")
        if place and location and place.location_id != location.pk:
            self.add_error(
                "service_at_location",
                _("Ce service n’est pas rendu dans ce lieu. Choisissez une permanence de ce lieu."),
            )
        return cleaned


class SeriesForm(WordsFormMixin, forms.ModelForm):
    exceptions = LinesField(help_text=gettext_lazy("Une date par ligne, par exemple 24/12/2026."))


class NeedForm(WordsFormMixin, forms.ModelForm):
    pillar = forms.ChoiceField(choices=pillar_choices)
    themes = CodesField("theme")

    def clean_icon(self) -> str:
        """A name that does not exist would leave the home page with a stand-in."""
        name = self.cleaned_data["icon"]
        try:
            lucide(name)
        except IconDoesNotExist as error:
            raise ValidationError(
                _("Ce pictogramme n’existe pas. Essayez par exemple « file-text » ou « printer »."),
                code="icon",
            ) from error
        return name


class StepForm(WordsFormMixin, forms.ModelForm):
    pillar = forms.ChoiceField(choices=pillar_choices)


class GuideSettingsForm(WordsFormMixin, forms.ModelForm):
    help_phone = PhoneField(required=True)
    help_hours = HoursField(
        help_text=gettext_lazy("Par exemple : lundi à vendredi 8h30-12h et 13h30-17h.")
    )

    def clean_logo(self):
        return clean_logo(self.cleaned_data["logo"])
