"""What the code of every page must hold, whoever reads it: of the public, partners, city staff.

No browser here: the pages are read as they are sent. The names (C4, C13…) are those of the
audit grid, `services/accessibility/grid.csv`.
"""

import re
from collections import Counter

import pytest
from django.conf import settings
from django.test import Client

from tests.browser.pages import one_of_each_kind
from tests.sent_pages import Page, classes, faults, inside, is_admin, said

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What tells nothing to who hears the link alone.
EMPTY_LINKS = {"ici", "cliquez ici", "en savoir plus", "lire la suite", "suite", "plus", "lien"}
EMPTY_BUTTONS = {"ok", "valider", "go", "soumettre"}
POINTING = re.compile(r"ci-contre|ci-dessous|ci-dessus|à droite|à gauche|bouton (?:vert|rouge)")
NAME = "Guide numérique, Miramas"


# Read once for all the tests of this file: they look at the same pages.
_READ: dict[str, list[Page]] = {}


@pytest.fixture
def public(request) -> list[Page]:
    if "public" not in _READ:
        request.getfixturevalue("miramas")
        client = Client()
        paths = one_of_each_kind().values()
        _READ["public"] = [Page(path, client.get(path)) for path in paths]
        _READ["inside"] = inside()
    return _READ["public"]


@pytest.fixture
def everything(public) -> list[Page]:
    return [*public, *_READ["inside"]]


def test_images_say_something_or_are_silent(everything):
    """1.1, 1.2, 1.3: an image has words that are not a file's name, or is left out of speech."""

    def check(page):
        for image in page.all("img"):
            if image.get("alt") is None or re.search(r"\.\w{3}$|.{81}", image.get("alt")):
                yield f"img {image.get('src')}"
        for drawing in page.all("svg"):
            hidden = drawing.get("aria-hidden") == "true"
            if not hidden and not (drawing.get("role") == "img" and drawing.get("aria-label")):
                yield f"svg {drawing.get('class')}"

    assert faults(everything, check) == ""


def test_nothing_is_there_that_would_open_a_criterion(everything):
    """1.4, 1.5, 2.1, 2.2, 4.1 to 4.7, 4.10, 4.11, 5.1 to 5.3, 5.8, 13.6, 13.7, 13.12."""
    forbidden = ("iframe", "frame", "object", "embed", "audio", "video", "marquee", "blink")

    def check(page):
        yield from (f"<{node.tag}>" for node in page.all(*forbidden))
        yield from (
            f"captcha: {node.get('name')}"
            for node in page.all("input", "img")
            if "captcha" in f"{node.get('name')} {node.get('src')}".lower()
        )
        for table in page.all("table"):
            if not any(node.tag == "th" for node in table.iter()):
                yield "a table without headers"
            spans = any(int(node.get("rowspan") or 1) > 1 for node in table.iter())
            if spans and not is_admin(page):
                yield "a complex table"

    assert faults(everything, check) == ""


def test_c4_titles_are_unique_and_say_the_page_then_the_guide(public):
    for page in public:
        [title] = page.all("title")[:1]
        assert title.text.endswith(f" – {NAME}"), page.path
        assert len(title.text) > len(NAME) + 5, page.path
    # Two states of one page may share its title; « Ma liste » is empty, then holds three.
    one_each = {
        page.path.split("?")[0] if "liste" in page.path else page.path: page for page in public
    }.values()
    counts = Counter(page.all("title")[0].text for page in one_each)
    assert [title for title, n in counts.items() if n > 1] == []


def test_c4_a_title_tells_filters_pages_and_errors(miramas, client):
    first, second = "/services/?pilier=necessite", "/services/?pilier=necessite&page=2"
    filtered, later = (
        Page(path, client.get(path)).all("title")[0].text for path in (first, second)
    )
    assert "démarches" in filtered
    assert "page 2 sur" in later
    answer = client.post("/signaler/", {}, headers={"sec-fetch-site": "same-origin"})
    assert Page("/signaler/", answer).all("title")[0].text.startswith("Erreur :")


def test_c5_one_h1_and_no_skipped_level(everything):
    def check(page):
        levels = [int(node.tag[1]) for node in page.all(*HEADINGS)]
        if is_admin(page):  # the framework writes the site's name above its own title
            levels = [level for level in levels if level]
        if levels.count(1) != 1:
            yield f"{levels.count(1)} h1"
        yield from (
            f"h{before} then h{after}: {levels}"
            for before, after in zip(levels, levels[1:], strict=False)
            if after > before + 1
        )

    assert faults(everything, check) == ""


def test_c5_the_outline_of_a_service(public):
    page = next(page for page in public if re.match(r"/services/[a-z]", page.path))
    first, *others = [node.tag for node in page.all(*HEADINGS)]
    assert first == "h1" and set(others) <= {"h2", "h3"}


def test_c7_the_help_the_menu_and_the_footer_stand_at_the_same_place(public):
    """12.1 to 12.6: the same landmarks in the same order, the site map and the search at hand."""
    for page in public:
        order = [node.tag for node in page.all("header", "main", "footer", "nav")]
        if "header" not in order:  # the copy kept without network has no menu to lead anywhere
            continue
        assert order[0] == "nav" and order[1:3] == ["header", "nav"], page.path
        assert [tag for tag in order if tag in ("main", "footer")] == ["main", "footer"], page.path
        links = [link.get("href") for link in page.all("a")]
        assert links[0] == "#contenu", page.path
        assert "/plan-du-site/" in links and "/accessibilite/" in links, page.path
        assert "/services/" in links, page.path
        phones = [link for link in links if (link or "").startswith("tel:")]
        assert phones[0] == "tel:+33800013140", page.path


def test_c10_links_and_buttons_say_what_they_do(everything):
    def check(page):
        for link in page.all("a"):
            words = said(link).strip().casefold()
            if link.get("href") and (not words or words in EMPTY_LINKS):
                yield f"link {link.get('href')}: « {words} »"
            if link.get("target") == "_blank" and not is_admin(page):
                yield f"new window: {link.get('href')}"
        for button in page.all("button"):
            if said(button).casefold() in ("", *EMPTY_BUTTONS):
                yield f"button {button.get('name')}"

    assert faults(everything, check) == ""


def test_c10_a_file_says_its_format_and_its_weight(public):
    [page] = [page for page in public if page.path == "/donnees/"]
    for item in page.by_class("data__files")[0]:
        assert re.search(r"\((CSV|JSON|NDJSON|XLSX), [\d,]+\s(ko|Mo)", said(item))


def test_c10_the_same_words_lead_to_the_same_page(public):
    def check(page):
        if page.path == "/plan-du-site/":
            return  # a house and who lives there share a name, each under its own heading
        targets = {}
        for link in page.all("a"):
            if link.get("href") and not link.get("hreflang"):
                targets.setdefault(said(link), set()).add(link.get("href").split("#")[0])
        for words, found in targets.items():
            if len(found) > 1 and not words.startswith(("0 ", "+")):
                yield f"« {words} »: {sorted(found)[:3]}"

    assert faults(public, check) == ""


def test_c11_each_language_is_told_under_its_own_name(miramas, client):
    from services.web.context import OWN_NAMES

    for code in settings.LANGUAGES_READY:
        prefix = "" if code == "fr" else f"/{code}"
        page = Page(prefix, client.get(f"{prefix}/services/"))
        html = page.tree
        assert (html.get("lang"), html.get("dir")) == (code, "rtl" if code == "ar" else "ltr")
        told = {link.get("hreflang"): link for link in page.all("a") if link.get("hreflang")}
        assert set(told) == settings.LANGUAGES_READY - {code}
        for other, link in told.items():
            assert (said(link), link.get("lang")) == (OWN_NAMES[other], other)
            assert link.get("dir") == ("rtl" if other == "ar" else "ltr")


def test_c12_tables_have_a_caption_and_headers_that_tell_their_side(everything):
    def check(page):
        for table in page.all("table"):
            if is_admin(page) and "hours-table" not in classes(table):
                continue  # the framework's lists
            if not any(node.tag == "caption" and said(node) for node in table):
                yield "a table without a caption"
            for head in table.iter("th"):
                if head.get("scope") not in ("row", "col"):
                    yield f"a header of no side: {said(head)}"

    assert faults(everything, check) == ""


def test_c13_the_code_is_valid_html(everything):
    """8.1, 8.2, 8.9, 10.1: a doctype, no parse error, no identifier twice, no style in the code."""

    def check(page):
        if not page.html.lstrip().lower().startswith("<!doctype html>"):
            yield "no doctype"
        yield from (f"{error[0]} {error[1]}" for error in page.parser.errors)
        counts = Counter(node.get("id") for node in page.tree.iter() if node.get("id"))
        yield from (f"#{name} {n} times" for name, n in counts.items() if n > 1)
        if is_admin(page):
            return
        yield from (
            f"empty <{node.tag}> {node.attrib}"
            for node in page.all("p", "li", *HEADINGS)
            if not said(node)
            and not any(True for _child in node)
            and not node.get("role")
            and node.get("hidden") is None
        )
        if re.search(r"<br>\s*<br>|&nbsp;&nbsp;", page.html):
            yield "spaces drawn by code"
        yield from (f"style of <{node.tag}>" for node in page.tree.iter() if node.get("style"))

    assert faults(everything, check) == ""


def test_lists_and_quotes_are_lists_and_quotes(everything):
    """9.3: what is in a list is an item of it."""

    def check(page):
        for node in page.all("ul", "ol"):
            wrong = {child.tag for child in node if isinstance(child.tag, str)} - {"li", "template"}
            if wrong:
                yield f"<{node.tag}> holds {sorted(wrong)}"

    assert faults(everything, check) == ""


def test_forms_name_each_field_once_and_group_what_goes_together(everything):
    """11.1, 11.2, 11.3, 11.5, 11.6: a label for each field, a legend for each group."""

    def check(page):
        labelled = {label.get("for") for label in page.all("label")}
        inside = {id(node) for label in page.all("label") for node in label.iter()}
        for field in page.all("input", "select", "textarea"):
            if field.get("type") in ("hidden", "submit", "button", "image", "reset"):
                continue
            named = field.get("aria-label") or field.get("aria-labelledby") or field.get("title")
            if field.get("id") not in labelled and id(field) not in inside and not named:
                yield f"no label: {field.get('name')}"
        for group in page.all("fieldset"):
            name = group.get("aria-labelledby") or group.get("aria-label")
            if (
                not is_admin(page)
                and not name
                and not any(node.tag in ("legend", "h2") for node in group)
            ):
                yield f"no legend: {classes(group)}"

    assert faults(everything, check) == ""


def test_no_instruction_points_by_place_or_colour(public):
    """10.9, 10.10: nothing is found by its side or its colour alone."""
    assert faults(public, lambda page: POINTING.findall(said(page.all("main")[0]))) == ""


def test_c9_signing_in_takes_what_a_password_manager_gives(client, db):
    """11.13 and WCAG 3.3.8: fields say what they are for; nothing forbids to paste."""
    page = Page("/gestion/login/", client.get("/gestion/login/"))
    told = {field.get("name"): field.get("autocomplete") for field in page.all("input")}
    assert told["username"] == "username"
    assert told["password"] == "current-password"
    scripts = [*(settings.BASE_DIR / "static").rglob("*.js")]
    assert not [path for path in scripts if "paste" in path.read_text(encoding="utf-8")]
