"""Telephone numbers: a thin layer over `phonenumbers`, the only place that imports it."""

import re
from functools import lru_cache

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_SHORT = re.compile(r"[13]\d{3}")
# 0 800 to 0 805 are free to call; 08 1x, 08 2x and 08 9x cost more than a local call.
_CHARGED = re.compile(r"\+33(81|82|89)\d{7}")
# Special numbers are read by threes: 0 800 013 140.
_SPECIAL = re.compile(r"\+33(8\d\d)(\d{3})(\d{3})")
_FREE = re.compile(r"\+3380[0-5]\d{6}")
EXAMPLE = "04 90 58 00 00"


def normalise(text: str) -> str:
    """E.164 (`+33490504574`) or a national short number of 4 digits (`3949`).

    Raises ValidationError, with what to type instead, for anything else.
    """
    compact = re.sub(r"[\s.\-/()]", "", text.strip())
    if not compact:
        return ""
    if _SHORT.fullmatch(compact):
        return compact
    try:
        number = phonenumbers.parse(compact, "FR")
    except phonenumbers.NumberParseException as error:
        raise _refusal() from error
    if not phonenumbers.is_possible_number(number) or not phonenumbers.is_valid_number(number):
        raise _refusal()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _refusal() -> ValidationError:
    return ValidationError(
        _(
            "Ce numéro de téléphone n’est pas valable. Écrivez dix chiffres, "
            "par exemple %(example)s, ou un numéro national de quatre chiffres, comme 3949."
        ),
        code="phone",
        params={"example": EXAMPLE},
    )


def validate_phone(text: str) -> None:
    normalise(text)


def is_short(number: str) -> bool:
    return bool(_SHORT.fullmatch(number))


def is_charged(number: str) -> bool:
    """True when the call costs more than a call to a fixed line."""
    return bool(_CHARGED.fullmatch(number))


def is_free(number: str) -> bool:
    """True for the toll-free ranges 0 800 to 0 805."""
    return bool(_FREE.fullmatch(number))


@lru_cache(maxsize=4_096)
def display(number: str) -> str:
    """`+33490504574` as `04 90 50 45 74`; a toll-free number as `0 800 013 140`."""
    if is_short(number) or not number.startswith("+"):
        return number
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    special = _SPECIAL.fullmatch(number)
    if special:
        return f"0 {' '.join(special.groups())}"
    if parsed.country_code == 33:
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def note(number: str) -> str:
    """What the public must know before calling: a national number, a free or a charged call."""
    if is_short(number):
        return _("numéro national")
    if is_free(number):
        return _("appel gratuit")
    if is_charged(number):
        return _("appel payant")
    return ""
