"""The guide without network, in Chromium: kept on request, read with it cut, taken away."""

import pytest

pytestmark = pytest.mark.usefixtures("miramas")
KEEP, REMOVE, HELD = "[data-keep-do]", "[data-keep-remove]", "[data-keep-held]"


def kept(page) -> list[str]:
    return page.evaluate("caches.keys()")


def workers(page) -> int:
    return page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)")


def keep(page) -> None:
    page.click(KEEP)
    page.wait_for_selector(HELD)


def test_nothing_is_kept_before_it_is_asked_for(open_page):
    page = open_page("/hors-ligne/")
    assert kept(page) == [] and workers(page) == 0
    assert page.inner_text("[data-keep-status]") == "Le guide n’est pas gardé sur cet appareil."
    page.goto("/services/?q=impots")
    assert kept(page) == [] and workers(page) == 0


def test_the_kept_guide_is_read_with_the_network_cut(open_page, axe_violations, live_server):
    page = open_page("/hors-ligne/")
    keep(page)
    assert page.inner_text("[data-keep-status]").startswith("Guide gardé le ")
    page.goto("/hors-ligne/guide/")
    page.context.set_offline(True)
    page.goto("/services/?q=impots")
    assert page.inner_text(".copy__date").startswith("Guide gardé le ")
    assert page.get_attribute(".copy__call", "href").startswith("tel:")
    # Its style and its script came too.
    title = page.locator(".paper__part > h2").first
    assert title.evaluate("one => getComputedStyle(one).color") == "rgb(255, 255, 255)"
    page.fill("#mots", "Arobase")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.context.set_offline(False)
    page.goto("/services/?q=impots")
    assert page.query_selector(".copy__date") is None


def test_the_kept_guide_goes_away_when_asked(open_page):
    page = open_page("/hors-ligne/")
    keep(page)
    page.click(REMOVE)
    page.wait_for_selector(HELD, state="hidden")
    assert kept(page) == [] and workers(page) == 0
    assert page.inner_text("[data-keep-status]") == "Le guide est enlevé de cet appareil."


def test_a_guide_that_cannot_be_kept_says_so_and_leaves_nothing_half(open_page):
    page = open_page("/hors-ligne/")
    keep(page)
    first = page.evaluate("caches.open('guide-garde').then(c => c.keys()).then(k => k.length)")
    page.context.set_offline(True)
    page.click(KEEP)
    page.locator("[data-keep-status]", has_text="n’a pas pu").wait_for()
    after = page.evaluate("caches.open('guide-garde').then(c => c.keys()).then(k => k.length)")
    assert after == first > 3


def test_a_copy_older_than_a_day_is_renewed_at_the_next_page(open_page):
    page = open_page("/hors-ligne/")
    keep(page)
    aged = "caches.open('guide-garde').then(c => c.put('/hors-ligne/date', new Response('1')))"
    page.evaluate(aged)
    page.goto("/mots/", wait_until="networkidle")
    read = "caches.match('/hors-ligne/date').then(d => d.text())"
    for _attempt in range(50):
        if page.evaluate(read) != "1":
            break
        page.wait_for_timeout(100)
    assert int(page.evaluate(read)) > 1_000_000_000_000
    # Nothing but the copy and the files that it names is ever kept.
    names = page.evaluate(
        "caches.open('guide-garde').then(c => c.keys())"
        ".then(all => all.map(one => new URL(one.url).pathname))"
    )
    assert all(name.startswith(("/hors-ligne/", "/static/")) for name in names)


def test_staff_and_partners_never_read_a_copy(open_page):
    page = open_page("/hors-ligne/")
    keep(page)
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/gestion/")


def test_without_javascript_the_file_is_still_there(open_page):
    page = open_page("/hors-ligne/", javascript=False)
    assert not page.is_visible(KEEP)
    assert page.is_visible("[data-keep-unable]")
    assert page.is_visible("a[download]")


@pytest.fixture
def opened_file(chromium, client, tmp_path, axe_violations):
    """The one file, opened from the disk by a browser without any network."""
    path = tmp_path / "guide.html"
    path.write_bytes(client.get("/hors-ligne/guide.html").content)
    context = chromium.new_context(viewport={"width": 360, "height": 640}, locale="fr-FR")
    context.set_offline(True)
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.as_uri())
    yield page
    context.close()
    assert complaints == []


def visible(page) -> list[str]:
    return page.eval_on_selector_all(
        "[data-entry]:not([hidden])",
        "all => all.map(one => one.querySelector('h3, h4').innerText)",
    )


def test_one_file_is_searched_by_word_from_the_disk(opened_file):
    page = opened_file
    everything = len(visible(page))
    page.fill("#mots", "impot")
    found = visible(page)
    assert 0 < len(found) < everything
    said = page.inner_text("[role=status]")
    assert said == ("1 résultat" if len(found) == 1 else f"{len(found)} résultats")
    page.fill("#mots", "les Médiathèques")
    assert any("diathèque" in title for title in visible(page))
    page.fill("#mots", "zzzzzz")
    assert visible(page) == []
    assert page.inner_text("[role=status]").startswith("Rien pour ces mots.")
    page.click("[type=reset]")
    page.locator("[data-entry][hidden]").first.wait_for(state="detached")
    assert len(visible(page)) == everything


def test_one_file_is_accessible_and_fits_a_phone(opened_file, axe_violations, record_property):
    page = opened_file
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.querySelectorAll('h1').length") == 1
    page.fill("#mots", "tablette")
    assert axe_violations(page) == []


def test_a_link_to_a_hidden_entry_shows_it(opened_file):
    page = opened_file
    page.fill("#mots", "mediatheque")
    hidden = page.get_attribute("[data-entry][id][hidden] >> nth=0", "id")
    page.evaluate(f"location.hash = '{hidden}'")
    page.locator(f"#{hidden}").wait_for()
