"""Searches are counted by their words alone: a line in a file, folded into the table at night.

A page never writes to the database. What looks like a name, an address, a number or a code is
never written at all.
"""

import json
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from services.models import SearchCount
from services.search.analysis import query_words
from services.search.guide import Answer
from services.search.names import names_in
from services.search.spelling import french_words

LONGEST, MOST_WORDS = 120, 12
_FIGURES = re.compile(r"\d{4,}|\d{2,}[ .\-]\d{2,}[ .\-]\d{2,}")
_ADDRESS = re.compile(r"@|\bwww\.|https?:")
# A number before the way: « 12 rue des Mirabelles », « 3 bis, avenue Falabrègue ».
_HOME = re.compile(
    r"\b\d{1,4}\s*(?:bis|ter|quater)?\s*,?\s*"
    r"(?:rue|r\.|avenue|av\b|boulevard|bd\b|bld\b|impasse|imp\b|all[ée]e|chemin|route|place|quai"
    r"|square|cours|mail|mont[ée]e|traverse|passage|lotissement|r[ée]sidence)",
    re.IGNORECASE,
)
_FOLDING = ".folding"


def file() -> Path:
    return Path(settings.VAR_DIR) / "searches.jsonl"


def tells_of_a_person(text: str) -> bool:
    """An address, a telephone, a card number, an e-mail."""
    return any(told.search(text) for told in (_FIGURES, _ADDRESS, _HOME))


def cleaned(text: str, answer: Answer) -> str:
    """The words worth counting, folded; "" for what may tell of a person.

    A word is kept when the guide, the lexicon or French knows it and it is no name of a person,
    so that a name, a street number or a card number goes no further than the page it was typed
    in.
    """
    kept = vars(answer).setdefault("counted_words", {})
    if text not in kept:
        kept[text] = _cleaned(text, answer)
    return kept[text]


def _cleaned(text: str, answer: Answer) -> str:
    if tells_of_a_person(text):
        return ""
    speller = answer.speller
    names = names_in(text, speller)
    typed = [word for word in query_words(text)[:MOST_WORDS] if word not in names]
    known = [word for word in typed if word in speller or word in french_words()]
    # What the guide does not know is counted too: a need without an answer tells the most.
    subjects = {word for slot in answer.query.subjects for word in slot.word.split()}
    if subjects.isdisjoint(known) or len(known) * 2 < len(typed):
        return ""
    return " ".join(known)[:LONGEST]


def note(text: str, answer: Answer, *, language: str, day: date | None = None) -> None:
    """Append one search to the file; a full disk must not break a page."""
    words = cleaned(text, answer)
    if not words:
        return
    day = day or timezone.localdate()
    line = [day.isoformat(), words, language[:2], answer.sure]
    try:
        with file().open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError:
        return


def fold_in() -> int:
    """Add the noted searches to the table; return how many there were. For the nightly job."""
    source = file()
    folding = source.with_suffix(_FOLDING)
    if not folding.exists():
        try:
            os.replace(source, folding)
        except FileNotFoundError:
            return 0
    times: Counter[tuple[str, str, str]] = Counter()
    results: dict[tuple[str, str, str], int] = {}
    for line in folding.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            day, words, language, found = json.loads(line)
            key = (date.fromisoformat(day).isoformat(), str(words)[:LONGEST], str(language)[:2])
        except (ValueError, TypeError):
            continue  # a line cut short by a crash
        times[key] += 1
        results[key] = int(found)
    with transaction.atomic():
        for (day, words, language), number in times.items():
            counted, _new = SearchCount.objects.get_or_create(
                day=day, words=words, language=language
            )
            SearchCount.objects.filter(pk=counted.pk).update(
                count=F("count") + number, results=results[day, words, language]
            )
    folding.unlink()
    return sum(times.values())
