"""What was measured, as a Markdown table, and beside an earlier run."""

from collections.abc import Iterator

from tests.benchmarks.goals import goal

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
# Ratios move by a fifth from one run to the next on a shared machine.
WORSE = 0.7


def number(value: float) -> str:
    """« 0,46 », « 12 »: two figures that mean something."""
    return (f"{value:.0f}" if value >= 10 else f"{value:.2f}").replace(".", ",")


def spaced(size: int) -> str:
    return f"{size:,}".replace(",", "\u202f")


def table(found: dict) -> Iterator[str]:
    """Ratios of every page, one column a database and a size; ✗ where a goal is missed."""
    columns = [(db, size) for db in found["pages"] for size in found["pages"][db]]
    heads = [f"{DATABASES[db]} {spaced(int(size))}" for db, size in columns]
    yield f"| Page | {' | '.join(heads)} |"
    yield f"| --- |{' --- |' * len(heads)}"
    first = found["pages"][columns[0][0]][columns[0][1]]
    for code, said in first.items():
        cells = [_cell(found["pages"][db][size][code], code, int(size)) for db, size in columns]
        yield f"| {said['name']} | {' | '.join(cells)} |"
    yield f"| p95 des textes tous différents, ms | {' | '.join(_p95(found, columns))} |"


def _cell(speed: dict, code: str, size: int) -> str:
    wanted = goal(code, size)
    missed = " ✗" if wanted is not None and speed["ratio"] < wanted else ""
    return number(speed["ratio"]) + missed


def _p95(found: dict, columns: list) -> list[str]:
    return [number(found["pages"][db][size]["results-cold"]["p95"]) for db, size in columns]


def growth(found: dict) -> Iterator[str]:
    """p95 of each size over that of the smallest, for both kinds of results."""
    for db, sizes in found["pages"].items():
        least = min(sizes, key=int)
        for code in ("results", "results-cold"):
            parts = [
                f"{spaced(int(size))} ×{number(told[code]['p95'] / sizes[least][code]['p95'])}"
                for size, told in sizes.items()
            ]
            yield f"p95, {DATABASES[db]}, {sizes[least][code]['name']} : {', '.join(parts)}"


def beside(found: dict, saved: dict) -> Iterator[str]:
    """Each ratio over the saved one; what lost three tenths is marked."""
    for db, sizes in found["pages"].items():
        for size, pages in sizes.items():
            before = saved.get("pages", {}).get(db, {}).get(size, {})
            for code, speed in pages.items():
                if code in before:
                    share = speed["ratio"] / before[code]["ratio"]
                    mark = "  ← plus lent" if share < WORSE else ""
                    yield (
                        f"{DATABASES[db]:10} {size:>6} {speed['name']:44} "
                        f"{number(before[code]['ratio'])} → {number(speed['ratio'])}{mark}"
                    )
