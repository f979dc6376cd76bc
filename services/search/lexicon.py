"""The lexicon: what people say, in their words and languages, and what it means here.

One row says: these `expressions` (in one `language`) mean this `concept`. `sentences` are read by
their meaning alone, in any language: whole sentences of residents. The French row of a concept
also says what to look for in the services (`terms`), its broader concept (`parent`), the
`needs` of the guide it belongs to, and the wishes it carries (`filters`, as « public=seniors »).
Inside a cell the sign | parts the values; a weight follows a term as *2, a ? marks a weak
expression, a - a term that speaks against, a @ a theme of a standard.
"""

import csv
import io
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from services.search.analysis import LATIN_LANGUAGES, content, impersonal, stem, words
from services.search.common_words import ARTICLES, STOP_WORDS

LEXICON_FILE = Path(__file__).resolve().parents[2] / "fixtures" / "lexicon.csv"
COLUMNS = (
    "concept",
    "language",
    "label",
    "expressions",
    "sentences",
    "terms",
    "parent",
    "needs",
    "filters",
)
OUTSIDE, SYNONYMS = "hors-guide", "synonymes"
WEAK = 0.5


@dataclass(frozen=True)
class Row:
    """One line of the lexicon, as written by a person."""

    concept: str
    language: str
    label: str = ""
    expressions: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    parent: str = ""
    needs: tuple[str, ...] = ()
    filters: str = ""


@dataclass(frozen=True)
class Term:
    """What to look for in a service: stems in a row, or the code of a theme."""

    stems: tuple[str, ...]
    weight: float
    code: str = ""
    text: str = ""


@dataclass
class Concept:
    """One thing that people look for."""

    code: str
    label: str = ""
    terms: list[Term] = field(default_factory=list)
    parent: str = ""
    needs: tuple[str, ...] = ()
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    has_own_terms: bool = False

    @property
    def is_topic(self) -> bool:
        """False for a wish alone (« gratuit », « samedi ») and for what the guide does not do."""
        return OUTSIDE not in self.filters and (not self.filters or bool(self.needs))

    @property
    def speaks_of_services(self) -> bool:
        """Does it say what to look for, beside the wishes it may carry?"""
        return self.is_topic or self.has_own_terms


@dataclass(frozen=True)
class Expression:
    """Keys that must be met in a query for a concept to be meant.

    `literal`: what is left without stop words says too little (« parler à quelqu’un »), so the
    folded words must follow each other in the query, whoever speaks (`said`).
    """

    concept: str
    language: str
    text: str
    keys: tuple[str, ...]
    weight: float
    bare: str
    said: str
    literal: bool


def split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in cell.split("|")) if part)


def read(text: str) -> list[Row]:
    """The rows of a CSV text; ValueError names the line that cannot be read."""
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError(f"ligne 1 : colonnes attendues {', '.join(COLUMNS)}")
    rows = []
    for number, line in enumerate(reader, start=2):
        if None in line or None in line.values():
            raise ValueError(f"ligne {number} : {len(COLUMNS)} colonnes attendues")
        rows.append(
            Row(
                concept=line["concept"].strip(),
                language=line["language"].strip(),
                label=line["label"].strip(),
                expressions=split(line["expressions"]),
                sentences=split(line["sentences"]),
                terms=split(line["terms"]),
                parent=line["parent"].strip(),
                needs=split(line["needs"]),
                filters=line["filters"].strip(),
            )
        )
        if not rows[-1].concept or not rows[-1].expressions:
            raise ValueError(f"ligne {number} : un concept et une expression sont nécessaires")
    return rows


def language_keys(word: str) -> list[str]:
    """Every key a folded word may answer to: its stem, and its stem in other languages."""
    keys = [stem(word)]
    if word.isascii():
        keys += [f"{language}:{stem(word, language)}" for language in LATIN_LANGUAGES]
    return keys


def expression_key(word: str, language: str) -> str:
    if language in LATIN_LANGUAGES and word.isascii():
        return f"{language}:{stem(word, language)}"
    return stem(word)


def _readable_term(text: str) -> Term | None:
    """None for a row that no form checked: one bad line must not stop every search."""
    try:
        term = read_term(text)
    except ValueError:
        return None
    return term if term.stems or term.code else None


def read_term(text: str) -> Term:
    sign = -1.0 if text.startswith("-") else 1.0
    body, _, weight = text.lstrip("-").partition("*")
    number = sign * (float(weight) if weight else 1.0)
    if body.startswith("@"):
        return Term((), number, code=body[1:].strip(), text=body)
    sequence = tuple(stem(word) for word in words(body) if word not in STOP_WORDS)
    return Term(sequence, number, text=body.strip())


def read_filters(text: str) -> dict[str, tuple[str, ...]]:
    """« public=jeunes,familles frais=gratuit » → {"public": ("jeunes", "familles"), …}."""
    found = {}
    for part in text.split():
        name, _, values = part.partition("=")
        found[name] = tuple(values.split(",")) if values else ()
    return found


class Lexicon:
    """The rows, ready to be met by queries."""

    def __init__(self, rows: Iterable[Row]):
        rows = list(rows)
        self.concepts: dict[str, Concept] = {}
        self.expressions: list[Expression] = []
        self.surfaces: dict[str, int] = defaultdict(int)
        self.classes: dict[str, str] = {}
        for row in rows:
            if row.filters == SYNONYMS:
                for word in row.expressions:
                    self.classes[stem(words(word)[0])] = f"={row.concept}"
        for row in rows:
            if row.filters != SYNONYMS:
                self._add(row)
        for concept in self.concepts.values():
            concept.has_own_terms = bool(concept.terms)
            if concept.filters and not concept.terms and OUTSIDE not in concept.filters:
                concept.terms = [
                    term
                    for term in map(_readable_term, concept.phrases)
                    if term and len(term.stems) == 1
                ]
        self._following = self._followers()
        self.by_key: dict[str, list[int]] = defaultdict(list)
        for number, expression in enumerate(self.expressions):
            for key in set(expression.keys):
                self.by_key[key].append(number)
        total = len(self.expressions) + 1
        self.key_weight = {
            key: math.log(1 + total / len(found)) for key, found in self.by_key.items()
        }

    def _add(self, row: Row) -> None:
        concept = self.concepts.setdefault(row.concept, Concept(row.concept))
        concept.label = row.label or concept.label
        concept.parent = row.parent or concept.parent
        concept.needs = concept.needs + tuple(n for n in row.needs if n not in concept.needs)
        concept.filters.update(read_filters(row.filters))
        concept.sentences += row.sentences
        concept.terms += [term for term in map(_readable_term, row.terms) if term]
        for text in row.expressions:
            bare = text.rstrip("?").strip()
            sequence = words(bare)
            if not sequence:
                continue
            kept = content(sequence)
            lost = set(sequence) - set(kept) - ARTICLES
            literal = all(word in STOP_WORDS for word in kept) or (
                len(set(kept)) == 1 and (len(kept) > 1 or bool(lost))
            )
            keys = tuple(self._key(word, row.language, len(kept)) for word in kept)
            weight = WEAK if text.endswith("?") else 1.0
            said = impersonal(sequence)
            self.expressions.append(
                Expression(
                    *(row.concept, row.language, bare, keys, weight),
                    bare=" ".join(sequence),
                    said=said,
                    literal=literal and bool(said),
                )
            )
            if row.language == "fr":
                concept.phrases.append(bare)
            for word in sequence:
                if word not in STOP_WORDS:
                    self.surfaces[word] += 1

    def _followers(self) -> dict[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for concept in self.concepts.values():
            for text in [*concept.phrases, *(term.text for term in concept.terms)]:
                said = [word for word in words(text) if word not in STOP_WORDS]
                for left, right in _adjacent(said):
                    found[stem(left)][right] = None
        return found

    def _key(self, word: str, language: str, length: int) -> str:
        """Synonyms stand for each other beside other words, never alone."""
        key = expression_key(word, language)
        return self.classes.get(key, key) if language == "fr" and length > 1 else key

    def keys(self, word: str) -> list[str]:
        """Every key a folded word answers to: its stems, and the class of its synonyms."""
        keys = language_keys(word)
        return [*keys, self.classes[keys[0]]] if keys[0] in self.classes else keys

    def next_words(self, own: str) -> tuple[str, ...]:
        """Folded words that French expressions and terms say just after this stem."""
        return tuple(self._following.get(own, ()))

    def said_together(self) -> set[tuple[str, str]]:
        """Stems that follow each other in French expressions: they tell likely readings."""
        return {
            pair
            for concept in self.concepts.values()
            for text in concept.phrases
            for pair in _adjacent([stem(word) for word in words(text) if word not in STOP_WORDS])
        }

    def pairs(self) -> set[tuple[str, str]]:
        """Adjacent stems of the terms: the index keeps where services say them in a row."""
        found = set()
        for concept in self.concepts.values():
            for term in concept.terms:
                found.update(_adjacent(term.stems))
        return found


def _adjacent(sequence: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(sequence, sequence[1:], strict=False)
