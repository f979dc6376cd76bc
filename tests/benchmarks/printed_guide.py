"""How the time and the memory to build the printed guide grow with the number of services."""

import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import translation

from services.models import EditionKind
from services.printing import contexts, payload, typesetting
from services.printing.editions import Edition

SIZES = (150, 1000, 3000)
_AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Measure:
    """Seconds of each step of one build; megabytes that the process held at its highest."""

    services: int
    pages: int
    reading: float
    codes: float
    setting: float
    peak: int

    @property
    def total(self) -> float:
        return self.reading + self.codes + self.setting

    def __str__(self) -> str:
        return (
            f"{self.services} services, {self.pages} pages : {self.total:.1f} s "
            f"(lecture {self.reading:.1f}, valeurs et QR codes {self.codes:.1f}, "
            f"composition {self.setting:.1f}), {self.peak} Mo au plus"
        )


def measure(kind: str = EditionKind.STANDARD) -> Measure:
    """Build the guide of the database at hand, kept nowhere, and time each step."""
    with translation.override("fr"):
        start = time.perf_counter()
        guide = contexts.paper_guide(_AT)
        read = time.perf_counter()
        values = payload.of_guide(guide, Edition(1, kind, _AT))
        valued = time.perf_counter()
        document = typesetting.to_pdf("guide.typ", values, _AT)
        done = time.perf_counter()
    return Measure(
        services=guide.service_count,
        pages=document.page_count,
        reading=read - start,
        codes=valued - read,
        setting=done - valued,
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def growth(fill: Callable[[int], None], sizes=SIZES) -> Iterator[tuple[Measure, float]]:
    """Measures, each with its time per service over that of the first: 1 is linear growth.

    `fill(n)` must leave a guide of n services in an otherwise empty database.
    """
    first = None
    for size in sizes:
        fill(size)
        found = measure()
        per_service = found.total / found.services
        first = first or per_service
        yield found, per_service / first
