"""C18: a session that ends is told before, put off in place, and loses nothing that was typed."""

from datetime import timedelta

import pytest
from django.test import Client

from actors.accounts import sessions
from actors.models import Location
from tests.browser.test_every_page import sign_in
from tests.staff import SUPERUSER, admin_url, make_staff


@pytest.fixture
def form(miramas, open_page):
    """A form of the admin with words typed in it, and the account that opened it."""
    user = make_staff(SUPERUSER)
    page = open_page("/robots.txt", width=1280, height=900)
    sign_in(page, user)
    page.clock.install()
    location = Location.objects.order_by("pk").first()
    page.goto(admin_url(location))
    page.fill("#id_access_note", "Bus 7")
    return page, user, location


def test_c18_the_end_of_a_session_is_told_and_put_off_with_the_text_kept(form):
    page, _user, location = form
    assert page.locator(".session-end").count() == 0
    page.clock.fast_forward(timedelta(minutes=25).seconds * 1000)
    told = page.get_by_role("alert")
    told.filter(has_text="se ferme dans 5 minutes").wait_for()
    page.get_by_role("button", name="Rester connecté").click()
    told.wait_for(state="detached")
    assert page.locator("#id_access_note").input_value() == "Bus 7"
    with page.expect_navigation():
        page.click("[name=_continue]")
    location.refresh_from_db()
    assert location.access_note == "Bus 7"


def test_c18_after_the_end_one_signs_in_elsewhere_and_sends_the_same_page(form):
    page, user, location = form
    sessions.close_all(user)
    for minutes in (25, 6):
        page.clock.fast_forward(timedelta(minutes=minutes).seconds * 1000)
    page.get_by_role("alert").filter(has_text="Votre session est finie").wait_for()
    page.get_by_role("button", name="Je suis entré de nouveau").click()
    page.get_by_role("alert").filter(has_text="Votre session est finie").wait_for()
    user.refresh_from_db()
    user.sessions_closed_at = None
    user.save()
    page.context.clear_cookies()
    sign_in(page, user)
    page.get_by_role("button", name="Je suis entré de nouveau").click()
    page.get_by_role("alert").wait_for(state="detached")
    assert page.locator("#id_access_note").input_value() == "Bus 7"
    with page.expect_navigation():
        page.click("[name=_continue]")
    location.refresh_from_db()
    assert location.access_note == "Bus 7"


def test_who_is_not_signed_in_learns_nothing(db):
    answer = Client().get("/gestion/session/")
    assert (answer.status_code, answer.json()) == (200, {"seconds": 0})
