"""What other sites frame: any filter, no cookie, links that leave the frame, a line to paste."""

import html

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from services.results import PAGE_SIZE
from tests.factories import words

pytestmark = pytest.mark.django_db

FRAMED = ["/embed/liste/", "/embed/carte/"]


def links(response) -> list[dict]:
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    return [dict(link.attrib) for link in tree.iter("a")]


def pasted(client, query: str = "") -> list[dict]:
    """The iframe of each line to copy, as the browser of a partner's page reads it."""
    tree = html5lib.parse(client.get(f"/embed/{query}").content, namespaceHTMLElements=False)
    lines = ["".join(field.itertext()) for field in tree.iter("textarea")]
    assert all("\n" not in line.strip() for line in lines)
    parsed = [html5lib.parseFragment(line, namespaceHTMLElements=False) for line in lines]
    return [dict(frame.attrib) for one in parsed for frame in one.iter("iframe")]


@pytest.mark.parametrize("path", FRAMED)
def test_any_site_may_frame_these_pages(client, make_service, path):
    make_service()
    headers = client.get(path).headers
    assert "frame-ancestors *" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    unchanged = client.get(path, headers={"If-None-Match": headers["ETag"]})
    assert unchanged.status_code == 304 and "X-Frame-Options" not in unchanged.headers


@pytest.mark.parametrize("path", ["/", "/services/", "/embed/", "/ma-liste/"])
def test_no_other_page_may_be_framed(client, path):
    headers = client.get(path).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", FRAMED)
def test_no_cookie_is_set_and_nothing_can_be_sent(client, make_service, path):
    make_service()
    response = client.get(path)
    assert not response.cookies
    page = words(response)
    assert "<form" not in page and "ma-liste" not in page


@pytest.mark.parametrize("path", FRAMED)
def test_any_filter_of_the_list_holds_in_a_frame(client, make_service, path):
    make_service(title="Jouer", pillar="loisir", terms={"audience": ["seniors"]})
    make_service(title="Déclarer", pillar="necessite")
    page = words(client.get(path, {"pilier": "loisir", "public": "seniors"}))
    assert "Jouer" in page and "Déclarer" not in page
    found = words(client.get(path, {"q": "déclarer"}))
    assert "Déclarer" in found


def test_the_map_of_a_frame_shows_the_same_services(client, make_service, make_location):
    make_service(at=make_location(), pillar="loisir")
    page = words(client.get("/embed/carte/", {"pilier": "loisir"}))
    assert 'data-geojson="/services.geojson?pilier=loisir"' in page and "<svg" in page


def test_links_leave_the_frame_and_calls_and_pages_do_not(client, make_actor, make_service):
    actor = make_actor(phone="+33490504574")
    for _number in range(PAGE_SIZE + 1):
        make_service(actor=actor)
    response = client.get("/embed/liste/")
    assert '<base target="_blank">' in words(response)
    inside = [link for link in links(response) if link.get("target") == "_self"]
    assert any(link["href"].startswith("tel:") for link in inside)
    assert any(link.get("rel") == "next" for link in inside)
    leaving = [link["href"] for link in links(response) if "target" not in link]
    assert leaving and all(href.startswith("/services/") for href in leaving)
    assert "nouvelle page" in words(response)


def test_nothing_found_says_whom_to_call(client):
    assert "Aucune aide pour ce choix. Appelez" in words(client.get("/embed/liste/"))


def test_one_line_is_enough(client, settings, make_service):
    make_service(pillar="loisir")
    of_list, of_map = pasted(client, "?pilier=loisir&q=&page=3")
    assert of_list["src"] == f"{settings.SITE_URL}/embed/liste/?pilier=loisir"
    assert of_map["src"] == f"{settings.SITE_URL}/embed/carte/?pilier=loisir"
    assert of_list["title"].startswith("Guide numérique de Miramas, ")
    assert (of_list["width"], of_list["loading"]) == ("100%", "lazy")
    path = of_list["src"].removeprefix(settings.SITE_URL)
    assert client.get(path).status_code == 200


def test_the_words_of_the_choice_cannot_leave_the_line(client):
    hostile = '"><script>alert(1)</script>'
    [of_list, _of_map] = pasted(client, f"?q={hostile}")
    assert "<script>" not in of_list["src"] and set(of_list) >= {"src", "title", "width"}
    assert (
        "<script>alert"
        not in html.unescape(words(client.get("/embed/", {"q": hostile})))
        .split("<textarea")[0]
        .replace("&lt;", "<")
        .split("<main")[0]
    )


def test_the_line_speaks_the_language_of_the_page(client, settings):
    response = client.get("/en/embed/")
    assert f"{settings.SITE_URL}/en/embed/liste/" in html.unescape(words(response))


def test_open_data_lead_to_the_line(client):
    assert 'href="/embed/"' in words(client.get("/donnees/"))


def cost(client, path: str) -> int:
    """Queries of a page that nobody has asked for yet."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path, {"tri": "nom"})
    return len(asked)


@pytest.mark.parametrize("path", FRAMED)
def test_a_full_frame_costs_as_many_queries_as_a_short_one(
    client, make_service, make_location, path
):
    for _number in range(2):
        make_service(at=make_location())
    few = cost(client, path)
    for _number in range(PAGE_SIZE):
        make_service(at=make_location())
    assert cost(client, path) == few > 0
