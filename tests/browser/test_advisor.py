"""Scene three: an advisor with a queue, from one word to a sheet of paper in six actions."""

import io
from urllib.parse import urlsplit

import pytest
import zxingcpp
from django.conf import settings
from PIL import Image
from pypdf import PdfReader

from services.models import Service
from tests.browser.keyboard import reach

DESK = {"width": 1280, "height": 900}
A4_POINTS = (595, 842)
# 14 points, in the pixels of CSS.
SMALLEST_PX = 14 * 96 / 72
SMALLEST_TEXT = """
() => Math.min(...[...document.querySelectorAll(".handout *")]
  .filter(each => each.getClientRects().length)
  .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .map(each => parseFloat(getComputedStyle(each).fontSize)))
"""


@pytest.fixture
def guide(request, miramas):
    """The guide as shipped, or completed by invented facts."""
    if request.param == "completed":
        request.getfixturevalue("completed_miramas")
    return request.param


both = pytest.mark.parametrize("guide", ["shipped", "completed"], indirect=True)


def prepare(page, word: str) -> int:
    """From load to the print dialog by keyboard alone; returns the number of actions."""
    page.add_init_script("window.print = () => { window.asked = true; }")
    actions = ["type"]
    page.keyboard.type(word)
    page.locator("#resultats", has_text=word).wait_for()
    for _tick in range(3):
        actions.append("tick")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
    actions.append("language")
    reach(page, "it.id === 'langue'")
    while page.input_value("#langue") != "tr":
        page.keyboard.press("ArrowDown")
    actions.append("print")
    reach(page, "it.name === 'imprimer'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fiche/**")
    page.wait_for_load_state()
    assert page.evaluate("window.asked")
    return len(actions)


@both
def test_scene_three_from_a_word_to_one_page_in_six_actions(
    guide, tuesday_morning, client, open_page
):
    client.get("/services/?q=smartphone")  # the words of the guide are loaded once a process
    page = open_page("/conseiller/", **DESK)
    assert page.evaluate("document.activeElement.id") == "q"
    assert prepare(page, "smartphone") <= 6
    assert "smartphone" not in urlsplit(page.url).query
    text = page.inner_text(".handout").replace("\xa0", " ")
    for actor in ("CCAS", "MJC", "Schweitzer"):
        assert actor in text, actor
    assert page.locator(".handout [lang=tr][dir=ltr]").count() > 5
    assert "Je parle turc" in text
    assert text.count("avec") >= 3 and "Rendez-vous" in text
    if guide == "shipped":
        assert page.locator(".stamp").count() >= 3
        assert "Horaires annoncés, appelez avant" in text and "Horaires à demander" in text
    else:
        assert page.locator(".stamp").count() == 0
        assert text.count(" novembre, ") >= 6
        assert "Une pièce d’identité, votre téléphone" in text
    check_paper(page)
    check_code(page, open_page)


def check_paper(page) -> None:
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(pdf.pages) == 1
    size = pdf.pages[0].mediabox
    assert (round(size.width), round(size.height)) == A4_POINTS
    page.emulate_media(media="print")
    assert page.evaluate(SMALLEST_TEXT) >= SMALLEST_PX - 0.1
    page.emulate_media(media="screen")


def check_code(page, open_page) -> None:
    """The QR code opens the same three services on a phone, in the language of the sheet."""
    picture = Image.open(io.BytesIO(page.locator(".handout__code").screenshot()))
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text.startswith(f"{settings.SITE_URL}/tr/ma-liste/?s=")
    address = urlsplit(code.text)
    phone = open_page(f"{address.path}?{address.query}", width=360, height=640)
    assert phone.locator(".card").count() == 3


def heaviest(count: int) -> str:
    """Ids of the services whose sheet is the longest, by the signs of what they and theirs say."""
    services = Service.objects.published().exclude(places=None).with_card()
    said = {
        service.pk: len(service.title)
        + len(service.actor.name)
        + max(
            len(p.location.name + p.location.address + p.location.access_note + p.note)
            for p in service.shown_places
        )
        for service in services
    }
    return ".".join(map(str, sorted(said, key=said.get)[-count:]))


def some(count: int, first: int = 0) -> str:
    services = Service.objects.published().order_by("pk").values_list("pk", flat=True)
    return ".".join(map(str, services[first : first + count]))


@pytest.mark.parametrize("language", ["", "en", "ar", "tr", "es", "pt"])
@both
def test_up_to_three_services_stand_on_one_page_in_each_language(
    guide, tuesday_morning, open_page, language
):
    page = open_page("/robots.txt", **DESK)
    long, layouts = [], set()
    lists = [heaviest(3), some(3), some(3, 9), heaviest(2), some(2, 20), heaviest(1)]
    for ids in lists:
        page.goto(f"/fiche/?s={ids}" + (f"&langue={language}" if language else ""))
        pages = len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)
        layouts.add(page.locator(".handout").get_attribute("class").split()[1])
        if pages != 1:
            long.append(f"{ids}: {pages}")
        page.emulate_media(media="print")
        assert page.evaluate(SMALLEST_TEXT) >= SMALLEST_PX - 0.1, ids
        page.emulate_media(media="null")
    assert not long
    assert layouts - {"handout--tight"}, "nothing was set loosely where there is room"


def test_nothing_is_left_when_the_browser_is_opened_again(miramas, open_page):
    page = open_page("/conseiller/", **DESK)
    prepare(page, "tablette")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    again = open_page("/conseiller/", **DESK)
    assert again.locator("#etapes").count() == 0
    assert again.locator("[data-desk-tick]:checked").count() == 0
    assert again.input_value("#q") == ""


def test_the_desk_works_without_javascript(miramas, open_page):
    page = open_page("/conseiller/", **DESK, javascript=False)
    page.locator("#q").fill("smartphone")
    page.locator("#q").press("Enter")
    page.wait_for_url("**q=smartphone**")
    for name in ("MJC-MPT", "CCAS"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Ordonner les étapes").click()
    steps = page.locator("#etapes li")
    assert "MJC-MPT" in steps.nth(0).inner_text()
    page.get_by_role("button", name="Monter l’étape 2").click()
    assert "CCAS" in page.locator("#etapes li").nth(0).inner_text()
    assert "monter" not in page.url
    page.get_by_role("button", name="Imprimer la fiche").click()
    assert "1" in page.locator(".handout__item").first.inner_text()
    assert "CCAS" in page.locator(".handout__item").first.inner_text()


def test_similar_services_are_told_apart_by_their_rows(miramas, tuesday_morning, open_page):
    page = open_page("/conseiller/?q=smartphone", **DESK)
    rows = [row.inner_text() for row in page.locator(".desk-row").all()][:3]
    names = {row.split("\n")[0] for row in rows}
    assert names == {"Centre social Schweitzer", "MJC-MPT", "CCAS"}
    places = [page.locator(".desk-row td:nth-of-type(1)").nth(n).inner_text() for n in range(3)]
    assert len(set(places)) == 3


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_fault_on_the_desk_the_sheet_and_the_list(
    miramas, tuesday_morning, open_page, axe_violations, width
):
    ids = ".".join(map(str, Service.objects.published().values_list("pk", flat=True)[:3]))
    page = open_page("/robots.txt", width=width, height=800)
    for path in (
        "/conseiller/",
        f"/conseiller/?q=tablette&s={ids}",
        f"/fiche/?s={ids}&langue=ar",
        f"/ar/fiche/?s={ids}",
        f"/ma-liste/?s={ids}",
        "/fiche/",
        "/l/absent/",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert axe_violations(page) == [], path
