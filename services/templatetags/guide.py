"""Words, signs and links that templates need: phones, distances, dates, icons, shapes."""

import json
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlencode

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from actors import phones
from actors.freshness import due_on
from actors.opening_hours.words import date_words, month_words
from actors.text import web_address
from services import choices
from services.accessibility import words

register = template.Library()

_NBSP = "\u00a0"
_SCRIPT_SIGNS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
UNKNOWN_ICON = "circle-question-mark"
# The three shapes in a box of 24, drawn for this guide: they also sit in map.js and favicon.svg.
SHAPES = {
    "necessite": '<circle cx="12" cy="12" r="10.5"/>',
    "accomplissement": '<path d="M12 1.5 23.3 22H.7z"/>',
    "loisir": (
        '<path d="m12 .8 3.3 7.5 8.1.8-6.1 5.4 1.8 8L12 18.3l-7.1 4.2 1.8-8L.6 9.1l8.1-.8z"/>'
    ),
}


@register.filter
def phone(number: str) -> str:
    """`+33490504574` as `04 90 50 45 74`, on one line."""
    return phones.display(number).replace(" ", _NBSP)


@register.filter
def tel(number: str) -> str:
    """The number for a `tel:` link."""
    return f"tel:{number}"


@register.filter
def web(address: str) -> str:
    """The address of a link to another site; nothing for what is none."""
    return web_address(address)


@register.filter
def phone_note(number: str) -> str:
    """« appel gratuit », « numéro national », « appel payant », or nothing."""
    return phones.note(number)


@register.filter
def told(record, field: str) -> str:
    """The text of a record in the reader's language where somebody translated it, else French."""
    return record.translated(field, get_language() or "") or getattr(record, field)


@register.simple_tag
def in_french(record, field: str) -> str:
    """` lang="fr"` on a foreign page, for what nobody has translated; nothing on a French one."""
    language = get_language() or ""
    if language == "fr" or record.translated(field, language):
        return ""
    return mark_safe(' lang="fr" dir="ltr"')


@register.simple_tag
def translated_by(record) -> str:
    """« Traduit par le centre social, le 24 novembre 2026. », in the reader's language."""
    texts = record.translations.get(get_language() or "", {})
    signed = next((text for text in texts.values() if text.get("by")), None)
    if signed is None:
        return ""
    day = plain_date(date.fromisoformat(signed["on"])) if signed.get("on") else ""
    if not day:
        return gettext("Traduit par %(by)s.") % {"by": signed["by"]}
    return gettext("Traduit par %(by)s, le %(day)s.") % {"by": signed["by"], "day": day}


@register.simple_tag
def french() -> str:
    """` lang="fr"` on a foreign page, for what only the town or a source wrote."""
    is_french = (get_language() or "") == "fr"
    return "" if is_french else mark_safe(' lang="fr" dir="ltr"')


@register.simple_tag
def accessibility_mention() -> str:
    """« Accessibilité : non conforme », until an audit says better."""
    return words.mention()


@register.filter
def distance(metres: float | None) -> str:
    """`430` as « à 450 m à vol d’oiseau »; nothing when the distance is not known."""
    if metres is None:
        return ""
    rounded = max(50, round(metres / 50) * 50)
    if rounded < 1000:
        length = f"{rounded}{_NBSP}m"
    else:
        length = f"{metres / 1000:.1f}".replace(".0", "").replace(".", ",") + f"{_NBSP}km"
    return gettext("à %(length)s à vol d’oiseau") % {"length": length}


@register.filter
def long_date(day) -> str:
    """« mardi 24 novembre 2026 », « mardi 1er décembre 2026 »."""
    return date_words(day, year=True)


@register.filter
def plain_date(day) -> str:
    """« 24 novembre 2026 », « 1er décembre 2026 »."""
    return month_words(day, year=True)


@register.filter
def weight(size: int) -> str:
    """Bytes as « 161 ko » or « 1,2 Mo »: the words of shops, not « Kio »."""
    if size < 1_000_000:
        return gettext("%(n)s ko") % {"n": max(1, round(size / 1000))}
    return gettext("%(n)s Mo") % {"n": number_format(size / 1_000_000, 1)}


@register.filter
def next_review(record) -> str:
    """« Prochaine vérification : avril 2027. », or that it is late, with a space before."""
    day = due_on(record)
    if day is None:
        return ""
    if day < timezone.localdate():
        return " " + gettext("Elle est à vérifier de nouveau : appelez avant de venir.")
    return " " + gettext("Prochaine vérification : %(month)s.") % {"month": date_format(day, "F Y")}


@register.filter
def directions_url(location) -> str:
    """A map of the way to a location, on OpenStreetMap; nothing without a certain address."""
    if location.has_pin:
        point = f"{float(location.latitude):.5f},{float(location.longitude):.5f}"
        return f"https://www.openstreetmap.org/directions?{urlencode({'to': point})}"
    if location.address and location.is_address_certain:
        query = urlencode({"query": location.full_address})
        return f"https://www.openstreetmap.org/search?{query}"
    return ""


@register.simple_tag
def json_ld(data) -> str:
    """A data block for search engines, which no text of a record can end; nothing for nothing."""
    if not data:
        return ""
    text = json.dumps(data, ensure_ascii=False).translate(_SCRIPT_SIGNS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 escaped


@register.filter
def share_query(text: str) -> str:
    """Text made safe for the `body` of an `sms:` or `mailto:` link."""
    return quote(text, safe="")


@register.filter
def pillar_plain(code: str) -> str:
    """« Faire mes démarches »."""
    choice = choices.PILLAR.get(code)
    return choice.plain if choice else ""


@register.filter
def pillar_official(code: str) -> str:
    """« Numérique nécessité »."""
    choice = choices.PILLAR.get(code)
    return choice.label if choice else ""


@lru_cache(maxsize=256)
def _icon(name: str) -> SafeString:
    silent = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
    try:
        svg = lucide(name, size=None, **silent)
    except IconDoesNotExist:
        # Staff type the names of the icons of needs: a slip must not close the home page.
        svg = lucide(UNKNOWN_ICON, size=None, **silent)
    return mark_safe(" ".join(svg.split()).replace("> <", "><"))  # noqa: S308 the package's drawing


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative line drawing; the words beside it carry the meaning."""
    return _icon(str(name))


@register.simple_tag
def pillar_shape(code: str) -> SafeString:
    """The shape of a pillar, in the colour of the text around it."""
    return format_html(
        '<svg class="shape" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(SHAPES.get(code, "")),  # noqa: S308 our own drawing
    )
