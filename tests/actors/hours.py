"""What the tests of opening hours share: instants in Paris, and texts without their typography."""

from datetime import datetime

from actors.opening_hours.calendars import PARIS


def paris(*parts: int) -> datetime:
    """`paris(2026, 11, 24, 10)`: that hour on the clocks of Paris."""
    return datetime(*parts, tzinfo=PARIS)


def plain(text: str) -> str:
    """The text with ordinary spaces, to be compared with what people read."""
    return text.replace("\u00a0", " ")
