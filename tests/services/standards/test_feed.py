"""What changed, for a feed reader; the search, for a browser's own bar."""

from xml.etree import ElementTree

import pytest

from tests.factories import words

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client) -> list[str]:
    response = client.get("/nouveautes.atom")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    tree = ElementTree.fromstring(response.content)  # noqa: S314  our own file
    return [entry.findtext(f"{ATOM}title") for entry in tree.iter(f"{ATOM}entry")]


def test_the_last_changed_service_comes_first(client, tuesday_morning, make_service):
    first = make_service(title="Première aide")
    tuesday_morning.shift(60)
    make_service(title="Seconde aide")
    assert [title.split(" – ")[0] for title in entries(client)] == ["Seconde aide", "Première aide"]
    tuesday_morning.shift(60)
    first.summary = "Changée."
    first.save()
    assert entries(client)[0].startswith("Première aide")


def test_a_draft_is_not_told(client, make_service):
    make_service(state="draft")
    assert entries(client) == []


def test_the_feed_costs_the_same_whatever_it_holds(
    client, make_service, django_assert_max_num_queries
):
    for _number in range(10):
        make_service()
    with django_assert_max_num_queries(4):
        entries(client)


def test_pages_lead_to_the_feed_and_to_their_own_data(client, make_service):
    make_service()
    page = words(client.get("/services/?pilier=necessite"))
    assert 'type="application/atom+xml" href="/nouveautes.atom"' in page
    assert 'type="application/geo+json" href="/services.geojson?pilier=necessite"' in page
    assert 'type="text/calendar"' in words(client.get("/agenda/"))


def test_a_browser_learns_how_to_search(client, settings):
    tree = ElementTree.fromstring(client.get("/opensearch.xml").content)  # noqa: S314
    url = next(node for node in tree if node.tag.endswith("Url"))
    assert url.get("template") == f"{settings.SITE_URL}/services/?q={{searchTerms}}"
