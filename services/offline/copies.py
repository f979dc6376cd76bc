"""The whole guide as one page that needs nothing else: no link out, no state that ages."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from services.printing import contexts, plan
from services.web import revision

STYLES, SCRIPTS = ("css/site.css", "css/printing.css", "css/copy.css"), ("js/copy.js",)
# Width of a letter on the plan of the page, in its units.
_LETTER = 6.0


@dataclass(frozen=True)
class Inlined:
    """A style sheet or a script inside the file, and the hash that its own policy names."""

    text: SafeString
    policy: str


def body(request, at: datetime) -> SafeString:
    """The content, made once a day, a language and a revision."""
    number, day = revision.of(request), timezone.localdate(at)
    return revision.remember_latest(
        f"copy {get_language()}", day, number, lambda: _body(request, at, day)
    )


def _body(request, at: datetime, day: date) -> SafeString:
    # What the records say is in French: a date or a state in Turkish amid it would help nobody.
    with override("fr"):
        guide = contexts.paper_guide(at)
    context = {
        "paper": guide,
        "day": day,
        "sketch": plan.with_names(guide.plan, _LETTER) if guide.plan else None,
    }
    return render_to_string("services/offline/_guide.html", context, request)


def file(request, at: datetime) -> bytes:
    """The page with its style and its script inside, to be opened from a disk."""
    number, day = revision.of(request), timezone.localdate(at)
    return revision.remember_latest(
        f"copy file {get_language()}", day, number, lambda: _file(request, at, day)
    )


def _file(request, at: datetime, day: date) -> bytes:
    context = {
        "body": body(request, at),
        "day": day,
        "style": inlined(STYLES),
        "script": inlined(SCRIPTS),
    }
    return render_to_string("services/offline/file.html", context, request).encode()


@lru_cache(maxsize=2)
def inlined(names: tuple[str, ...]) -> Inlined:
    """The files one after the other, as they stand: ours, and without `</`."""
    texts = []
    for name in names:
        with open(finders.find(name), encoding="utf-8") as source:
            texts.append(source.read())
    text = "\n".join(texts)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Inlined(mark_safe(text), f"'sha256-{digest}'")  # noqa: S308  our own static files
