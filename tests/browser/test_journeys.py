"""Three questions, a pathway and the agenda: by keyboard, without JavaScript, at any width."""

from datetime import date, time

import pytest

from services.models import ServiceAtLocation, SessionSeries

PHONE = {"width": 360, "height": 640}


@pytest.fixture
def workshops(miramas, tuesday_morning):
    """Two invented series on the shipped guide."""
    places = ServiceAtLocation.objects.published().filter(service__pillar="accomplissement")
    for number, place in enumerate(places.order_by("pk")[:2]):
        SessionSeries.objects.create(
            service_at_location=place,
            weekday=1 + number,
            start=time(14),
            end=time(16, 30),
            starts_on=date(2026, 11, 24),
            ends_on=date(2027, 1, 31),
            capacity=8,
            level="je-debute",
            price="Gratuit",
        )


def press_until(page, words: str) -> None:
    """Press Tab until the focus is on a link or button with these words, then Enter."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent").replace("\u00a0", " "):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"never reached by Tab: {words}")


def test_three_questions_by_keyboard_alone(miramas, tuesday_morning, open_page):
    page = open_page("/", width=1280, height=900, javascript=False)
    press_until(page, "posez-moi 3 questions")
    page.wait_for_url("**/aide/")
    press_until(page, "Apprendre en groupe, en atelier")
    page.wait_for_url("**/aide/?besoin=ateliers")
    press_until(page, "Je ne sais pas")
    page.wait_for_url("**public=")
    press_until(page, "Voir les résultats")
    page.wait_for_url("**/services/?besoin=ateliers&aide=1")
    assert page.locator(".given").inner_text().count("Je ne sais pas") == 2
    press_until(page, "Modifier")
    assert page.locator("h1").inner_text().startswith("Pour quoi faire")
    assert page.context.cookies() == []


def test_the_agenda_is_filtered_and_leads_to_a_call_without_javascript(workshops, open_page):
    page = open_page("/agenda/", **PHONE, javascript=False)
    assert page.locator("h2").first.inner_text() == "Mardi 24 novembre"
    before = page.locator(".session").count()
    page.locator(".agenda-filters summary").click()
    page.get_by_label("Semaine du lundi 30 novembre").check()
    page.get_by_role("button", name="Voir les résultats").click()
    assert 0 < page.locator(".session").count() < before
    assert page.locator(".session a[href^='tel:']").count() == page.locator(".session").count()


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("path", ["/agenda/", "/agenda/?niveau=je-debute", "/agenda/affiche/"])
def test_the_agenda_fits_and_has_no_fault(workshops, open_page, axe_violations, path, width):
    page = open_page(path, width=width, height=800)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_violations(page) == []


def test_the_month_fits_one_sheet(workshops, open_page):
    page = open_page("/agenda/affiche/?mois=2026-12", width=1280, height=900)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 1


def test_the_paper_questions_fit_one_sheet(miramas, open_page):
    page = open_page("/aide/papier/", width=1280, height=900)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 1
