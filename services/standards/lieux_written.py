"""What the two national judges accept in the cells of « Lieux de médiation numérique »."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

from actors.phones import is_short

UNKNOWN_PIVOT = "00000000000000"
_SIGNS = r"A-Za-z\dÀ-ÖØ-öø-ÿœ-ŸŒ\-'’\s"
_NOT_IN_CITY = re.compile(rf"[^{_SIGNS}]+")
_NOT_IN_ADDRESS = re.compile(rf"[^{_SIGNS},()°.&:+–|;/]+")
_PHONE = re.compile(r"\+(?:33|590|594|262|596|269|687|689|508|681)\d{6,9}")
_URL = re.compile(
    r"[A-Za-z]{3,9}:(?://)?(?:[;:&=+$,\w-]+@)?[A-Za-z0-9.-]+"
    r"(?:(?:/[+~,%@/.\w_-]*)?\??[-+=&;%@.\w_]*#?[.!/\\\w]*)?",
    re.ASCII,
)

# As the national library reads an e-mail: two signs at least before the @, no accent.
_EMAIL = re.compile(
    r"\w[\w.!#$%&'*+\\=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?"
    r"(?:\.[a-z\d][a-z\d-]{0,61}[a-z\d])+",
    re.ASCII | re.IGNORECASE,
)


def is_email(text: str) -> bool:
    return bool(_EMAIL.fullmatch(text))


def is_url(text: str) -> bool:
    return bool(_URL.fullmatch(text))


def pivot_of(location: dict, actor: dict, extra: dict) -> str:
    """SIRET, else RNA, of the place, else of its actor; zeros when nobody knows."""
    known = (place.get(name) for place in (location, actor) for name in ("siret", "rna"))
    return next(filter(None, known), extra.get("pivot") or UNKNOWN_PIVOT)


def written_city(text: str) -> str:
    return " ".join(_NOT_IN_CITY.sub(" ", text).split())


def written_address(text: str) -> str:
    return " ".join(_NOT_IN_ADDRESS.sub(" ", text).split())


def written_phone(number: str) -> str:
    """Short national numbers and foreign ones have no place in the standard."""
    return number if _PHONE.fullmatch(number) and not is_short(number) else ""


def several(location: dict, actor: dict, name: str, others: list[str]) -> str:
    """The place's own address, or its actor's, and the further ones its source gave."""
    first = location.get(name) or actor.get(name) or ""
    values = [first, *others]
    if name == "website":
        values = [written_url(value) for value in values]
    is_right = is_url if name == "website" else is_email
    return "|".join(value for value in values if value and is_right(value))


def written_url(url: str) -> str:
    """The address in the only signs the standard takes, or nothing."""
    if not url or _URL.fullmatch(url):
        return url
    parts = urlsplit(url)
    try:
        host = parts.netloc.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    path, query = quote(parts.path, safe="+~,%@/._-"), quote(parts.query, safe="-+=&;%@._")
    plain = urlunsplit((parts.scheme, host, path, query, parts.fragment))
    return plain if _URL.fullmatch(plain) else ""
