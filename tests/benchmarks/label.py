"""How long the report of a year of actions takes, with as many as the town counted in 2024."""

import time
from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from services.figures import headings, label, label_pdf
from services.models import Action

COUNT, YEAR = 260, 2026


def fill(count: int = COUNT) -> None:
    """That many actions of the year, of every kind, each with a few sentences."""
    kinds = [code for heading in headings.HEADINGS for code in heading.kinds]
    Action.objects.bulk_create(
        Action(
            title=f"Action numéro {number} de l’année",
            date=date(YEAR, 1 + number % 12, 1 + number % 28),
            kind=kinds[number % len(kinds)],
            pillar="loisir" if number % 2 else "",
            people_reached=number,
            cost=number * 10,
            evidence_url=f"https://exemple.fr/{number}",
            description="Une phrase qui dit ce qui a été fait ce jour-là, et avec qui. " * 3,
        )
        for number in range(count)
    )


def seconds() -> tuple[float, int]:
    """Seconds from the database to the PDF, and its number of pages."""
    start = time.perf_counter()
    document = label_pdf.report(label.of_year(YEAR), timezone.now())
    return time.perf_counter() - start, document.page_count


def measure() -> Iterator[str]:
    fill()
    for when in ("à froid", "ensuite"):
        took, pages = seconds()
        yield f"rapport du label, {COUNT} actions, {pages} pages, {when} : {took:.2f} s"
    Action.objects.of_year(YEAR).delete()
