"""The history of a record: who, when, why, from what to what, and the way back."""

from datetime import date

from django.db.models import BooleanField, JSONField, ManyToManyField
from django.utils.formats import date_format
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import is_historic
from simple_history.utils import get_m2m_reverse_field_name

from actors import vocabularies
from actors.fields import hours_sentence

# What the page does not show: computed, or of no use to people.
TECHNICAL = ("name_key", "title_key", "quarter", "imported", "version", "uid", "translations")


class HistoryAdmin(SimpleHistoryAdmin):
    history_list_per_page = 25

    def history_view_title(self, request, obj):
        return _("Historique de « %(record)s »") % {"record": obj}

    def history_form_view_title(self, request, obj):
        return _("« %(record)s » tel que c’était") % {"record": obj}

    def save_model(self, request, obj, form, change):
        if is_historic(obj):
            then = date_format(obj._history.history_date, "j F Y H:i")
            obj._change_reason = _("Retour à la version du %(then)s") % {"then": then}
        super().save_model(request, obj, form, change)

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):
        """Give each row its `changes` since the row before it, in a constant number of queries."""
        page = historical_records
        rows = list(page.object_list)
        older = list(page.paginator.object_list[page.end_index() : page.end_index() + 1])
        page.object_list = rows
        links = self._links_of([*rows, *older])
        for row, before in zip(rows, [*rows[1:], *older], strict=False):
            row.changes = [
                *self._changes_of_fields(row, before),
                *self._changes_of_links(row, before, links),
            ]

    def _changes_of_fields(self, row, before) -> list[dict]:
        excluded = {*TECHNICAL, *(field.name for field in row._history_m2m_fields)}
        delta = row.diff_against(before, excluded_fields=excluded, foreign_keys_are_objs=True)
        changes = []
        for change in delta.changes:
            field = self.model._meta.get_field(change.field)
            changes.append(
                {
                    "field": capfirst(field.verbose_name),
                    "old": in_words(field, change.old),
                    "new": in_words(field, change.new),
                }
            )
        return changes

    def _links_of(self, rows: list) -> dict[str, dict[int, dict]]:
        """For each many-to-many field: history row → {pk: linked record}."""
        found: dict[str, dict[int, dict]] = {}
        for field in _linked_fields(self.model):
            other = get_m2m_reverse_field_name(field)
            model = getattr(rows[0], field.name).model if rows else None
            by_row = found.setdefault(field.name, {})
            for link in (
                model.objects.filter(history__in=rows).select_related(other) if rows else ()
            ):
                linked = by_row.setdefault(link.history_id, {})
                linked[getattr(link, f"{other}_id")] = getattr(link, other)
        return found

    def _changes_of_links(self, row, before, links: dict) -> list[dict]:
        changes = []
        for field in _linked_fields(self.model):
            now = links[field.name].get(row.history_id, {})
            then = links[field.name].get(before.history_id, {})
            if now.keys() == then.keys():
                continue
            gone = [str(then[pk]) for pk in then.keys() - now.keys()]
            new = [str(now[pk]) for pk in now.keys() - then.keys()]
            changes.append(
                {
                    "field": capfirst(field.verbose_name),
                    "removed": ", ".join(sorted(gone, key=slugify)),
                    "added": ", ".join(sorted(new, key=slugify)),
                }
            )
        return changes


def _linked_fields(model) -> list[ManyToManyField]:
    return getattr(model.history.model, "_history_m2m_fields", [])


def in_words(field, value) -> str:
    """A value of a model field as people read it."""
    if value is None or value in ("", [], {}):
        return _("vide")
    if isinstance(field, BooleanField):
        return _("oui") if value else _("non")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if field.name == "opening_hours":
        return hours_sentence(value) or str(value)
    if isinstance(field, JSONField) and isinstance(value, list):
        doubt = vocabularies.vocabulary("doubt")
        return ", ".join(str(doubt.label_of(item)) for item in value)
    return str(value)
