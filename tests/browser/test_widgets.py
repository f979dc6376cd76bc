"""K4, K7, C2, C6, C8: whole ways by keyboard, suggestions, errors, what stays without scripts."""

import html5lib

from tests.browser.keyboard import reach
from tests.browser.pages import one_of_each_kind

DESK = {"width": 1280, "height": 900}


def press_link(page, condition: str) -> None:
    reach(page, condition)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_k4_a_list_is_made_and_a_mistake_told_by_keyboard_alone(miramas, open_page):
    page = open_page("/services/?pilier=loisir", **DESK)
    press_link(page, "it.value === 'keep'")
    page.goto("/ma-liste/")
    assert page.locator(".cards--mine .card").count() == 1
    press_link(page, "(it.getAttribute('href') || '').includes('/fiche/')")
    assert page.locator(".handout__item").count() == 1

    page.goto("/signaler/")
    reach(page, "it.type === 'radio'")
    page.keyboard.press("Space")
    reach(page, "it.tagName === 'TEXTAREA'")
    page.keyboard.type("La porte était fermée mardi matin.")
    # The form refuses what no person could have typed: this one took its time.
    page.wait_for_timeout(3200)
    press_link(page, "it.matches('main button:not([name])')")
    assert "a reçu votre message" in page.inner_text("h1")


def test_k7_suggestions_are_a_combobox_and_a_plain_field_without_scripts(miramas, open_page):
    page = open_page("/services/", **DESK)
    field = page.locator("#q")
    field.focus()
    page.keyboard.type("imp")
    page.locator(".suggest__option").first.wait_for()
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("status").filter(has_text="suggestion").count() >= 1
    page.keyboard.press("ArrowDown")
    chosen = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "imp"

    plain = open_page("/services/", javascript=False, **DESK)
    plain.fill("#q", "imprimer")
    plain.press("#q", "Enter")
    plain.wait_for_url("**q=imprimer**")
    assert plain.locator("#q").get_attribute("role") is None


def test_c2_without_scripts_the_same_links_are_there(miramas, open_page, client):
    page = open_page("/", **DESK)
    links = "() => [...document.querySelectorAll('a[href]')].map(it => it.getAttribute('href'))"
    lost = []
    for path in one_of_each_kind().values():
        page.goto(path)
        html = client.get(path).content.decode()
        assert "activez JavaScript" not in html
        tree = html5lib.parse(html, namespaceHTMLElements=False)
        sent = {link.get("href") for link in tree.iter("a")}
        extra = {link for link in page.evaluate(links) if link not in sent}
        lost += [f"{path}: {link}" for link in extra]
    assert lost == []


def test_c6_an_error_is_told_named_and_keeps_what_was_typed(miramas, open_page):
    page = open_page("/signaler/", **DESK)
    reach(page, "it.tagName === 'TEXTAREA'")
    page.keyboard.type("La porte")
    page.wait_for_timeout(3200)
    press_link(page, "it.matches('main button:not([name])')")
    assert page.title().startswith("Erreur :")
    told = page.get_by_role("alert")
    assert "Choisissez ce qui ne va pas" in told.inner_text()
    wrong = page.locator("[aria-invalid=true]").first
    described = wrong.get_attribute("aria-describedby")
    said = " ".join(page.locator(f"#{name}").inner_text() for name in described.split())
    assert "Choisissez ce qui ne va pas" in said
    assert page.locator("textarea").first.input_value() == "La porte"


def test_c8_nothing_is_asked_twice(miramas, open_page):
    page = open_page("/services/?q=atelier", **DESK)
    assert page.locator("#q").input_value() == "atelier"
    page.goto("/services/?q=atelier&pilier=loisir")
    assert page.locator("#q").input_value() == "atelier"
    page.goto("/conseiller/?q=atelier")
    assert page.locator("input[type=search]").input_value() == "atelier"


def test_a_page_is_read_whichever_way_the_screen_is_held(miramas, open_page):
    for width, height in ((360, 640), (640, 360)):
        page = open_page("/services/", width=width, height=height)
        assert page.locator("h1").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
