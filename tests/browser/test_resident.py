"""A resident's ways through the site: on a phone, without JavaScript, by keyboard alone."""

from urllib.parse import unquote

from html5lib import parse

from tests.browser.pages import of_the_site_map

PHONE = {"width": 360, "height": 640}
SLOW_4G = {
    "offline": False,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
    "latency": 150,
}


def in_first_screen(page, selector: str) -> bool:
    """True when the whole of the first such element stands above the fold."""
    box = page.locator(selector).first.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]


def test_scene_one_a_resident_asks_about_taxes_without_javascript(
    miramas, tuesday_morning, open_page
):
    page = open_page("/robots.txt", **PHONE, javascript=False)
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW_4G)
    page.goto("/")
    assert "Miramas" in page.locator("header, h1").first.inner_text() + page.title()
    for first_thing in ("label[for]", "input[type=search]", "a[href^='tel:']"):
        assert in_first_screen(page, first_thing), first_thing
    page.locator("input[type=search]").fill("je comprend rien au impots")
    page.locator("input[type=search]").press("Enter")
    page.wait_for_url("**/services/**")
    card = page.locator(".card").first
    assert "France services" in card.inner_text()
    assert in_first_screen(page, ".card")
    assert "Horaires annoncés" in card.inner_text()
    assert card.locator("a[href='tel:+33490504574']").count() == 1
    page.goto("/services/?q=imprimer")
    help_line = "0\u00a0800\u00a0013\u00a0140"
    assert page.locator(".card").count() > 0 or help_line in page.inner_text("body")


def test_no_page_promises_links_nowhere_or_to_a_missing_page(miramas, tuesday_morning, client):
    """Nothing is verified at launch: no door is said to be open or shut, no button is dead."""
    faults, targets = [], set()
    for path in of_the_site_map(client):
        content = client.get(path).content
        text = content.decode()
        promises = ["Ouvert, ferme", "Fermé, ouvre"]
        if path.count("/") < 3:
            promises.append("m à vol d’oiseau")  # a distance needs a start, or a place to compare
        faults += [f"{path}: {promise}" for promise in promises if promise in text]
        for link in parse(content, namespaceHTMLElements=False).iter("a"):
            target = link.get("href") or "#"
            if target in ("#", "tel:", "mailto:"):
                faults.append(f"{path}: {''.join(link.itertext())}")
            targets.add(target.split("#")[0])
    assert not faults
    own = {link for link in targets if link.startswith("/") and not link.startswith("/gestion/")}
    missing = [link for link in own if client.get(unquote(link)).status_code not in (200, 301, 302)]
    assert not missing


def test_search_filter_service_and_phone_without_javascript(miramas, open_page):
    page = open_page("/", **PHONE, javascript=False)
    page.locator("input[type=search]").fill("atelier")
    page.get_by_role("button", name="Chercher").click()
    before = page.locator("h1").inner_text()
    page.get_by_role("link", name="Filtrer").click()
    page.get_by_role("link", name="Filtrer").click()
    group = page.locator("details", has_text="Pour quoi").first
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.locator("input[name=pilier][value=accomplissement]").check()
    page.get_by_role("button", name="Voir les résultats").first.click()
    assert "pilier=accomplissement" in page.url
    assert page.locator("h1").inner_text() != before
    page.locator(".card a").first.click()
    assert page.locator("a[href^='tel:']").count() > 0


def test_search_and_service_by_keyboard_alone(miramas, open_page):
    page = open_page("/", width=1280, height=900)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    inside = "document.activeElement.closest('main') !== null"
    assert page.evaluate(inside)
    reach(page, "document.activeElement.type === 'search'")
    page.keyboard.type("atelier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/**")
    reach(page, "document.activeElement.closest('.card') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/*/")
    reach(page, "(document.activeElement.getAttribute('href') || '').startsWith('tel:')")


def reach(page, condition: str, most: int = 80) -> None:
    """Press Tab until the focus answers the condition, seeing a focus mark on the way."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    raise AssertionError(f"never reached by Tab: {condition}")
