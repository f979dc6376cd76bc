"""What `make bench` says of its measures."""

from tests.benchmarks import goals, pages, plot, report
from tests.benchmarks.timing import in_turns

CODES = ("results", "results-cold", "near", "service", "map", "suggestions", "unchanged")


def speed(ratio: float, p95: float = 10.0) -> dict:
    return {"name": "une page", "per_second": 100.0, "p50": 5.0, "p95": p95, "ratio": ratio}


def found(**ratios: float) -> dict:
    sizes = {size: {code: speed(ratios.get(code, 1.0)) for code in CODES} for size in ("300", "30")}
    return {"pages": {"sqlite": sizes}}


def test_a_missed_goal_is_marked_where_there_is_one():
    lines = [*report.table(found(results=0.2))]
    assert lines[0] == "| Page | SQLite 300 | SQLite 30 |"
    assert lines[2] == "| une page | 0,20 ✗ | 0,20 |"
    assert goals.goal("results", 100_000) is None


def test_growth_is_told_against_the_smallest_guide():
    told = found()
    told["pages"]["sqlite"]["300"]["results"]["p95"] = 25.0
    assert "300 ×2,50" in next(report.growth(told))


def test_a_page_that_lost_three_tenths_is_marked():
    lines = [*report.beside(found(near=0.5), found(near=1.0))]
    slower = [line for line in lines if "plus lent" in line]
    assert len(slower) == 2
    assert "1,00 → 0,50" in slower[0]


def test_the_drawing_has_one_line_a_page_and_a_png(tmp_path):
    plot.write(found(), tmp_path / "mesures.svg")
    assert (tmp_path / "mesures.svg").read_text().count("<polyline") == len(CODES)
    assert (tmp_path / "mesures.png").read_bytes().startswith(b"\x89PNG")


def test_a_ratio_is_taken_in_turns(monkeypatch):
    monkeypatch.setattr("tests.benchmarks.timing.TURN_S", 0.0)
    asked = []
    speed = in_turns(lambda: asked.append("r"), lambda: asked.append("p"))
    assert speed.ratio > 0
    assert "".join(asked[2:]) == "rp" * (len(asked) // 2 - 1)


def test_cold_queries_are_all_different():
    queries = pages.cold_queries()
    asked = [next(queries) for _number in range(2_000)]
    assert len(set(asked)) == 2_000
