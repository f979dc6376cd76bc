"""The one FilterSet of list, map, geojson and exports: parameters parsed once, kindly."""

from dataclasses import dataclass

import django_filters
from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from actors import geo, vocabularies
from services import catalogue, matching, openings
from services.choices import PillarCode
from services.models import Service

MAX_VALUES = 20
MAX_RADIUS_M = 50_000
DEFAULT_RADIUS_M = 1_500


class CodesField(forms.Field):
    """Repeated slugs; what is no slug is left out, since a link must never break a page."""

    widget = forms.SelectMultiple

    def clean(self, value) -> list[str]:
        codes: list[str] = []
        for code in (value or [])[:MAX_VALUES]:
            code = code.strip()
            if code and len(code) <= 140 and code.replace("-", "").replace("_", "").isalnum():
                codes.append(code)
        return list(dict.fromkeys(codes))


class CodesFilter(django_filters.Filter):
    """OR inside one parameter."""

    field_class = CodesField


class NumberField(forms.FloatField):
    """A finite number in a range, or nothing at all."""

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


class NumberFilter(django_filters.Filter):
    field_class = NumberField


class TextField(forms.CharField):
    """Words as typed, of which the first 200 signs are read."""

    def clean(self, value) -> str:
        return " ".join(str(value or "").replace("\0", " ").split())[: matching.MAX_SIGNS]


class TextFilter(django_filters.Filter):
    field_class = TextField


@dataclass(frozen=True)
class Start:
    """Where distances are measured from, and its name when it has one."""

    latitude: float
    longitude: float
    label: str = ""


class ServiceFilter(django_filters.FilterSet):
    """Filters of `/services/`, `/carte/` and `/services.geojson`."""

    q = TextFilter(label=_("Vos mots"), method="by_words")
    pilier = CodesFilter(label=_("Partie du guide"), method="by_code")
    besoin = CodesFilter(label=_("Besoin"), method="by_code")
    theme = CodesFilter(label=_("Thème"), method="by_code")
    public = CodesFilter(label=_("Pour qui"), method="by_code")
    niveau = CodesFilter(label=_("Niveau"), method="by_code")
    frais = CodesFilter(label=_("Prix"), method="by_code")
    acces = CodesFilter(label=_("Comment demander"), method="by_code")
    acteur = CodesFilter(label=_("Organisme"), method="by_code")
    quartier = CodesFilter(label=_("Quartier"), method="by_code")
    pres = CodesFilter(label=_("Près de"), method="unused")
    ouvert = CodesFilter(label=_("Ouvert"), method="by_opening")
    lat = NumberFilter(method="unused")
    lon = NumberFilter(method="unused")
    rayon = NumberFilter(method="by_radius")
    bbox = TextFilter(method="by_box")
    tri = TextFilter(method="unused")

    vocabularies = {
        "theme": "theme",
        "public": "audience",
        "niveau": "level",
        "frais": "fee",
        "acces": "access",
    }

    class Meta:
        model = Service
        fields: list[str] = []

    def __init__(self, *args, at=None, revision_number: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at or timezone.now()
        self.revision_number = revision_number

    # What was asked, as plain values.

    @cached_property
    def values(self) -> dict:
        self.form.is_valid()
        return self.form.cleaned_data

    def value(self, name: str):
        return self.values.get(name)

    @cached_property
    def catalogue(self) -> catalogue.Catalogue:
        return catalogue.current(self.revision_number)

    def _known(self, name: str):
        if name in self.vocabularies:
            return vocabularies.vocabulary(self.vocabularies[name])
        return {
            "pilier": PillarCode.values,
            "besoin": self.catalogue.needs,
            "acteur": self.catalogue.actors,
            "quartier": geo.quarter_labels(),
            "pres": geo.landmarks(),
            "ouvert": (openings.NOW, openings.TODAY),
        }[name]

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """Per parameter of codes, those the guide knows: the others are ignored, with a word."""
        return {
            name: [code for code in self.value(name) or [] if code in self._known(name)]
            for name, each in self.base_filters.items()
            if isinstance(each, CodesFilter)
        }

    @property
    def has_ignored(self) -> bool:
        """True when a part of the link meant nothing to the guide."""
        return any(len(self.value(name) or []) > len(known) for name, known in self.chosen.items())

    @property
    def start(self) -> Start | None:
        """The point to measure from: coordinates win over a landmark."""
        latitude, longitude = self.value("lat"), self.value("lon")
        has_point = latitude is not None and longitude is not None
        if has_point and abs(latitude) <= 90 and abs(longitude) <= 180:
            return Start(latitude, longitude)
        for code in self.chosen["pres"]:
            landmark = geo.landmarks()[code]
            return Start(landmark.latitude, landmark.longitude, str(landmark.label))
        return None

    @property
    def radius(self) -> float | None:
        asked = self.value("rayon")
        return min(asked, MAX_RADIUS_M) if asked and asked > 0 else None

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """(west, south, east, north), or None when malformed."""
        parts = (self.value("bbox") or "").split(",")
        try:
            west, south, east, north = (float(part) for part in parts)
        except ValueError:
            return None
        is_sane = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
        return (west, south, east, north) if is_sane else None

    @property
    def opening(self) -> str:
        """`maintenant`, `aujourdhui` or nothing."""
        return next(iter(self.chosen["ouvert"]), "")

    def places_open(self) -> openings.OpenPlaces:
        return openings.open_at(self.at, self.revision_number, self.opening or openings.NOW)

    # How each is answered: by a method of the queryset.

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=matching.matching(value, self.revision_number))

    def by_code(self, queryset, name, value):
        codes = self.chosen[name]
        return self._by_code(queryset, name, codes) if codes else queryset

    def _by_code(self, queryset, name: str, codes: list[str]):
        if name in self.vocabularies:
            return queryset.with_term(self.vocabularies[name], codes)
        method = {
            "pilier": queryset.of_pillar,
            "besoin": queryset.with_need,
            "acteur": queryset.of_actor,
            "quartier": queryset.in_quarter,
        }[name]
        return method(codes)

    def by_opening(self, queryset, name, value):
        return queryset.filter(self.places_open().either) if self.opening else queryset

    def by_radius(self, queryset, name, value):
        start, radius = self.start, self.radius
        if not start or not radius:
            return queryset
        return queryset.near(start.latitude, start.longitude, radius)

    def by_box(self, queryset, name, value):
        return queryset.in_box(*self.box) if self.box else queryset

    def unused(self, queryset, name, value):
        """A parameter that another one reads."""
        return queryset
