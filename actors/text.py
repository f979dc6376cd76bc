"""Folding of French text, so that names sort and match alike on every database."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})
_NOT_WORD = re.compile(r"[^\w]+")


# Signs that no page, no XML and no PostgreSQL takes, ends of line and tabs aside.
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_BEFORE = re.compile(r" (?=[:;?!»])")
_AFTER = re.compile(r"(?<=«) ")


def typeset(text: str) -> str:
    """French spacing: what must not part at the end of a line is joined by a fixed space."""
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text))


def web_address(text: str) -> str:
    """The address when it is one of the web, else "": a link never runs a script."""
    return text if text.lower().startswith(("https://", "http://")) else ""


def fold(text: str) -> str:
    """Lower-case words without accents nor punctuation, one space apart.

    Non-Latin letters are kept: an Arabic or Turkish name still has a key.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NOT_WORD.sub(" ", bare.casefold()).replace("_", " ").strip()
