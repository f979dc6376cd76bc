"""A service as the search sees it: plain values, no model."""

import hashlib
import json
from dataclasses import dataclass, replace

from services.search.analysis import words

# What a word is worth according to where it stands, and how much long fields are evened out.
FIELD_WEIGHTS = {
    "title": 3.0,
    "summary": 1.2,
    "description": 1.0,
    "details": 0.5,
    "actor": 0.7,
    "place": 0.5,
}
MOMENTS = ("matin", "apres-midi", "soir")
# Raised when `words` changes, so that what is stored is made again.
ANALYSIS_VERSION = 1


@dataclass(frozen=True)
class Document:
    """Texts and facets of one published service.

    `days` and `moments` are sets of numbers and of `MOMENTS`; `codes` are themes and kinds of
    standards; `languages` are those spoken, and "autre" with an interpreter; None means « not
    said ».
    """

    key: int
    title: str
    summary: str = ""
    description: str = ""
    details: str = ""
    actor: str = ""
    place: str = ""
    codes: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    days: frozenset[int] = frozenset()
    moments: frozenset[str] = frozenset()
    free: bool | None = None
    walk_in: bool | None = None
    remote: bool = False
    languages: frozenset[str] = frozenset()
    inferred: bool = False

    def texts(self) -> dict[str, str]:
        """Field → text; a summary that the description repeats is not counted twice."""
        found = {name: getattr(self, name) for name in FIELD_WEIGHTS}
        start = found["summary"].rstrip("…. ")[:80]
        if start and start in found["description"]:
            found["summary"] = ""
        return found

    def without_text(self) -> "Document":
        """What memory keeps once the words are indexed: the facets."""
        return replace(self, title="", summary="", description="", details="", actor="", place="")

    def tokens(self) -> dict[str, str]:
        """Field → folded words, one space apart: what is stored per service."""
        return {name: " ".join(words(text)) for name, text in self.texts().items() if text}

    def meaning(self) -> str:
        """The text whose meaning is encoded."""
        body = self.texts()
        return f"{self.title}. {body['summary']} {body['description']}".strip()[:2000]

    def digest(self) -> str:
        """Changes when tokens or vector must be made again."""
        parts = [ANALYSIS_VERSION, self.texts()]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]
