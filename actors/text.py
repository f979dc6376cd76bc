"""Folding of French text, so that names sort and match alike on every database."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})
_NOT_WORD = re.compile(r"[^\w]+")


def fold(text: str) -> str:
    """Lower-case words without accents nor punctuation, one space apart.

    Non-Latin letters are kept: an Arabic or Turkish name still has a key.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NOT_WORD.sub(" ", bare.casefold()).replace("_", " ").strip()
