"""Opinions received and read back: counted by service and by search, silent under five."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.http import QueryDict
from django.utils import timezone

from services import matching
from services.models import OpinionCount, OpinionLine, Service
from services.search import counts
from services.search.analysis import words as folded_words
from services.search.names import names_in
from services.search.spelling import french_words

# No number is shown of fewer people.
FEWEST = 5
LINE_SIGNS = 200
DAYS_SHOWN = 366
MOST_LINES = 20
FOUND, MISSED = "oui", "non"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
LEFT_OUT = "…"


@dataclass(frozen=True)
class Subject:
    """A published service, else the countable words of a search ("" when none may be kept)."""

    service: Service | None
    words: str = ""

    @property
    def key(self) -> dict:
        return {"service": self.service, "words": "" if self.service else self.words}


def subject_of(params: QueryDict, revision_number: int) -> Subject | None:
    """What a form is about: `service`, the code of one, or `q`, what was searched."""
    code = params.get("service", "")
    if code.isascii() and code.isdigit() and len(code) <= 18:
        service = Service.objects.published().filter(pk=int(code)).first()
        return Subject(service) if service else None
    query = params.get("q", "").replace("\x00", "").strip()[: matching.MAX_SIGNS]
    if not query:
        return None
    return Subject(None, counts.cleaned(query, matching.answer(query, revision_number)))


def count(subject: Subject, *, has_found: bool) -> None:
    """One more answer this month."""
    column = "found" if has_found else "missed"
    with transaction.atomic():
        row, _new = OpinionCount.objects.get_or_create(month=_month(), **subject.key)
        OpinionCount.objects.filter(pk=row.pk).update(**{column: F(column) + 1})


def add_line(subject: Subject, text: str, revision_number: int, *, has_found: bool) -> bool:
    """Keep what may be kept of a line; False when that is nothing."""
    kept = kept_of(text, revision_number)
    if kept:
        OpinionLine.objects.create(month=_month(), has_found=has_found, text=kept, **subject.key)
    return bool(kept)


def kept_of(text: str, revision_number: int) -> str:
    """A line without what may tell of a person, by the rule of the words of searches.

    An address, a number or an e-mail leaves nothing; a word that neither the guide nor French
    knows, or a name, becomes « … »; "" when those are half of the line.
    """
    text = " ".join(text.replace("\x00", "").split())[:LINE_SIGNS]
    if not text or counts.tells_of_a_person(text):
        return ""
    speller = matching.answer(text, revision_number).speller
    names = names_in(text, speller)
    hidden = 0

    def shown(found: re.Match) -> str:
        nonlocal hidden
        word = found.group()
        parts = folded_words(word)
        is_french = all(part in speller or part in french_words() for part in parts)
        if is_french and names.isdisjoint(parts):
            return word
        hidden += 1
        return LEFT_OUT

    kept = _WORD.sub(shown, text)
    total = len(_WORD.findall(text))
    return kept if total and hidden * 2 < total else ""


def _month() -> date:
    return timezone.localdate().replace(day=1)


# For the town.


@dataclass
class Told:
    """What is shown of one service or search: at least FEWEST answers."""

    service: Service | None
    words: str
    found: int
    missed: int
    lines: list[OpinionLine] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.found + self.missed

    @property
    def share(self) -> int:
        """Of a hundred, how many found."""
        return round(100 * self.found / self.total)


def since(today: date) -> date:
    return (today - timedelta(days=DAYS_SHOWN)).replace(day=1)


def told(today: date) -> list[Told]:
    """A year of answers, those who found the least first; nothing of fewer than FEWEST people."""
    rows = (
        OpinionCount.objects.filter(month__gte=since(today))
        .order_by()
        .values_list("service_id", "words")
        .annotate(found_sum=Sum("found"), missed_sum=Sum("missed"))
    )
    kept = [row for row in rows if row[2] + row[3] >= FEWEST]
    services = Service.objects.select_related("actor").in_bulk([row[0] for row in kept if row[0]])
    found = [Told(services.get(pk), words, yes, no) for pk, words, yes, no in kept]
    _give_lines(found, today)
    return sorted(found, key=lambda each: (each.share, -each.total, each.words))


def _give_lines(found: Iterable[Told], today: date) -> None:
    by_subject = {(each.service.pk if each.service else None, each.words): each for each in found}
    for line in OpinionLine.objects.filter(month__gte=since(today)).order_by("-month", "text"):
        subject = by_subject.get((line.service_id, line.words))
        if subject is not None and len(subject.lines) < MOST_LINES:
            subject.lines.append(line)


def whole(today: date) -> tuple[int, int] | None:
    """(found, missed) of everything in a year; None under FEWEST."""
    sums = OpinionCount.objects.filter(month__gte=since(today)).aggregate(
        found=Sum("found", default=0), missed=Sum("missed", default=0)
    )
    total = sums["found"] + sums["missed"]
    return (sums["found"], sums["missed"]) if total >= FEWEST else None
