"""Why a service is among the results, in the reader's language: « contient « imprimante » »."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actors.text import typeset
from actors.vocabularies import vocabulary
from services.choices import Appointment
from services.search import reasons
from services.search.guide import Answer

_WIDE = 36
_PLACE = "\ue000"


@dataclass(frozen=True)
class Why:
    """`in_french`: the lexicon says it, which nobody has translated, on a foreign page."""

    html: SafeString
    signs: int
    in_french: bool = False

    @property
    def is_wide(self) -> bool:
        return self.signs > _WIDE


def why(found: Answer, pk: int, *, most: int = 2) -> list[Why]:
    """The reasons of one service, the best first."""
    lines = [_in_words(reason) for reason in found.reasons(pk)]
    return list(dict.fromkeys(lines))[:most]


def _in_words(reason: reasons.Reason) -> Why:
    if reason.kind == reasons.WORD:
        return _quoting(_("Contient « %(word)s »") % {"word": _PLACE}, reason.text)
    if reason.kind == reasons.SUBJECT:
        return _quoting(_("Répond à « %(subject)s »") % {"subject": _PLACE}, reason.text)
    if reason.kind == reasons.WISH:
        return _wish(reason)
    return _plain(_("Par le sens de vos mots"))


def _is_foreign() -> bool:
    return (get_language() or "fr") != "fr"


def _plain(text: str, *, in_french: bool = False) -> Why:
    return Why(escape(text), len(text), in_french)


def _quoting(sentence: str, quoted: str) -> Why:
    """A sentence in the reader's language around what the guide says in French."""
    sentence, quoted = typeset(sentence), typeset(quoted)
    told = escape(quoted)
    if _is_foreign():
        told = format_html('<span lang="fr" dir="ltr">{}</span>', quoted)
    html = mark_safe(str(escape(sentence)).replace(_PLACE, told))  # noqa: S308  both escaped
    return Why(html, len(sentence) - 1 + len(quoted))


def _wish(reason: reasons.Reason) -> Why:
    """« Gratuit », « Ouvert le samedi »: elsewhere by the words that the cards say it in."""
    if not _is_foreign():
        return _plain(reason.text)
    told = [_OF_WISH[name](values) for name, values in reason.wishes if name in _OF_WISH]
    text = ", ".join(part for part in told if part)
    return _plain(text) if text else _plain(reason.text, in_french=True)


def _of(name: str) -> Callable[[tuple[str, ...]], str]:
    """The label of the first value, in a vocabulary; "" when it is not there."""

    def label(values: tuple[str, ...]) -> str:
        known = vocabulary(name).get(values[0])
        return str(known.words()) if known else ""

    return label


def _days(values: tuple[str, ...]) -> str:
    days = ", ".join(str(WEEKDAYS[int(value)]) for value in values)
    return _("Ouvert : %(days)s") % {"days": days}


def _moment(values: tuple[str, ...]) -> str:
    told = {
        "matin": _("Ouvert le matin"),
        "apres-midi": _("Ouvert l’après-midi"),
        "soir": _("Ouvert le soir"),
    }
    return told.get(values[0], "")


def _reception(values: tuple[str, ...]) -> str:
    return str(vocabulary("reception").label_of("a-distance")) if "distance" in values else ""


def _language(values: tuple[str, ...]) -> str:
    known = vocabulary("language").get(values[0])
    return _("Parle %(language)s") % {"language": known.words()} if known else ""


_OF_WISH: dict[str, Callable[[tuple[str, ...]], str]] = {
    "public": _of("audience"),
    "frais": _of("fee"),
    "jour": _days,
    "moment": _moment,
    "rdv": lambda _values: str(Appointment.NONE.label).capitalize(),
    "acces": _reception,
    "langue": _language,
}
