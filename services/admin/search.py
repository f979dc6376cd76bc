"""Admin of the search: everyday words, and what was searched without an answer."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from actors.admin.plain import PlainAdmin
from actors.admin.technical import LookOnlyAdmin
from services.models import LexiconEntry, SearchCount
from services.search.trial import tried


@admin.register(LexiconEntry)
class LexiconEntryAdmin(PlainAdmin):
    change_form_template = "admin/lexicon_form.html"
    list_display = ("concept", "label", "language", "is_active")
    list_filter = ("language", "is_active")
    search_fields = ("concept", "label", "expressions", "sentences", "terms")
    search_help_text = _("Un mot d’habitant, par exemple « capte ».")
    ordering = ("concept", "language")
    fieldsets = (
        (None, {"fields": ("concept", "label", "language", "expressions", "is_active")}),
        (_("Par le sens"), {"fields": ("sentences",)}),
        (_("Mène à"), {"fields": ("terms", "parent", "needs", "filters")}),
    )

    def get_urls(self):
        trial = self.admin_site.admin_view(self.trial_view)
        return [path("essai/", trial, name="services_lexiconentry_trial"), *super().get_urls()]

    def trial_view(self, request):
        """« Voir ce que cela change »: the form as sent, tried on real searches, nothing saved."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        pk = request.POST.get("trial_pk", "")
        entry = self.get_object(request, pk) if pk.isdigit() else None
        allowed = self.has_change_permission(request, entry) if entry else None
        if not (allowed if entry else self.has_add_permission(request)):
            raise PermissionDenied
        form = self.get_form(request, entry, change=bool(entry))(request.POST, instance=entry)
        if not form.is_valid():
            # The usual page says what is wrong, field by field, and saves nothing.
            return self.changeform_view(request, str(entry.pk) if entry else None)
        return TemplateResponse(
            request, "admin/lexicon_trial.html", self._trial(request, form, entry)
        )

    def _trial(self, request, form, entry) -> dict:
        said = [line.rstrip("?").strip() for line in form.instance.expressions.splitlines()]
        own = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        save_url = reverse(f"{own}_change", args=[entry.pk]) if entry else reverse(f"{own}_add")
        return self.admin_site.each_context(request) | {
            "title": _("Ce que cela change"),
            "opts": self.opts,
            "trials": tried(form.instance, [line for line in said if line]),
            "save_url": save_url,
            "sent": [
                (name, value)
                for name, values in request.POST.lists()
                if name not in ("csrfmiddlewaretoken", "trial_pk")
                for value in values
            ],
        }


class AnsweredFilter(admin.SimpleListFilter):
    """« Besoins sans réponse »: what the guide had nothing on."""

    title = _("réponse")
    parameter_name = "reponse"

    def lookups(self, request, model_admin):
        return [("sans", _("sans réponse")), ("avec", _("avec réponse"))]

    def queryset(self, request, queryset):
        if self.value() == "sans":
            return queryset.filter(results=0)
        return queryset.filter(results__gt=0) if self.value() == "avec" else queryset


@admin.register(SearchCount)
class SearchCountAdmin(LookOnlyAdmin):
    list_display = ("words", "count", "results", "language", "day", "teach")
    list_filter = (AnsweredFilter, "language")
    search_fields = ("words",)
    ordering = ("-count", "-day")

    @admin.display(description=_("lexique"))
    def teach(self, counted: SearchCount):
        """A lexicon entry begun with these words, for what found nothing."""
        if counted.results:
            return ""
        begun = urlencode({"expressions": counted.words, "language": counted.language})
        url = reverse("admin:services_lexiconentry_add")
        return format_html('<a href="{}?{}">{}</a>', url, begun, _("Apprendre ces mots"))
