"""Text into words and stems: one way for services, lexicon and queries."""

import re
from functools import lru_cache

import Stemmer

from actors.text import fold
from services.search.common_words import SAME_PERSON, STOP_WORDS, UNSAID

MAX_SIGNS, MAX_WORDS = 200, 32

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_BETWEEN_CLAUSES = re.compile(
    r"[,;.!?…]|\b(?:et|mais|car|parce|puis|alors|donc|quand|comme|qui|que|pour|sur|depuis"
    r"|and|but|because|pero|porque|mas|perch[eé]|ama|ve|но|и|że|bo)\b",
    re.IGNORECASE,
)
_SHORTEST_CLAUSE = 3
_SIGNS = str.maketrans({"ı": "i", "ـ": None, "’": "'", "ʼ": "'", "\x00": " "})
_ARABIC_ARTICLE = re.compile(r"^(?:وال|بال|كال|فال|ال|لل)(?=\w{3})")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")

_STEMMERS = {
    name: Stemmer.Stemmer(language)
    for name, language in {
        "fr": "french",
        "en": "english",
        "es": "spanish",
        "pt": "portuguese",
        "it": "italian",
        "tr": "turkish",
        "ar": "arabic",
        "ru": "russian",
        "pl": "polish",
    }.items()
}
LATIN_LANGUAGES = ("en", "es", "pt", "it", "tr", "pl")


def words(text: str) -> list[str]:
    """Folded words: no accent, no elision sign, no case; « C.V. » is one word."""
    text = _DOTTED.sub(lambda found: found.group().replace(".", ""), text.translate(_SIGNS))
    return fold(text).translate(_SIGNS).split()


def query_words(text: str) -> list[str]:
    """The words of a query, of which 200 signs and 32 words are read."""
    return words(text[:MAX_SIGNS])[:MAX_WORDS]


def clauses(text: str) -> list[str]:
    """The parts of a long sentence that can be understood alone; none of a short one.

    « mamie ne sort plus | a des papiers à remplir »: one vector of the whole says neither.
    """
    parts = [part.strip() for part in _BETWEEN_CLAUSES.split(text[:MAX_SIGNS])]
    parts = [part for part in parts if len(part.split()) >= _SHORTEST_CLAUSE]
    return parts if parts and parts != [text.strip()] else []


def impersonal(sequence: list[str]) -> str:
    """The words as anybody would say them: « elle ne peut plus », « je peux plus »."""
    return " ".join(SAME_PERSON.get(word, word) for word in sequence if word not in UNSAID)


def script(word: str) -> str:
    """Language of the stems a word is given: "ar" and "ru" by their script, else "fr"."""
    if word.isascii():
        return "fr"
    if _ARABIC.search(word):
        return "ar"
    return "ru" if _CYRILLIC.search(word) else "fr"


@lru_cache(maxsize=50_000)
def stem(word: str, language: str = "") -> str:
    """The stem of a folded word; figures and words of two signs stay as they are."""
    language = language or script(word)
    if language == "ar":
        word = _ARABIC_ARTICLE.sub("", word)
    if len(word) < 3 or word.isdigit():
        return word
    if language == "fr":
        short = word[:-1] if len(word) > 3 and word[-1] in "sx" and word[-2] != "s" else word
        if len(short) <= 4:  # « café » is not « caf », « codes » are not « coder »
            return short
    return _STEMMERS.get(language, _STEMMERS["fr"]).stemWord(word)


def content(sequence: list[str]) -> list[str]:
    """The words without those that carry no subject; all of them when nothing is left."""
    kept = [word for word in sequence if word not in STOP_WORDS]
    return kept or list(sequence)


def stems(text: str) -> list[str]:
    """Stems of the subject words of a text, in order: what services are indexed by."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]
