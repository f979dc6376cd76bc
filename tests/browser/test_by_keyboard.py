"""K4, K7: nothing but keys, from a few letters to a page, from a password to a corrected text."""

import pytest

from services.models import Service
from tests.browser.keyboard import reach
from tests.staff import EDITOR, PASSWORD, SUPERUSER, admin_url, make_staff

DESK = {"width": 1280, "height": 900}
EMAIL = "accueil@example.org"
SUMMARY = "On vous montre comment écrire un courriel, pas à pas."


def press_enter(page, condition: str) -> None:
    """Reach a control by Tab, press Enter, and wait for the page where it leads."""
    # A service's form has more boxes than any public page has stops.
    reach(page, condition, most=400)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page, condition: str, words: str) -> None:
    reach(page, condition)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def ask(page, words: str):
    """Type in the search field; wait for the suggestions."""
    write(page, "it.id === 'q'", words)
    page.locator(".suggest__option").first.wait_for()
    return page.locator("#q")


def test_k7_arrow_and_enter_go_where_the_suggestion_leads(miramas, open_page):
    page = open_page("/services/", **DESK)
    field = ask(page, "imp")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(".suggest__option[aria-selected=true]")
    assert chosen.count() == 1
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    leads_to = chosen.get_attribute("data-url")
    with page.expect_navigation() as arrival:
        page.keyboard.press("Enter")
    assert arrival.value.status == 200
    assert page.url.endswith(leads_to)


def test_k7_arrows_go_round_and_the_focus_stays_in_the_field(miramas, open_page):
    page = open_page("/services/", **DESK)
    ask(page, "imp")
    last = page.locator(".suggest__option").count() - 1
    page.keyboard.press("ArrowUp")
    assert page.locator("#q").get_attribute("aria-activedescendant") == f"suggestion-{last}"
    page.keyboard.press("ArrowDown")
    assert page.locator("#q").get_attribute("aria-activedescendant") == "suggestion-0"
    assert page.evaluate("document.activeElement.id") == "q"


def test_k7_after_escape_enter_searches_what_was_typed(miramas, open_page):
    page = open_page("/services/", **DESK)
    field = ask(page, "imp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator(".suggest").is_hidden()
    assert field.get_attribute("aria-expanded") == "false"
    assert field.get_attribute("aria-activedescendant") is None
    assert field.input_value() == "imp"
    page.keyboard.press("Enter")
    page.wait_for_url("**q=imp*")
    page.wait_for_load_state("networkidle")


def test_k7_tab_closes_the_suggestions_and_goes_on(miramas, open_page):
    page = open_page("/services/", **DESK)
    field = ask(page, "imp")
    page.keyboard.press("Tab")
    assert page.locator(".suggest").is_hidden()
    assert field.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.id") != "q"


@pytest.mark.parametrize("role", [EDITOR, SUPERUSER])
def test_k4_a_summary_is_corrected_by_keyboard_from_the_password_to_the_public(
    miramas, open_page, role
):
    make_staff(role, email=EMAIL, password=PASSWORD)
    service = Service.objects.published().order_by("pk").first()
    page = open_page("/gestion/", **DESK)
    write(page, "it.id === 'id_username'", EMAIL)
    write(page, "it.id === 'id_password'", PASSWORD)
    press_enter(page, "it.type === 'submit'")

    press_enter(page, f"it.getAttribute('href') === '{admin_url(Service, 'changelist')}'")
    write(page, "it.id === 'searchbar'", service.title)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    url = admin_url(service)
    press_enter(page, f"(it.getAttribute('href') || '').split('?')[0] === '{url}'")
    write(page, "it.id === 'id_summary'", SUMMARY)
    press_enter(page, "it.name === '_save'")
    assert service.title in page.locator(".messagelist").inner_text()

    page.goto(service.get_absolute_url())
    assert page.inner_text(".lead") == SUMMARY
