"""Keyboard, zoom and style on every kind of page: of the public, of partners, of city staff.

What axe cannot see. The names (K1, Z2, C17…) are those of the audit grid. Each page is opened
once for all the checks: a page costs a second, and there are fifty of them.
"""

from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.test import Client

from actors.models import Actor
from services.upkeep import partners
from tests.browser import restyling, tabbing, zooming
from tests.browser.pages import of_a_partner, of_the_workshop, one_of_each_kind
from tests.staff import SUPERUSER, make_staff

DESK = {"width": 1280, "height": 900}


def sign_in(page, user) -> None:
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": urljoin(page.url, "/")}]
    )


@pytest.fixture
def open_for(miramas, open_page):
    """Give a function that opens the site for somebody: the page, and what they can see."""

    def opened(who: str, **options):
        page = open_page("/robots.txt", **DESK, **options)
        if who == "public":
            return page, list(one_of_each_kind().values())
        if who == "staff":
            sign_in(page, make_staff(SUPERUSER))
            return page, of_the_workshop()
        actor = Actor.objects.get(short_name="CCAS")
        sign_in(page, partners.account_of(actor))
        return page, of_a_partner(actor)

    return opened


everybody = pytest.mark.parametrize("who", ["public", "partner", "staff"])


def walk(page, paths, checks) -> None:
    """Open each page once, run the checks, tell every fault with its page and its check."""
    found = []
    for path in paths:
        page.set_viewport_size(DESK)
        page.goto(path)
        for check in checks:
            found += [f"{path} {check.__name__}: {fault}" for fault in check(page)]
    assert not found, "\n".join(["", *found])


@everybody
def test_k1_k2_k3_k5_k6_the_keyboard_goes_everywhere_and_changes_nothing(open_for, who):
    page, paths = open_for(who)
    checks = [tabbing.k1_skip_link, tabbing.k2_k3_tab_through, tabbing.k5_single_keys]
    walk(page, paths, [*checks, tabbing.k6_change_nothing])


@everybody
def test_z1_z2_z3_large_text_and_thumbs_find_room(open_for, who):
    page, paths = open_for(who)

    def z3_targets(page):
        page.set_viewport_size({"width": 360, "height": 640})
        if who == "staff":
            return zooming.z3_targets(page, least=24, which=zooming.STAFF)
        return zooming.z3_targets(page)

    walk(page, paths, [zooming.z2_large_text, z3_targets, zooming.z1_narrow])


@everybody
def test_c1_c3_c17_a_page_keeps_its_words_without_its_style(open_for, who):
    page, paths = open_for(who)
    checks = [restyling.c1_without_style, restyling.c17_reduced_motion]
    if who != "staff":  # the admin's style is the framework's, which nobody prints
        checks.append(restyling.c3_forced_colours_and_paper)
    walk(page, paths, checks)
