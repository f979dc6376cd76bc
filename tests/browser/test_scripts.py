"""What JavaScript adds: results without a reload, "autour de moi", the print button."""

import re

TITLE = "[data-live-title]"


def choose(page, parameter: str, value: str) -> None:
    """Open the panel and tick one option, as a person on a phone does."""
    page.get_by_role("link", name=re.compile("^Filtrer")).click()
    option = page.locator(f"input[name={parameter}][value={value}]")
    page.locator("details.group", has=option).locator("summary").click()
    option.check()


def test_ticking_an_option_changes_nothing_until_the_button(miramas, open_page):
    page = open_page("/services/")
    choose(page, "pilier", "loisir")
    assert "pilier" not in page.url
    assert page.locator("input[name=pilier][value=loisir]").evaluate(
        "box => box === document.activeElement"
    )


def test_results_change_in_place_and_the_title_takes_the_focus(miramas, open_page):
    page = open_page("/services/")
    page.evaluate("window.stayed = true")
    before = page.locator("h1").inner_text()
    choose(page, "pilier", "loisir")
    page.get_by_role("button", name="Voir les résultats").click()
    page.wait_for_url("**/services/?pilier=loisir")
    title = page.locator(TITLE)
    title.filter(has_text="Découvrir et partager").wait_for()
    assert page.evaluate("window.stayed")
    assert page.locator("h1").inner_text() != before
    assert page.locator("h1").inner_text() in page.title()
    assert title.evaluate("title => title === document.activeElement")
    assert page.locator("#filtres").is_hidden()


def test_the_back_button_gives_the_former_results_back(miramas, open_page):
    page = open_page("/services/?pilier=loisir")
    before = page.locator("h1").inner_text()
    page.locator(".chip").first.click()
    page.wait_for_url("**/services/")
    page.locator(TITLE).filter(has_not_text="partager").wait_for()
    page.go_back()
    page.locator(TITLE).filter(has_text="partager").wait_for()
    assert page.locator("h1").inner_text() == before


def test_the_position_is_asked_on_a_click_only_and_rounded(miramas, open_page):
    spot = {"latitude": 43.58029912, "longitude": 5.00074034}
    page = open_page("/services/", geolocation=spot, permissions=["geolocation"])
    page.evaluate("""() => {
        window.asked = 0;
        const real = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
        navigator.geolocation.getCurrentPosition = (...all) => { window.asked += 1; real(...all); };
    }""")
    page.get_by_role("link", name="Filtrer").click()
    page.locator("details.group", has_text="Où").first.locator("summary").click()
    assert page.evaluate("window.asked") == 0
    page.get_by_role("button", name="Autour de moi").click()
    page.wait_for_url("**lat=43.580&lon=5.001**")
    assert "Autour de moi" in page.locator("h1").inner_text()


def test_a_refused_position_says_what_to_do_instead(miramas, open_page):
    page = open_page("/services/", permissions=[])
    page.get_by_role("link", name="Filtrer").click()
    page.locator("details.group", has_text="Où").first.locator("summary").click()
    page.get_by_role("button", name="Autour de moi").click()
    page.get_by_text("Choisissez plutôt un quartier").wait_for()


def test_buttons_that_need_scripts_are_not_shown_without_them(miramas, open_page):
    path = "/services/?pilier=loisir"
    page = open_page(path, javascript=False)
    page.goto(path)
    for words in ("Autour de moi", "Imprimer"):
        assert page.get_by_role("button", name=words).count() == 0
    page.locator(".card__title a").first.click()
    assert page.get_by_role("button", name="Imprimer").count() == 0


def test_the_print_button_prints(miramas, open_page):
    page = open_page("/services/?pilier=loisir")
    page.locator(".card__title a").first.click()
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Imprimer").click()
    assert page.evaluate("window.printed")


def test_the_menu_opens_and_closes_without_scripts(miramas, open_page):
    page = open_page("/", javascript=False)
    menu = page.get_by_role("navigation", name="Menu principal")
    assert menu.is_hidden()
    page.get_by_role("link", name="Menu", exact=True).click()
    assert menu.get_by_role("link", name="Qui aide").is_visible()
    page.get_by_role("link", name="Fermer le menu").click()
    assert menu.is_hidden()
