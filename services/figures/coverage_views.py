"""Staff page of the coverage: a map, a table, the holes in sentences, and what was not found."""

from dataclasses import dataclass
from string import ascii_uppercase

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actors import geo
from services import sketch
from services.choices import AUDIENCE, PILLAR
from services.figures import coverage, coverage_data, coverage_words, downloads
from services.figures.coverage import Cell, Coverage
from services.standards.workbooks import sheets
from services.upkeep.call_views import for_editors
from services.web import revision

_SURE_ONLY = "verifie"
SENTENCES_SHOWN = 15
COLUMNS = (
    *("Pilier", "Quartier", "Public", "Jour", "Demi-journée"),
    *("Services vérifiés", "Services annoncés"),
)
# From so many half-days of fourteen on, a quarter takes the next shade.
_SHADES = (1, 4, 7, 10)


@dataclass(frozen=True)
class Asked:
    """What the address asks for; an unknown value is everything."""

    pillar: str
    audience: str
    verified_only: bool

    @classmethod
    def of(cls, request) -> "Asked":
        pillar, audience = request.GET.get("pilier", ""), request.GET.get("public", "")
        return cls(
            pillar if pillar in PILLAR else "",
            audience if audience in coverage_data.audiences() else "",
            request.GET.get("preuve") == _SURE_ONLY,
        )


@dataclass(frozen=True)
class Row:
    """A quarter, or the whole town: its fourteen half-days, and how many of them are covered.

    `mark` is its letter on the plan.
    """

    mark: str
    code: str
    label: str
    cells: list[Cell]
    covered: int

    @property
    def shade(self) -> int:
        return sum(self.covered >= least for least in _SHADES)


@for_editors
@require_safe
def coverage_page(request):
    asked, at = Asked.of(request), timezone.now()
    known = coverage_data.of_today(at, revision.of(request))
    rows = [
        _row(known.coverage, asked, code, mark)
        for mark, code in zip(ascii_uppercase, known.coverage.quarters, strict=False)
    ]
    sentences = _sentences(known.coverage, asked)
    context = admin.site.each_context(request) | {
        "title": _("Ce qui manque, par quartier"),
        "asked": asked,
        "today": timezone.localdate(at),
        "asked_pillar": PILLAR.label_of(asked.pillar) if asked.pillar else "",
        "asked_audience": AUDIENCE.label_of(asked.audience) if asked.audience else "",
        "known": known,
        "pillars": [(pillar.code, pillar.words()) for pillar in PILLAR],
        "audiences": [(code, AUDIENCE.label_of(code)) for code in known.coverage.audiences],
        "days": coverage_words.DAYS,
        "rows": rows,
        "town": _row(known.coverage, asked, ""),
        "shapes": _shapes(rows),
        "sentences": sentences[:SENTENCES_SHOWN],
        "more": sentences[SENTENCES_SHOWN:],
        "unanswered": coverage_data.unanswered(timezone.localdate(at)),
        "searches_days": coverage_data.SEARCHES_DAYS,
    }
    return TemplateResponse(request, "services/figures/coverage.html", context)


@for_editors
@require_safe
def coverage_file(request, kind: str):
    """Every cell, whatever the page shows: `/gestion/couverture.csv` or `.xlsx`."""
    at = timezone.now()
    known = coverage_data.of_today(at, revision.of(request))
    rows = list(cell_rows(known.coverage))
    day = timezone.localdate(at).isoformat()
    if kind == "csv":
        content = downloads.as_csv(COLUMNS, rows)
    else:
        holes = [
            {"Ce qui manque": coverage_words.sentence(hole)}
            for hole in coverage.holes(known.coverage)
        ]
        searches = [
            {"Recherche sans réponse": words, "Fois": times}
            for words, times in coverage_data.unanswered(timezone.localdate(at))
        ]
        content = sheets(
            ("Couverture", rows, COLUMNS),
            ("Ce qui manque", holes, ("Ce qui manque",)),
            ("Recherches", searches, ("Recherche sans réponse", "Fois")),
        )
    return downloads.download(f"miramas-couverture-{day}", kind, content)


def cell_rows(found: Coverage):
    """One line a pillar, quarter, audience and half-day, empty ones too: they are the holes."""
    names = geo.quarter_labels()
    for pillar in found.pillars:
        for quarter in found.quarters:
            for audience in found.audiences:
                for half, cell in enumerate(found.cells(pillar, quarter, audience)):
                    told = (
                        str(PILLAR.label_of(pillar)),
                        str(names[quarter]),
                        str(AUDIENCE.label_of(audience)),
                        str(coverage_words.DAYS[half // 2]),
                        str(coverage_words.HALVES[half % 2]),
                        cell.verified,
                        cell.announced,
                    )
                    yield dict(zip(COLUMNS, told, strict=True))


def _row(found: Coverage, asked: Asked, quarter: str, mark: str = "") -> Row:
    where = (asked.pillar, quarter, asked.audience)
    covered = found.covered(where, verified_only=asked.verified_only)
    label = coverage_words.quarter(quarter) if quarter else _("Toute la ville")
    return Row(mark, quarter, label, found.cells(*where), covered.bit_count())


def _shapes(rows: list[Row]) -> list[tuple[sketch.Shape, Row]]:
    by_code = {row.code: row for row in rows}
    return [(shape, by_code[shape.code]) for shape in sketch.quarter_shapes()]


def _sentences(found: Coverage, asked: Asked) -> list[str]:
    """The holes of what is asked for, in words."""
    missing = coverage.holes(
        found,
        pillar=asked.pillar,
        audience=asked.audience,
        verified_only=asked.verified_only,
    )
    return [coverage_words.sentence(hole) for hole in missing]
