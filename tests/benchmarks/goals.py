"""Ratios to the reference that each page is to reach, by number of services."""

SIZES = (300, 3_000, 30_000)
# Nothing is asked of 100,000 services, whose figures are reported.
GOALS = {
    "results": (0.5, 0.4, 0.25),
    "results-cold": (0.25, 0.15, 0.08),
    "near": (0.4, 0.4, 0.4),
    "map": (0.4, 0.4, 0.4),
    "service": (0.5, 0.5, 0.5),
    "suggestions": (0.5, 0.5, 0.5),
    "unchanged": (0.5, 0.5, 0.5),
}


def goal(code: str, size: int) -> float | None:
    if code not in GOALS or size not in SIZES:
        return None
    return GOALS[code][SIZES.index(size)]
