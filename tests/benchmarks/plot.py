"""The ratios drawn: one panel a database, one line a page. SVG by hand, PNG by Typst."""

import math
from html import escape
from pathlib import Path

import typst

from tests.benchmarks.report import DATABASES, number, spaced

WIDTH, HEIGHT, LEFT, TOP, PANEL, GAP = 980, 430, 56, 56, 290, 170
LINES = {
    "results": ("#00555a", "résultats gardés"),
    "results-cold": ("#b3261e", "textes tous différents"),
    "near": ("#7a5900", "près de moi"),
    "service": ("#3b5bdb", "un service"),
    "map": ("#6a3d9a", "carte"),
    "suggestions": ("#2e7d32", "suggestions"),
    "unchanged": ("#555555", "304"),
}
LOW, HIGH = 0.0625, 32.0
FONT = 'font-family="Inter, DejaVu Sans, sans-serif"'
DEEP = HEIGHT - TOP - 60


def draw(found: dict) -> str:
    """An SVG; both scales are logarithmic, 1 is the speed of the reference."""
    panels = [
        _panel(LEFT + n * (PANEL + GAP), db, sizes)
        for n, (db, sizes) in enumerate(found["pages"].items())
    ]
    title = "Vitesse rapportée à une vue nue de vingt fiches (1 = aussi vite), selon la taille"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        f"<title>{title}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
        f'<text x="{LEFT}" y="24" font-size="15" {FONT}>{title}</text>'
        f"{''.join(panels)}</svg>\n"
    )


def _panel(left: int, db: str, sizes: dict) -> str:
    ordered = sorted(sizes, key=int)
    parts = [f'<text x="{left}" y="46" font-size="13" {FONT}>{DATABASES[db]}</text>']
    for value in (0.0625, 0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32):
        y, ink = _y(value), "#222222" if value == 1 else "#dddddd"
        label = number(value)
        parts.append(
            f'<line x1="{left}" x2="{left + PANEL}" y1="{y}" y2="{y}" stroke="{ink}"/>'
            f'<text x="{left - 6}" y="{y + 4}" font-size="11" text-anchor="end" {FONT}>{label}'
            "</text>"
        )
    for size in ordered:
        parts.append(
            f'<text x="{_x(left, size, ordered)}" y="{TOP + DEEP + 20}" font-size="11" '
            f'text-anchor="middle" {FONT}>{spaced(int(size))}</text>'
        )
    ends = sorted((sizes[ordered[-1]][code]["ratio"], code) for code in LINES)
    places = _apart([_y(ratio) for ratio, _code in reversed(ends)])
    for (_ratio, code), y in zip(reversed(ends), places, strict=True):
        parts.append(_line(left, code, sizes, ordered, y))
    return "".join(parts)


def _line(left: int, code: str, sizes: dict, ordered: list[str], label_y: float) -> str:
    ink, name = LINES[code]
    points = [(_x(left, size, ordered), _y(sizes[size][code]["ratio"])) for size in ordered]
    path = " ".join(f"{x},{y}" for x, y in points)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3" fill="{ink}"/>' for x, y in points)
    return (
        f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="2"/>{dots}'
        f'<text x="{left + PANEL + 8}" y="{label_y + 4}" font-size="11" fill="{ink}" {FONT}>'
        f"{escape(name)}</text>"
    )


def _x(left: int, size: str, ordered: list[str]) -> float:
    first, last = math.log(int(ordered[0])), math.log(int(ordered[-1]))
    share = (math.log(int(size)) - first) / (last - first) if last > first else 0.5
    return round(left + 14 + share * (PANEL - 28), 1)


def _y(value: float) -> float:
    kept = min(max(value, LOW), HIGH)
    share = (math.log(kept) - math.log(LOW)) / (math.log(HIGH) - math.log(LOW))
    return round(TOP + DEEP * (1 - share), 1)


def _apart(places: list[float], least: float = 14.0) -> list[float]:
    """The same heights, downwards, none nearer than `least` to the one above."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + least) if found else place)
    return found


def write(found: dict, svg: Path) -> None:
    """The SVG and, beside it, the same picture as a PNG."""
    text = draw(found)
    svg.write_text(text, encoding="utf-8")
    page = (
        f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)\n"
        f'#image("{svg.name}", width: 100%)'
    )
    source = svg.with_suffix(".typ")
    source.write_text(page, encoding="utf-8")
    try:
        typst.compile(str(source), output=str(svg.with_suffix(".png")), format="png", ppi=108)
    finally:
        source.unlink()
