"""The whole guide on one page: no fault for axe, narrow screens, and the browser's own printing."""

import io

import pypdf
import pytest

from services.models import Service
from tests.services.printing.paper import plain


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_fault_on_the_page_to_print(miramas, open_page, axe_violations, width):
    page = open_page("/guide-papier/", width=width, height=900)
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_no_fault_where_no_booklet_was_built(
    miramas, open_page, axe_violations, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    page = open_page("/guide.pdf")
    assert page.locator("h1").inner_text() == "Le livret n’est pas encore prêt"
    assert axe_violations(page) == []


def test_a_browser_prints_every_service_without_the_menus(miramas, open_page):
    page = open_page("/guide-papier/", width=1280, height=900)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = plain(" ".join(sheet.extract_text() for sheet in printed.pages))
    titles = Service.objects.published().values_list("title", flat=True)
    assert [title for title in titles if plain(title) not in text] == []
    assert "0 800 013 140" in text
    assert "Plan du site" not in text
