"""The sheet handed over: up to three services on a page, in French and beside it a language.

Every piece is written twice by the same functions, once per language: what comes out the same
(a name, an address, a number) is printed once, the rest side by side.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from actors.opening_hours.words import list_words, sentence_case
from services import cards
from services.choices import PILLAR
from services.desk import slots
from services.hours import ClosureBook
from services.models import Service
from services.printing.entries import address_of, number_line, stamp_of
from services.templatetags.guide import plain_date

FRENCH = "fr"
# So that three services and two languages stand on one page; the rest is behind the QR code.
NAME_SIGNS, NOTE_SIGNS, LIST_SIGNS = 36, 45, 75
_RIGHT_TO_LEFT = {"ar"}


@dataclass(frozen=True)
class Setting:
    """What the sheet depends on beside its services; `workshops` by service: (start, end)."""

    at: datetime
    book: ClosureBook
    help_phone: str
    help_name: str
    workshops: dict[int, list[tuple[datetime, datetime]]]
    # Several services: leave out what a neighbour knows. Two languages as well: cut long lists.
    is_short: bool = True
    is_tight: bool = False


@dataclass(frozen=True)
class Piece:
    """One row of the sheet in one language: `doubt` is what a stamp says, or nothing."""

    code: str
    label: str
    lines: tuple[str, ...]
    doubt: str = ""
    note: str = ""


@dataclass(frozen=True)
class Row:
    """A piece in French and in the other language; `other` is empty when both read the same."""

    piece: Piece
    other: Piece | None

    @property
    def is_shared(self) -> bool:
        if self.other is None:
            return True
        own, others = self.piece, self.other
        return (own.lines, own.note, own.doubt) == (others.lines, others.note, others.doubt)


@dataclass(frozen=True)
class Title:
    """What is offered, and the stamp of a record that nobody has confirmed."""

    text: str
    pillar: str
    doubt: str


@dataclass(frozen=True)
class Item:
    """One service of the sheet."""

    number: int
    code: int
    pillar: str
    path: str
    title: Title
    other_title: Title | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Side:
    """A language of the sheet, and what the sheet itself says in it."""

    code: str
    direction: str
    name: str
    title: str
    prepared: str
    question: str
    meeting: str
    meeting_on: str
    meeting_at: str
    meeting_with: str
    show: str
    sentence: str
    promise: str


def direction_of(language: str) -> str:
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def other_language(asked: str, *, shown: str) -> str:
    """The language beside French: the one asked for, else that of the page; "" for none."""
    known = {code for code, _label in settings.LANGUAGES} - {FRENCH}
    if asked in known:
        return asked
    return shown if shown in known and not asked else ""


def items_of(services: Iterable[Service], setting: Setting, language: str) -> list[Item]:
    """The services (from `with_card()`, prepared as cards) in French and in `language`."""
    return [_item(number, each, setting, language) for number, each in enumerate(services, 1)]


def _item(number: int, service: Service, setting: Setting, language: str) -> Item:
    with translation.override(FRENCH):
        title, pieces = _title(service, setting, ""), _pieces(service, setting)
    other_title, others = None, [None] * len(pieces)
    if language:
        with translation.override(language):
            other_title = _title(service, setting, language)
            others = _pieces(service, setting)
    rows = tuple(Row(piece, other) for piece, other in zip(pieces, others, strict=True))
    path = service.get_absolute_url()
    return Item(number, service.pk, service.pillar, path, title, other_title, rows)


def _title(service: Service, setting: Setting, language: str) -> Title:
    text = service.translated("title", language) if language else service.title
    return Title(text, str(PILLAR.label_of(service.pillar)), _doubt(service, setting))


def _doubt(service: Service, setting: Setting) -> str:
    if service.inferred:
        return _("Probable, à confirmer")
    if stamp_of(service, timezone.localdate(setting.at)).is_verified:
        return ""
    return _("À confirmer")


def _pieces(service: Service, setting: Setting) -> list[Piece]:
    workshops = setting.workshops.get(service.pk, [])
    when = slots.when_of(
        service, service.place, at=setting.at, book=setting.book, workshops=workshops
    )
    # The stamp beside the title speaks for everything below it.
    doubt = "" if when.is_sure or _doubt(service, setting) else _("À confirmer")
    pieces = [
        Piece("who", pgettext("fiche", "Qui"), (_who(service, setting),)),
        Piece("where", pgettext("fiche", "Où"), tuple(_where(service, setting))),
        Piece("when", pgettext("fiche", "Quand"), when.lines, doubt, when.note),
        *_price_and_bring(service, setting),
    ]
    return pieces if setting.is_short else pieces + _more(service, setting)


def _price_and_bring(service: Service, setting: Setting) -> list[Piece]:
    """What is stated, then one row for what is not: absent is not « nothing »."""
    price = _list([*cards.labels_of(service, "fee"), service.price_note], setting)
    bring = _list([*cards.labels_of(service, "bring"), service.bring_note], setting)
    pieces, unknown = [], []
    for code, label, text, question in (
        ("price", pgettext("fiche", "Prix"), price, _("le prix")),
        ("bring", pgettext("fiche", "À apporter"), bring, _("ce qu’il faut apporter")),
    ):
        if text:
            pieces.append(Piece(code, label, (text,)))
        else:
            unknown.append(question)
    if unknown:
        label = pgettext("fiche", "À demander")
        pieces.append(Piece("ask", label, (sentence_case(list_words(unknown)),)))
    return pieces


def _who(service: Service, setting: Setting) -> str:
    number = number_line(cards.own_number(service, service.place), setting.help_phone)
    name = service.actor.name if len(service.actor.name) <= NAME_SIGNS else service.actor.short_name
    if not number.text:
        return name
    call = f"☎\u00a0{number.text}"
    if number.is_help:
        call = _("aide du guide : %(number)s") % {"number": call}
    return f"{name} · {call}"


def _where(service: Service, setting: Setting) -> list[str]:
    if service.place is None:
        return [_("Lieu à demander par téléphone")]
    location = service.place.location
    notes = " ".join(note for note in (service.place.note, location.access_note) if note)
    parts = [", ".join(_address(service, location, setting)), _cut(notes, NOTE_SIGNS, setting)]
    lines = [". ".join(part for part in parts if part)]
    if location.wheelchair and not setting.is_short:
        lines.append(sentence_case(str(location.get_wheelchair_display())))
    return lines


def _address(service: Service, location, setting: Setting) -> list[str]:
    """On a full page, nobody needs the same name twice, nor the name of the town they live in."""
    is_known = location.is_address_certain and location.address
    address = location.address if is_known and setting.is_short else address_of(location)
    if setting.is_short and is_known and not location.is_in_town:
        address = f"{address}, {location.city}"
    name = location.name
    if setting.is_short and name.startswith(service.actor.name):
        name = name[len(service.actor.name) :].strip(" –-,")
    return [name, address] if name else [address]


def _list(texts: list[str], setting: Setting) -> str:
    """« Une pièce d’identité, votre téléphone… »: whole items, as many as there is room for."""
    stated = [text for text in texts if text]
    shown = list(stated)
    while setting.is_tight and len(shown) > 1 and len(", ".join(shown)) > LIST_SIGNS:
        shown.pop()
    end = "…" if len(shown) < len(stated) else ""
    return sentence_case(", ".join(shown)) + end


def _more(service: Service, setting: Setting) -> list[Piece]:
    """What a sheet of one service has room for."""
    facts = (
        ("audience", pgettext("fiche", "Pour qui"), ("audience", "special_care")),
        ("level", pgettext("fiche", "Niveau"), ("level",)),
        ("language", pgettext("fiche", "Langues parlées"), ("language",)),
    )
    return [
        Piece(code, label, (_list(labels, setting),))
        for code, label, names in facts
        if (labels := [text for name in names for text in cards.labels_of(service, name)])
    ]


def _cut(text: str, signs: int, setting: Setting) -> str:
    return Truncator(text).chars(signs) if setting.is_tight else text


def side(language: str, setting: Setting, count: int, *, speaks: str = "") -> Side:
    """The words of the sheet around its services; `speaks`: the language of whoever carries it."""
    today = timezone.localdate(setting.at)
    with translation.override(language):
        name = str(dict(settings.LANGUAGES)[speaks or language])
        return Side(
            code=language,
            direction=direction_of(language),
            name=name,
            title=_heading(count),
            prepared=_("Préparé le %(date)s") % {"date": plain_date(today)},
            question=_("Une question ?"),
            meeting=pgettext("fiche", "Rendez-vous"),
            meeting_on=pgettext("fiche, date", "le"),
            meeting_at=pgettext("fiche, heure", "à"),
            meeting_with=pgettext("fiche, personne", "avec"),
            show=_("Montrez cette phrase à l’accueil :"),
            sentence=_("Bonjour. Je parle %(language)s. Pouvez-vous m’aider avec cette feuille ?")
            % {"language": name},
            promise=_("On ne vous demandera jamais votre mot de passe."),
        )


def _heading(count: int) -> str:
    if count < 2:
        return _("Où aller")
    return ngettext("Votre parcours, en %(n)s étape", "Votre parcours, en %(n)s étapes", count) % {
        "n": count
    }
