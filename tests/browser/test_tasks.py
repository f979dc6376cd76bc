"""Three people's tasks, by keyboard alone and without JavaScript; the answer stays honest."""

import pytest

from tests.browser.keyboard import reach

SCREEN = {"width": 1280, "height": 900, "javascript": False}


@pytest.fixture
def guide(request, miramas):
    if request.param == "completed":
        request.getfixturevalue("completed_miramas")
    return request.param


both = pytest.mark.parametrize("guide", ["shipped", "completed"], indirect=True)


def search(page, words: str) -> None:
    reach(page, "it.type === 'search'")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")


def text_of(page) -> str:
    return page.inner_text("body").replace("\xa0", " ").replace("\u202f", " ")


@both
def test_a_neighbour_wants_to_print_a_certificate_this_afternoon(guide, tuesday_morning, open_page):
    page = open_page("/", **SCREEN)
    search(page, "imprimer une attestation")
    assert page.locator(".card a[href^='tel:']").count() > 0
    reach(page, "it.closest('.card__title')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/*/")
    reach(page, "(it.getAttribute('href') || '').endsWith('/imprimer/')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/imprimer/")
    text = text_of(page)
    assert "Une question ? ☎ 0 800 013 140" in text
    if guide == "shipped":
        assert "À confirmer" in text or "Probable, à confirmer" in text
    else:
        assert "À confirmer" not in text
        assert " novembre, " in text and "Une pièce d’identité" in text


@both
def test_an_advisor_helps_a_man_who_speaks_dari_with_his_card(guide, tuesday_morning, open_page):
    page = open_page("/conseiller/", **SCREEN)
    search(page, "ANTS")
    assert page.locator(".desk-row").count() > 0
    speaks = "persan, dari" in text_of(page)
    assert speaks == (guide == "completed")
    reach(page, "it.matches('[data-desk-tick]')")
    page.keyboard.press("Space")
    reach(page, "it.id === 'langue'")
    page.keyboard.press("ArrowDown")
    reach(page, "it.name === 'imprimer'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fiche/**")
    assert page.locator("#phrase").count() == 1
    assert page.locator(".handout__item").count() == 1


@both
def test_a_free_course_for_beginners_in_the_morning_with_a_wheelchair(
    guide, tuesday_morning, open_page
):
    page = open_page("/conseiller/", **SCREEN)
    search(page, "apprendre à se servir d’un ordinateur")
    reach(page, "it.id === 'f-frais'")
    page.keyboard.type("Gratuit")
    page.keyboard.press("Enter")
    reach(page, "it.matches('.search button')")
    page.keyboard.press("Enter")
    page.wait_for_url("**frais=gratuit**")
    rows = page.locator(".desk-row")
    assert rows.count() > 0
    for row in rows.all():
        assert "Gratuit" in row.inner_text()
    level = "Je débute" in rows.first.inner_text()
    assert level == (guide == "completed")
    reach(page, "it.closest('.desk-row__title')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/*/")
    words = "accessible en fauteuil roulant" if guide == "completed" else "pas d’information"
    assert f"Fauteuil roulant : {words}" in text_of(page)
