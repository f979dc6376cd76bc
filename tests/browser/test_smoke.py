"""The site in Chromium, in short: what also runs on SQLite."""

import pytest

pytestmark = pytest.mark.smoke


def test_the_home_page_opens_without_a_fault(miramas, open_page, axe_violations):
    page = open_page("/")
    assert "avec le numérique" in page.locator("h1").inner_text()
    assert axe_violations(page) == []


def test_a_need_leads_to_a_service_without_javascript(miramas, open_page):
    page = open_page("/", javascript=False)
    page.locator(".needs a").first.click()
    first = page.locator(".card h3 a, .card h2 a").first
    title = first.inner_text()
    first.click()
    assert title in page.locator("h1").inner_text()
