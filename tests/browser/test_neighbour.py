"""A neighbour who reads Turkish: every word that a field holds is said in her language."""

import pytest

PHONE = {"width": 360, "height": 640, "javascript": False}

# Controls without a name, in reading order; axe checks the same rule, this names the culprit.
UNNAMED = """() => [...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary")]
  .filter(it => it.type !== "hidden" && it.getClientRects().length)
  .filter(it => !(it.getAttribute("aria-label") || it.textContent.trim() || it.value
    || (it.labels && [...it.labels].some(label => label.textContent.trim()))
    || [...(it.querySelectorAll ? it.querySelectorAll("img[alt]") : [])].length))
  .map(it => it.outerHTML)"""


@pytest.fixture
def guide(request, miramas):
    if request.param == "completed":
        request.getfixturevalue("completed_miramas")
    return request.param


def text_of(locator) -> str:
    return locator.inner_text().replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("guide", ["shipped", "completed"], indirect=True)
def test_scene_two_a_neighbour_asks_in_turkish(guide, tuesday_morning, client, open_page):
    client.get("/tr/services/?q=vergi")  # the words of the guide are loaded once a process
    page = open_page("/", **PHONE)
    page.get_by_role("link", name="Türkçe").first.click()
    page.wait_for_url("**/tr/")
    assert page.locator("html").get_attribute("lang") == "tr"
    page.locator("input[type=search]").fill("vergi")
    page.locator("input[type=search]").press("Enter")
    page.wait_for_url("**/tr/services/**")
    assert page.context.cookies() == []

    card = page.locator(".card").first
    assert "France services" in text_of(card)
    assert page.locator("h1, [role=status], [aria-live]").filter(visible=True).count() == 1
    title = card.locator(".card__title a")
    assert title.get_attribute("lang") == "fr"
    state = text_of(card.locator(".state"))
    assert not any(french in state for french in ("Horaires", "Ouvert", "Fermé", "appelez"))
    if guide == "completed":
        assert "Ücretsiz" in text_of(card)
    assert page.evaluate(UNNAMED) == []

    title.click()
    page.wait_for_url("**/tr/services/*/")
    body = text_of(page.locator("main"))
    assert not any(day in body for day in ("lundi", "mardi", "mercredi"))
    if guide == "completed":
        assert "Pazartesi" in body or "pazartesi" in body
    page.locator("a[href$='/imprimer/']").first.click()
    page.wait_for_url("**/imprimer/")
    sentence = page.locator("#phrase")
    assert "Je parle turc" in text_of(sentence)
    spoken = "it => it.closest('[lang]').lang"
    assert sentence.get_by_text("Je parle turc").first.evaluate(spoken) == "fr"
