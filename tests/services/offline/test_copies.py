"""The guide without network: one page that needs nothing, dated, with hours that never age."""

import re
from datetime import date
from urllib.parse import urlsplit

import html5lib
import pytest

from tests.factories import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]
COPIES = ("/hors-ligne/guide/", "/hors-ligne/guide.html")


def links(response) -> list[str]:
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    return [link.get("href") for link in tree.iter("a")]


@pytest.mark.parametrize("path", COPIES)
def test_the_copy_says_its_day_and_that_there_is_no_network(path, miramas, client):
    page = words(client.get(path))
    assert "Guide gardé le 24 novembre 2026, sans réseau." in page
    assert "appelez avant de venir" in page


@pytest.mark.parametrize("path", COPIES)
def test_the_copy_holds_every_published_service_with_a_number_to_call(path, miramas, client):
    from services.models import Service

    response = client.get(path)
    page = words(response)
    for service in Service.objects.published():
        assert f'id="aide-{service.pk}"' in page
    assert sum(link.startswith("tel:") for link in links(response)) > 100


@pytest.mark.parametrize("path", COPIES)
def test_no_link_of_the_copy_leads_where_there_is_no_network(path, miramas, client):
    response = client.get(path)
    out = [link for link in links(response) if not link.startswith(("#", "tel:", "mailto:"))]
    assert [urlsplit(link).path for link in out] == ["/"]
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    known = {node.get("id") for node in tree.iter() if node.get("id")}
    assert {link[1:] for link in links(response) if link.startswith("#")} <= known


@pytest.mark.parametrize("path", COPIES)
def test_hours_are_those_of_the_week_and_never_a_state(path, client, make_location, make_service):
    verified = {"opening_hours": "Tu 09:00-12:00", "hours_verified_on": date(2026, 11, 1)}
    make_service(at=make_location(**verified))
    make_service(at=make_location(opening_hours="Tu 14:00-16:00"))
    page = words(client.get(path)).split("<body", 1)[1]
    assert "9 h à 12 h" in page and "14 h à 16 h" in page and "appelez avant" in page
    assert not re.search(r"\bOuvert\b|\bferme à\b|\bouvre\b|○", page)


def test_the_file_needs_nothing_but_itself(miramas, client):
    response = client.get("/hors-ligne/guide.html")
    text = response.content.decode()
    assert response["Content-Disposition"] == (
        'attachment; filename="guide-numerique-miramas-2026-11-24.html"'
    )
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    assert not [node for node in tree.iter() if node.get("src")]
    assert [node.get("href") for node in tree.iter("link")] == ["data:,"]
    assert "url(" not in text and "@import" not in text
    assert text.count("</script>") == text.count("</style>") == 1


def test_the_size_told_is_the_size_taken(miramas, client):
    told = words(client.get("/hors-ligne/"))
    size = len(client.get("/hors-ligne/guide.html").content)
    assert f"(HTML, {round(size / 1000)} ko)" in told


def test_a_correction_is_in_the_next_copy(client, make_service):
    service = make_service(title="Apprendre la tablette")
    assert "Apprendre la tablette" in words(client.get("/hors-ligne/guide.html"))
    service.title = "Apprendre le téléphone"
    service.save()
    assert "Apprendre le téléphone" in words(client.get("/hors-ligne/guide.html"))
    assert "Apprendre le téléphone" in words(client.get("/hors-ligne/guide/"))


def test_the_script_that_keeps_is_asked_again_each_time(client):
    response = client.get("/service-worker.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in client.get("/hors-ligne/")["Content-Security-Policy"]


def test_the_copy_is_not_for_search_engines(miramas, client):
    assert '<meta name="robots" content="noindex">' in words(client.get("/hors-ligne/guide/"))


def test_every_page_leads_to_it_and_only_its_own_loads_the_script(miramas, client):
    home = words(client.get("/"))
    assert 'href="/hors-ligne/"' in home and "keep" not in home
    assert "js/keep" in words(client.get("/hors-ligne/"))


def test_a_text_of_the_guide_is_never_read_as_markup(client, make_service):
    make_service(title="<script>alert(1)</script>", summary="</style><b>gras</b>")
    for path in COPIES:
        page = words(client.get(path))
        assert "<script>alert" not in page and "</style><b>" not in page
