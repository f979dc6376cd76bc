"""Every word of the interface is marked: in a language where each marked text stands in brackets,
nothing readable stays outside of them but the records, told to be French by their `lang`.
"""

import re

import polib
import pytest
from django.utils import dates, translation
from html5lib import parse

from actors import geo
from actors.models import Actor, Location
from miramas_guide import gathering
from services import sketch
from services.models import GuideSettings, Need
from tests.browser.pages import one_of_each_kind

READ = ("alt", "title", "placeholder", "aria-label", "data-stop", "data-copied")
# What Django itself says in English, and what is the same in every language.
with translation.override("en"):
    CALENDAR = (dates.WEEKDAYS, dates.WEEKDAYS_ABBR, dates.MONTHS, dates.MONTHS_3)
    SAME = {str(name).casefold() for table in CALENDAR for name in table.values()}
_ALIKE = (
    "html css svg javascript axe core chromium lighthouse nvda voiceover json csv xlsx geojson"
    " icalendar atom qr km ko mo kb et am pm sms rgaa url api ods xml pdf miramas ign english"
    " sha ndjson yaml firefox safari html5lib lib"
)
SAME |= set(_ALIKE.split())


@pytest.fixture
def pseudo(tmp_path, settings):
    """English, where every marked text is its French in brackets."""
    catalogue = polib.POFile(encoding="utf-8")
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    # Formats of dates are translated too, but they are not words.
    for (context, text), [marked, *_] in gathering.to_translate().items():
        entry = polib.POEntry(msgctxt=context or None, msgid=text)
        if marked.plural:
            entry.msgid_plural = marked.plural
            entry.msgstr_plural = {0: f"⟦{text}⟧", 1: f"⟦{marked.plural}⟧"}
        else:
            is_format = context.startswith("date")
            entry.msgstr = text.replace(r"1\e\r", "j") if is_format else f"⟦{text}⟧"
        catalogue.append(entry)
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue.save_as_mofile(str(folder / "django.mo"))
    with translation.override("fr"):
        settings.LOCALE_PATHS = [str(tmp_path)]
        # The plan remembers its words by language: those of the real English, and soon ours.
        sketch._background.cache_clear()
        yield
    sketch._background.cache_clear()
    settings.LOCALE_PATHS = []


def unmarked(html: str, names: list[str], kind: str = "") -> list[str]:
    """Texts that a foreigner reads in French without being told, in the order of the page."""
    found, depth = [], 0

    def read(text: str) -> None:
        nonlocal depth
        outside = ""
        for sign in text or "":
            depth += (sign == "⟦") - (sign == "⟧")
            outside += " " if depth or sign == "⟧" else sign
        for name in names:
            outside = outside.replace(name, " ")
        outside = re.sub(r"<[^>]*|\S+@\S+|\S*/\S*|\S+\.(?:fr|gouv)\b", " ", outside)
        words = re.findall(r"[^\W\d_]{2,}", outside)
        if [word for word in words if word.casefold() not in SAME]:
            found.append(" ".join(outside.split()))

    def visit(node) -> None:
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "template", "code"):
            return
        # A title of a page and its description, all of one tongue, are what a record says.
        told = node.tag == "title" or node.get("name") == "description"
        if told and kind == "record" or node.get("lang", "en") != "en" or node.get("hreflang"):
            return
        for name in READ:
            read(node.get(name))
        if node.tag == "meta" and node.get("name") == "description":
            read(node.get("content"))
        read(node.text)
        for child in node:
            visit(child)
            read(child.tail)

    visit(parse(html, namespaceHTMLElements=False))
    return found


def proper_names() -> set[str]:
    """Names of organisations, places, streets and quarters, and what somebody translated."""
    guide = GuideSettings.objects.first() or GuideSettings()
    names = {guide.name, guide.tagline, guide.publisher, guide.host, guide.contact_address}
    names |= {guide.help_name, *geo.quarter_labels().values()}
    for actor in Actor.objects.all():
        names |= {actor.name, actor.short_name}
    for place in Location.objects.all():
        names |= {place.name, place.address, place.city, place.quarter}
    for need in Need.objects.all():
        names |= {need.translated("label", "en"), need.translated("question", "en")}
    return names - {"", None}


@pytest.mark.django_db
def test_nothing_of_the_interface_stays_in_french(
    completed_miramas, pseudo, tuesday_morning, client
):
    names = sorted(proper_names(), key=len, reverse=True)
    kinds = one_of_each_kind()
    service = kinds["service"]
    more = {
        "envies": "/services/?q=imprimer+gratuit+samedi+matin+pour+les+seniors+sans+rendez-vous",
        "chez soi": "/services/?q=imprimer+a+domicile+en+turc",
        "fiche": f"{service}imprimer/",
        "conseiller": "/conseiller/?q=impots",
        "papier": "/guide-papier/",
        "parcours": "/parcours/mes-demarches-avec-vous-puis-seul/",
    }
    faults = []
    for path in dict.fromkeys([*kinds.values(), *more.values()]):
        answer = client.get("/en" + path)
        if answer.status_code in (200, 404):
            kind = "record" if path.count("/") > 2 else ""
            found = unmarked(answer.content.decode(), names, kind)
            faults += [f"{path}: {text}" for text in dict.fromkeys(found)]
        else:
            faults.append(f"{path}: {answer.status_code}")
    assert not faults, "\n".join(faults)
