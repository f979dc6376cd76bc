"""Filters of the services' lists."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.admin.filters import TodoFilter
from services import choices
from services.models import Need, ServiceAtLocation


class ServiceTodoFilter(TodoFilter):
    def rules(self):
        places = ServiceAtLocation.objects.filter(service=OuterRef("pk"))
        unpinned = places.filter(location__latitude__isnull=True)
        return super().rules() | {
            "sans-lieu": (_("sans lieu"), ~Q(Exists(places))),
            "sans-coordonnees": (_("sans coordonnées"), Q(Exists(unpinned))),
            "sans-resume": (_("sans phrase en clair"), Q(summary="")),
        }


class PlaceTodoFilter(TodoFilter):
    def rules(self):
        rules = super().rules()
        del rules["non-publie"]
        return rules | {"sans-horaires": (_("sans horaires propres"), Q(opening_hours=""))}


class PillarFilter(admin.SimpleListFilter):
    """The pillars under the words of residents."""

    title = _("pilier")
    parameter_name = "pilier"

    def lookups(self, request, model_admin):
        return [(pillar.code, pillar.plain) for pillar in choices.PILLAR]

    def queryset(self, request, queryset):
        return queryset.filter(pillar=self.value()) if self.value() else queryset


class NeedFilter(admin.SimpleListFilter):
    title = _("besoin")
    parameter_name = "besoin"

    def lookups(self, request, model_admin):
        return list(Need.objects.values_list("code", "label"))

    def queryset(self, request, queryset):
        return queryset.with_need([self.value()]) if self.value() else queryset


class ToComeFilter(admin.SimpleListFilter):
    """Of what has an end: what is still to come, or past."""

    title = _("quand")
    parameter_name = "quand"
    end_field = "ends_on"

    def lookups(self, request, model_admin):
        return [("a-venir", _("en cours ou à venir")), ("passe", _("passé"))]

    def queryset(self, request, queryset):
        now = {f"{self.end_field}__gte": self.now()}
        if self.value() == "a-venir":
            return queryset.filter(**now)
        return queryset.exclude(**now) if self.value() == "passe" else queryset

    def now(self):
        return timezone.localdate()


class SessionToComeFilter(ToComeFilter):
    end_field = "end"

    def now(self):
        return timezone.now()
