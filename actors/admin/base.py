"""What the admin of every public record shares: search, words, actions, links."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from actors import changes, phones, vocabularies
from actors.admin.history import HistoryAdmin
from actors.admin.locked import LockedAdmin
from actors.fields import ParagraphField
from actors.freshness import is_due
from actors.models import State
from actors.text import fold
from actors.widgets import CheckboxGroup


class PlainAdmin(admin.ModelAdmin):
    """Defaults for people who are not developers."""

    formfield_overrides = {
        models.TextField: {"form_class": ParagraphField},
        models.URLField: {"assume_scheme": "https"},
        models.ManyToManyField: {"widget": CheckboxGroup},
    }
    list_per_page = 50
    show_facets = admin.ShowFacets.ALWAYS
    empty_value_display = "–"


class FoldedSearchMixin:
    """Search without accents nor capitals; a telephone number is found however it is written.

    `search_fields` whose name ends in `_key` hold folded text.
    """

    def get_search_results(self, request, queryset, search_term):
        number = self._as_phone(search_term)
        if number:
            return queryset.filter(phone=number), False
        words, folded = search_term.split(), fold(search_term).split()
        rules = Q(pk__in=[]) if search_term.strip() else Q()
        for field in self.get_search_fields(request):
            wanted, lookup = (
                (folded, "contains") if field.endswith("_key") else (words, "icontains")
            )
            if wanted:
                rules |= Q(*(Q(**{f"{field}__{lookup}": word}) for word in wanted))
        return queryset.filter(rules), False

    def _as_phone(self, search_term: str) -> str:
        has_phone = any(field.name == "phone" for field in self.model._meta.fields)
        if not has_phone or search_term.strip()[:1] not in {"0", "+"}:
            return ""
        try:
            return phones.normalise(search_term)
        except ValidationError:
            return ""


class PublishableMixin:
    """States as bulk actions, the public page one click away, an address that stays."""

    actions = ["publish", "archive", "back_to_draft"]

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        fixed = obj is not None and obj.state != State.DRAFT
        return (*readonly, "slug") if fixed else readonly

    def has_delete_permission(self, request, obj=None):
        """Nothing that was public disappears: it is archived."""
        return False

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_published else None

    @admin.action(description=_("Publier"), permissions=["change"])
    def publish(self, request, queryset):
        count = changes.publish(queryset)
        tell(request, count, ngettext("%d fiche publiée.", "%d fiches publiées.", count))

    @admin.action(description=_("Archiver"), permissions=["change"])
    def archive(self, request, queryset):
        count = changes.archive(queryset)
        tell(request, count, ngettext("%d fiche archivée.", "%d fiches archivées.", count))

    @admin.action(description=_("Remettre en brouillon"), permissions=["change"])
    def back_to_draft(self, request, queryset):
        count = changes.back_to_draft(queryset)
        tell(request, count, ngettext("%d fiche en brouillon.", "%d fiches en brouillon.", count))


class VerifiedMixin:
    """When a record was confirmed, what is doubtful in it, and the bulk confirmation."""

    actions = ["confirm_by_phone"]

    @admin.action(description=_("Confirmé par téléphone"), permissions=["change"])
    def confirm_by_phone(self, request, queryset):
        by = gettext("par téléphone")
        count = changes.confirm(queryset, on=timezone.localdate(), by=by)
        tell(request, count, ngettext("%d fiche confirmée.", "%d fiches confirmées.", count))

    @admin.display(description=_("vérifié"), ordering="verified_on")
    def verification(self, obj) -> str:
        if obj.verified_on is None:
            return gettext("jamais")
        day = date_format(obj.verified_on, "j F Y")
        if is_due(obj, timezone.localdate()):
            return gettext("%(day)s, à revérifier") % {"day": day}
        return day

    @admin.display(description=_("doutes"))
    def doubts_in_words(self, obj) -> str:
        doubt = vocabularies.vocabulary("doubt")
        words = [str(doubt.label_of(code)) for code in obj.doubts]
        if obj.inferred and "inferred" not in obj.doubts:
            words.insert(0, gettext("déduit"))
        return ", ".join(words)


class RecordAdmin(
    FoldedSearchMixin, PublishableMixin, VerifiedMixin, LockedAdmin, HistoryAdmin, PlainAdmin
):
    """An actor, a location or a service."""

    actions = [*PublishableMixin.actions, *VerifiedMixin.actions]


def tell(request, count: int, sentence: str) -> None:
    """The outcome of a bulk action; `sentence` has a place for the count."""
    if count:
        messages.success(request, sentence % count)
    else:
        messages.info(request, gettext("Rien à changer : c’était déjà fait."))


PUBLICATION = (_("Publication"), {"fields": ("state", "slug")})
VERIFICATION = ("verified_on", "verified_by", "review_months", "inferred")
PROVENANCE = (
    _("Sources et doutes"),
    {"fields": ("sources", ("source_date", "source_year"), "doubts", "staff_note")},
)
