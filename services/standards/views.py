"""The open data files: streamed, the same bytes as long as the guide does not change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import Http404, StreamingHttpResponse
from django.views.decorators.http import condition, require_safe

from services.models import Revision
from services.standards.exports import lieux_rows
from services.standards.inclusion_exports import service_rows, structure_rows
from services.standards.inclusion_rows import SERVICE_COLUMNS, STRUCTURE_COLUMNS
from services.standards.lieux_cells import COLUMNS
from services.standards.workbooks import workbook
from services.standards.writing import csv_text, joined_lists, json_text, ndjson_text
from services.web.opened import open_to_all

_CSV = "text/csv; charset=utf-8"
_JSON = "application/json"
_NDJSON = "application/x-ndjson"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Decision: no copy of the guide lives longer than a minute.
_MAX_AGE = 60


@dataclass(frozen=True)
class DataFile:
    """One file under `/donnees/`; `pieces` makes its text or bytes."""

    name: str
    content_type: str
    pieces: Callable[[], Iterable[str | bytes]]


def _structures_csv() -> Iterable[str]:
    return csv_text(joined_lists(structure_rows()), STRUCTURE_COLUMNS)


def _services_csv() -> Iterable[str]:
    return csv_text(joined_lists(service_rows()), SERVICE_COLUMNS)


def _workbook() -> list[bytes]:
    return [workbook(structure_rows(), service_rows())]


FILES = {
    file.name: file
    for file in (
        DataFile("lieux.csv", _CSV, lambda: csv_text(lieux_rows(), COLUMNS)),
        DataFile("lieux.json", _JSON, lambda: json_text(lieux_rows())),
        DataFile("lieux.ndjson", _NDJSON, lambda: ndjson_text(lieux_rows())),
        DataFile("structures.json", _JSON, lambda: json_text(structure_rows())),
        DataFile("structures.csv", _CSV, _structures_csv),
        DataFile("services.json", _JSON, lambda: json_text(service_rows())),
        DataFile("services.csv", _CSV, _services_csv),
        DataFile(
            "data-inclusion.xlsx", _XLSX, lambda: [workbook(structure_rows(), service_rows())]
        ),
    )
}


def _etag(request, name: str) -> str:
    return f'"{Revision.current()}-{name}"'


def _last_modified(request, name: str):
    return Revision.objects.values_list("changed_at", flat=True).first()


@open_to_all
@require_safe
@condition(etag_func=_etag, last_modified_func=_last_modified)
def data_file(request, name: str):
    file = FILES.get(name)
    if file is None:
        raise Http404
    response = StreamingHttpResponse(file.pieces(), content_type=file.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="miramas-{file.name}"'
    response.headers["Cache-Control"] = f"public, max-age={_MAX_AGE}"
    return response
