"""Small repairs of text that every standard needs."""

import re
from datetime import date

from django.core.exceptions import ValidationError

from actors import phones
from actors.text import fold
from services.standards.tables import NAME_TO_KIND

SUMMARY = 280
_SENTENCE = re.compile(r".+?[.!?…](?=\s|$)", re.DOTALL)
_FRENCH_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:\s.*)?")
_ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?")


def summary_of(text: str, limit: int = SUMMARY) -> str:
    """The first whole sentences of `text` that fit in `limit` signs, else a cut one."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    kept = ""
    for sentence in _SENTENCE.findall(text):
        longer = (kept + sentence).strip()
        if len(longer) > limit:
            break
        kept = longer
    return kept or text[: limit - 1].rsplit(" ", 1)[0] + "…"


def read_phone(text: str) -> str | None:
    """The number as the guide stores it, or None when it is none."""
    try:
        return phones.normalise(text)
    except ValidationError:
        return None


def read_date(text: str) -> date | None:
    """An ISO date, or one typed in a French spreadsheet (31/12/2025); None when it is neither."""
    text = text.strip()
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = match.groups()
    elif match := _FRENCH_DATE.fullmatch(text):
        day, month, year = match.groups()
        year = year if len(year) == 4 else f"20{year}"  # no list of digital help is older
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def kind_of_name(name: str) -> str:
    """The kind of actor that a name tells, else `autre`."""
    words = f" {fold(name)} "
    return next((kind for word, kind in NAME_TO_KIND.items() if f" {word} " in words), "autre")


def short_name(name: str, limit: int = 60) -> str:
    return name if len(name) <= limit else name[:limit].rsplit(" ", 1)[0]
