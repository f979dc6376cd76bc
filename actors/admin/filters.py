"""Filters of lists: what needs work, first and with its count."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.freshness import due
from actors.models import State


class TodoFilter(admin.SimpleListFilter):
    """« À faire »: one list for the different reasons to open a record."""

    title = _("travail à faire")
    parameter_name = "a-faire"

    def rules(self) -> dict[str, tuple[str, Q]]:
        """Code → (label, condition)."""
        return {
            "a-verifier": (_("à vérifier"), due(timezone.localdate())),
            "non-publie": (_("non publié"), ~Q(state=State.PUBLISHED)),
            "deduit": (_("déduit"), Q(inferred=True)),
            "doutes": (_("avec des doutes"), ~Q(doubts=[])),
        }

    def lookups(self, request, model_admin):
        return [(code, label) for code, (label, _rule) in self.rules().items()]

    def queryset(self, request, queryset):
        label_and_rule = self.rules().get(self.value())
        return queryset.filter(label_and_rule[1]) if label_and_rule else queryset


class LocationTodoFilter(TodoFilter):
    def rules(self):
        return super().rules() | {
            "sans-coordonnees": (_("sans coordonnées"), Q(latitude__isnull=True)),
            "sans-horaires": (_("sans horaires"), Q(opening_hours="")),
        }
