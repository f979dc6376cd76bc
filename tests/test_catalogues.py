"""The interface in other languages: whole catalogues, and what a page says in each."""

import re
from datetime import date

import polib
import pytest
from django.utils import translation
from html5lib import parse

from miramas_guide import catalogues, gathering
from services.templatetags.guide import long_date, plain_date
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


def test_catalogues_hold_what_is_marked_and_nothing_else():
    """When this fails: `manage.py make_messages`, then translate what it leaves empty."""
    marked = set(gathering.to_translate())
    for language in LANGUAGES:
        entries = {(entry.msgctxt or "", entry.msgid) for entry in catalogue(language)}
        assert (marked - entries, entries - marked) == (set(), set()), language


def test_every_count_of_the_french_says_zero_in_the_singular():
    entries = {(entry.msgctxt or "", entry.msgid) for entry in catalogue("fr")}
    assert set(gathering.plurals()) == entries


def test_the_strings_of_the_workshop_are_not_given_to_translators():
    found = gathering.to_translate()
    assert ("", "Appeler") in found
    assert ("", "%d fiche publiée.") not in found  # of the admin alone
    assert ("", "latitude") not in found  # what a form of the admin calls a field


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('{% translate "Où ?" %}', [("", "Où ?", "")]),
        ('{% translate "mai" context "mois" as x %}', [("mois", "mai", "")]),
        ("{% blocktranslate %}Le {{ day }}{% endblocktranslate %}", [("", "Le %(day)s", "")]),
        (
            "{% blocktranslate trimmed count n=3 %}\n un (1)\n{% plural %}\n {{ n }} ici\n"
            "{% endblocktranslate %}",
            [("", "un (1)", "%(n)s ici")],
        ),
        ('<p>{{ name|default:_("Personne") }}</p>', [("", "Personne", "")]),
        ("<p>Rien (_)</p>", []),
    ],
)
def test_the_marked_strings_of_a_template_are_read(template, expected):
    read = gathering.in_template("page.html", template)
    assert [(one.context, one.singular, one.plural) for one in read] == expected


def test_update_keeps_what_is_translated_and_drops_what_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "SOURCE", tmp_path)
    file = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    former = polib.POFile()
    former.metadata = {"Plural-Forms": "nplurals=2; plural=(n != 1);", "Content-Type": "text/plain"}
    former.append(polib.POEntry(msgid="Où", msgstr="Dónde"))
    former.append(polib.POEntry(msgid="Quand", msgstr="Cuándo"))
    former.save(str(file))
    found = {
        ("", "Où"): [gathering.Marked("a.html", "Où")],
        ("", "%(n)s aide"): [gathering.Marked("b.py", "%(n)s aide", "%(n)s aides")],
    }
    assert catalogues.update("es", found) == ["%(n)s aide"]
    texts = {entry.msgid: entry.msgstr for entry in polib.pofile(str(file))}
    assert texts == {"Où": "Dónde", "%(n)s aide": ""}
    [new] = [entry for entry in polib.pofile(str(file)) if entry.msgid_plural]
    assert (len(new.msgstr_plural), new.flags) == (2, ["python-format"])


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


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "mardi 24 novembre 2026"),
        ("en", "Tuesday 24 November 2026"),
        ("es", "martes 24 de noviembre de 2026"),
        ("pt", "terça-feira, 24 de novembro de 2026"),
        ("tr", "Salı 24 Kasım 2026"),
    ],
)
def test_a_date_is_said_as_the_language_says_it(language, expected):
    with translation.override(language):
        assert long_date(date(2026, 11, 24)).casefold() == expected.casefold()
        assert plain_date(date(2026, 11, 24)).split()[0] == "24"
