"""Any list of the admin as a table: for a spreadsheet, or on paper; the filters are kept."""

from collections.abc import Iterator

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import FileResponse, Http404, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _

from actors import phones
from actors.admin.history import TECHNICAL, in_words
from actors.spreadsheets import XLSX, csv_pieces, xlsx_file

CHUNK = 500
# On paper, more than this is a book.
MOST_PRINTED = 1000
_NEVER = {*TECHNICAL, "id", "password", "external_id", "shipped"}


class ExportMixin:
    """`export_without`: fields that leave the site in no table."""

    export_without: tuple[str, ...] = ()

    def get_urls(self):
        view = self.admin_site.admin_view(self.export_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("tableau/<slug:form>/", view, name=name), *super().get_urls()]

    def export_view(self, request, form: str):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if form not in ("csv", "xlsx", "papier"):
            raise Http404
        try:
            changes = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
            return HttpResponseRedirect(reverse(name))
        shown = [name for name in changes.list_display if name != "action_checkbox"]
        if form == "papier":
            return self._printed(request, changes, shown)
        others = self._other_fields(shown)
        header = [*self._labels(shown), *(capfirst(str(one.verbose_name)) for one in others)]
        rows = self._rows(changes.queryset, shown, others)
        return self._table(form, header, rows)

    def _table(self, form: str, header: list[str], rows: Iterator[list[str]]):
        title = str(self.opts.verbose_name_plural)
        name = f"{slugify(title)}-{timezone.localdate():%Y-%m-%d}.{form}"
        if form == "xlsx":
            file = xlsx_file(capfirst(title), header, rows)
            return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
        response = StreamingHttpResponse(
            csv_pieces(header, rows), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _printed(self, request, changes, shown: list[str]):
        rows = list(self._rows(changes.queryset[:MOST_PRINTED], shown, []))
        context = self.admin_site.each_context(request) | {
            "title": capfirst(str(self.opts.verbose_name_plural)),
            "opts": self.opts,
            "header": self._labels(shown),
            "rows": rows,
            "count": changes.result_count,
            "is_cut": changes.result_count > len(rows),
            "back_url": "../../" + changes.get_query_string(),
        }
        return TemplateResponse(request, "admin/print_list.html", context)

    def _labels(self, shown: list[str]) -> list[str]:
        return [capfirst(str(label_for_field(name, self.model, self))) for name in shown]

    def _other_fields(self, shown: list[str]) -> list[models.Field]:
        """What the list does not show, but for computed columns and files."""
        return [
            field
            for field in self.model._meta.fields
            if field.name not in {*shown, *_NEVER, *self.export_without}
            and not field.is_relation
            and not isinstance(field, models.BinaryField)
        ]

    def _rows(self, queryset, shown: list[str], others: list) -> Iterator[list[str]]:
        for record in queryset.iterator(CHUNK) if others else queryset:
            yield [
                *(self._shown(name, record) for name in shown),
                *(_words(field, getattr(record, field.name)) for field in others),
            ]

    def _shown(self, name: str, record) -> str:
        """The cell as the list shows it, without its links."""
        field, _attribute, value = lookup_field(name, record, self)
        if field is not None and not field.is_relation:
            return _words(field, value)
        if isinstance(value, bool):
            return _("oui") if value else _("non")
        return "" if value is None else strip_tags(_day(value))


def _words(field: models.Field, value: object) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if field.name == "phone":
        return phones.display(str(value))
    return _day(value) if isinstance(field, models.DateTimeField) else in_words(field, value)


def _day(value: object) -> str:
    if hasattr(value, "hour") and hasattr(value, "year"):
        return date_format(timezone.localtime(value), "j F Y H:i")
    return date_format(value, "j F Y") if hasattr(value, "year") else str(value)
