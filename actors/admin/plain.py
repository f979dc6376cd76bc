"""Defaults of admin pages for people who are not developers: boxes, texts, lists, search."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

from actors import phones
from actors.admin.exporting import ExportMixin
from actors.fields import ParagraphField, SentenceField
from actors.text import fold
from actors.widgets import CheckboxGroup, give_name


class PlainFields:
    """How model fields are asked, on a page or in an inline."""

    formfield_overrides = {
        models.TextField: {
            "form_class": ParagraphField,
            "widget": AdminTextareaWidget(attrs={"rows": 4}),
        },
        models.URLField: {"assume_scheme": "https"},
        models.ManyToManyField: {"widget": CheckboxGroup},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if is_sentence(db_field):
            widget = AdminTextareaWidget(attrs={"rows": 2})
            kwargs = {"form_class": SentenceField, "widget": widget} | kwargs
        elif is_code(db_field):
            # Its own sentence says more than « 5 caractères au plus ».
            kwargs = {"max_length": None} | kwargs
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            give_name(field)
        return field


class PlainAdmin(ExportMixin, PlainFields, admin.ModelAdmin):
    list_per_page = 50
    show_facets = admin.ShowFacets.ALWAYS
    empty_value_display = "–"

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title} | (extra_context or {}))


class FoldedSearchMixin:
    """Search without accents nor capitals; a telephone number is found however it is written.

    `search_fields` whose name ends in `_key` hold folded text.
    """

    def get_search_results(self, request, queryset, search_term):
        number = self._as_phone(search_term)
        if number:
            return queryset.filter(phone=number), False
        terms = search_term.replace("\x00", "").split()
        # A title copied whole has signs that stand alone: " : " names nothing.
        words = [term for term in terms if fold(term)] or terms
        return queryset.filter(*(self._one_field_has(word, request) for word in words)), False

    def _one_field_has(self, word: str, request) -> Q:
        rule = Q(pk__in=[])
        parts = fold(word).split()
        for field in self.get_search_fields(request):
            if not field.endswith("_key"):
                rule |= Q(**{f"{field}__icontains": word})
            elif parts:
                rule |= Q(*(Q(**{f"{field}__contains": part}) for part in parts))
        return rule

    def _as_phone(self, search_term: str) -> str:
        has_phone = any(field.name == "phone" for field in self.model._meta.fields)
        if not has_phone or search_term.strip()[:1] not in {"0", "+"}:
            return ""
        try:
            return phones.normalise(search_term)
        except ValidationError:
            return ""


def is_sentence(field: models.Field) -> bool:
    """A text of one paragraph, too long for a box of one line."""
    is_text = type(field) is models.CharField and not field.choices
    return is_text and field.max_length > 255


def is_code(field: models.Field) -> bool:
    """A short text with a rule of its own: a postcode, a SIRET."""
    if type(field) is not models.CharField or field.max_length >= 20:
        return False
    return any(not isinstance(rule, MaxLengthValidator) for rule in field.validators)
