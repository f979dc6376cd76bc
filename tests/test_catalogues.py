"""The interface in other languages: whole catalogues, and what a page says in each."""

import re

import polib
import pytest
from html5lib import parse

from miramas_guide import catalogues
from tests.factories import words

LANGUAGES = ("en", "ar", "tr", "es", "pt")
PLACEHOLDER = re.compile(r"%\([a-z_]+\)s|%s|\{[a-z_]*\}")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(catalogues.SOURCE / language / "LC_MESSAGES" / "django.po"))


def test_five_languages_stand_beside_french():
    assert catalogues.ready() == {"fr", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_translated_and_keeps_its_placeholders(language):
    wrong = []
    for entry in catalogue(language):
        texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
        told = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        for text in texts:
            if not text or not set(PLACEHOLDER.findall(text)) <= told:
                wrong.append(entry.msgid)
        if not entry.msgid_plural and set(PLACEHOLDER.findall(entry.msgstr)) != told:
            wrong.append(entry.msgid)
    assert not wrong


def test_all_languages_translate_the_same_strings():
    first, *others = ({(e.msgctxt, e.msgid) for e in catalogue(code)} for code in LANGUAGES)
    for other in others:
        assert other == first


def test_french_says_zero_in_the_singular(client, db):
    page = words(client.get("/services/?q=zzzzz"))
    assert "0 organisme sur 0" in page or "0 organismes" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_speaks_its_language_and_marks_what_stays_french(client, make_service, language):
    make_service(title="Remplir un dossier")
    text = words(client.get(f"/{language}/services/"))
    page = parse(text, namespaceHTMLElements=False)
    assert (page.get("lang"), page.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    [title] = [a for a in page.iter("a") if "".join(a.itertext()) == "Remplir un dossier"]
    assert title.get("lang") == "fr"
    for french in ("Horaires à demander", "Garder", "Votre recherche", "Pour qui ?"):
        assert french not in text, french


@pytest.mark.django_db
def test_scene_two_a_neighbour_asks_in_turkish(miramas, tuesday_morning, client):
    home = parse(words(client.get("/")), namespaceHTMLElements=False)
    [link] = {a.get("href") for a in home.iter("a") if "".join(a.itertext()) == "Türkçe"}
    assert link == "/tr/"
    answer = client.get("/tr/services/?q=vergi")
    assert not answer.cookies
    card = words(answer).split('class="card ')[1].split("</article>")[0]
    assert "France services" in card and 'lang="fr"' in card
    for french in ("Horaires annoncés", "Garder", "Appeler", "Probable"):
        assert french not in card, french
