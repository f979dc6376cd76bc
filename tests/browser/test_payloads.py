"""Hostile texts in every field, in Chromium: no new element, no script run, no policy broken."""

import pytest
from django.conf import settings
from django.core.management import call_command

from actors.models import Actor, Location, Membership, User
from services.models import GuideSettings, Proposal, Report, Service
from services.upkeep import partners
from tests.attacks.payloads import LONG, MARK, poison
from tests.browser.pages import one_of_each_kind
from tests.staff import PASSWORD, SUPERUSER, admin_url, make_staff

EMAIL = "accueil@example.org"
# What the browser saw of a text that left its place.
ESCAPED = f"""() => [
  ...document.querySelectorAll('[{MARK}], [onerror], [onload], [onfocus], [srcdoc]'),
  ...[...document.querySelectorAll('a[href], form[action]')].filter(
    each => /^\\s*(javascript|data|vbscript):/i.test(
      each.getAttribute('href') || each.getAttribute('action'))),
].map(each => each.outerHTML.slice(0, 120)).concat(window.pwned ? ['a script ran'] : [],
  window.violations || [])"""
WATCH = """window.violations = [];
document.addEventListener('securitypolicyviolation', event =>
  window.violations.push(event.violatedDirective + ' ' + event.blockedURI));"""


@pytest.fixture
def poisoned(transactional_db):
    call_command("load_guide", verbosity=0)
    make_staff(SUPERUSER, email=EMAIL, password=PASSWORD)
    kinds = one_of_each_kind()
    actor = Actor.objects.published().order_by("pk").first()
    partner = User.objects.create_user(label="partenaire")
    Membership.objects.create(user=partner, actor=actor)
    service = actor.services.first() or Service.objects.first()
    Report.objects.create(problem="other", message=LONG[:500], kind="actor", uid=actor.uid)
    partners.propose(service, "service", {"summary": LONG[:280]}, user=partner)
    poison()
    return kinds


@pytest.fixture
def faults(poisoned, open_page):
    """Give a function that walks paths and returns, by path, what left its place."""

    def walk(page, paths) -> dict[str, list[str]]:
        page.context.add_init_script(WATCH)
        found = {}
        for path in paths:
            page.goto(path)
            if seen := page.evaluate(ESCAPED):
                found[path] = seen[:4]
        return found

    return walk


def test_public_pages_hold_every_hostile_text(poisoned, open_page, faults):
    page = open_page("/robots.txt", width=1280, height=900)
    english = [f"/en{path}" for path in (poisoned["service"], poisoned["résultats filtrés"])]
    more = ["/guide-papier/", f"{poisoned['service']}imprimer/", "/conseiller/", *english]
    assert faults(page, [*poisoned.values(), *more]) == {}


def test_popups_of_the_map_hold_every_hostile_text(poisoned, open_page):
    page = open_page("/robots.txt", width=1280, height=900, beside="wmts")
    page.context.route("**/wmts**", lambda route: route.fulfill(body=b""))
    page.context.add_init_script(WATCH)
    page.goto("/carte/")
    page.locator("[data-map-open]:visible").first.click()
    page.locator(".spot").first.press("Enter")
    assert MARK in page.locator(".leaflet-popup").inner_text(), "shown, as words"
    assert page.evaluate(ESCAPED) == []


def test_suggestions_hold_every_hostile_text(poisoned, open_page):
    page = open_page("/robots.txt")
    page.context.add_init_script(WATCH)
    page.goto("/")
    field = page.locator("input[name=q]:visible").first
    # One answer is awaited: a test must not end with a request under way.
    with page.expect_response(lambda response: "suggestions" in response.url):
        field.fill("pwn")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(ESCAPED) == []


def test_pages_of_staff_hold_every_hostile_text(poisoned, open_page, faults):
    page = open_page("/gestion/login/", width=1280, height=900)
    page.fill("#id_username", EMAIL)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.click("[type=submit]")
    records = [Service.objects.first(), Location.objects.first(), Actor.objects.first()]
    models = (Service, Location, Actor, Report, Proposal)
    paths = [
        "/gestion/",
        "/gestion/appels/",
        f"/gestion/propositions/{Proposal.objects.first().pk}/",
        f"/gestion/appels/{Actor.objects.published().first().pk}/",
        admin_url(GuideSettings.objects.get()),
        admin_url(Report.objects.first()),
        *(admin_url(model, "changelist") for model in models),
        *(admin_url(record) for record in records),
        *(admin_url(record, "history") for record in records),
        "/conseiller/",
    ]
    assert faults(page, paths) == {}


def test_pages_of_a_partner_hold_every_hostile_text(poisoned, open_page, faults):
    actor = Actor.objects.published().order_by("pk").first()
    page = open_page(partners.new_link(actor).removeprefix(settings.SITE_URL))
    with page.expect_navigation():
        page.click("main .btn")
    change = f"/partenaire/actor/{actor.uid}/"
    assert faults(page, ["/partenaire/", change]) == {}
