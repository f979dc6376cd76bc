"""What the admin of every public record shares: states, verification, actions, links."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from actors import changes, vocabularies
from actors.admin.history import HistoryAdmin
from actors.admin.locked import LockedAdmin
from actors.admin.plain import FoldedSearchMixin, PlainAdmin
from actors.freshness import is_due
from actors.models import State
from actors.readability import PLAIN_WORDS, PROSE_WORDS, remarks

# What the public reads as sentences, and how long a sentence may be.
PROSE = {
    "title": PLAIN_WORDS,
    "summary": PLAIN_WORDS,
    "description": PROSE_WORDS,
    "conditions": PROSE_WORDS,
    "audience_note": PROSE_WORDS,
    "price_note": PROSE_WORDS,
    "bring_note": PROSE_WORDS,
    "access_note": PROSE_WORDS,
}
MOST_REMARKS = 4


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
        return obj.get_absolute_url() if is_seen(obj) else None

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


class EditableMixin:
    """Lists, pages, actions and suggestions hold only what this person may edit.

    Who was given the right to look, and no more, looks at everything.
    """

    def get_queryset(self, request):
        if self.has_view_permission(request) and not self.has_change_permission(request):
            return super().get_queryset(request)
        return super().get_queryset(request).editable_by(request.user)


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
    *(EditableMixin, FoldedSearchMixin, PublishableMixin, VerifiedMixin),
    *(LockedAdmin, HistoryAdmin, PlainAdmin),
):
    """An actor, a location or a service."""

    actions = [*PublishableMixin.actions, *VerifiedMixin.actions]

    @admin.action(description=_("Publier"), permissions=["change"])
    def publish(self, request, queryset):
        super().publish(request, queryset)
        if hasattr(self.model, "actor"):
            self._tell_hidden(request, queryset.exclude(actor__state=State.PUBLISHED).count())

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._tell_hidden(request, form.instance.is_published and not is_seen(form.instance))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        tell_hard_words(request, obj, form.changed_data)

    def _tell_hidden(self, request, count: int) -> None:
        if count:
            text = ngettext(
                "%d fiche publiée ne se voit pas encore : son acteur n’est pas publié.",
                "%d fiches publiées ne se voient pas encore : leur acteur n’est pas publié.",
                count,
            )
            messages.warning(request, text % count)


def is_seen(obj) -> bool:
    """Whether the public sees this record: itself published, and its actor with it."""
    actor = getattr(obj, "actor", None)
    return obj.is_published and (actor is None or actor.is_published)


def tell_hard_words(request, obj, changed: list[str]) -> None:
    """Once saved: what is hard to read in the texts just written. It never forbids."""
    for name, most_words in PROSE.items():
        if name in changed:
            label = capfirst(obj._meta.get_field(name).verbose_name)
            for remark in remarks(getattr(obj, name), most_words=most_words)[:MOST_REMARKS]:
                text = gettext("À relire, %(field)s. %(remark)s")
                messages.warning(request, text % {"field": label, "remark": remark})


def tell(request, count: int, sentence: str) -> None:
    """The outcome of a bulk action; `sentence` has a place for the count."""
    if count:
        messages.success(request, sentence % count)
    else:
        messages.info(request, gettext("Rien à changer : c’était déjà fait."))


PUBLICATION = (_("Publication"), {"fields": ("state", "slug")})
VERIFICATION = ("verified_on", "verified_by", "review_months", "inferred")
PROVENANCE = (
    _("Sources et doutes"),
    {"fields": ("sources", ("source_date", "source_year"), "doubts", "staff_note")},
)
