"""Each page leads a program to its own data, which any site may read."""

import html5lib
import pytest

from services.standards.views import FILES

pytestmark = pytest.mark.django_db


def alternates(client, url: str) -> dict[str, str]:
    """Address → type of the data that a page announces, its feed of changes aside."""
    tree = html5lib.parse(client.get(url).content, namespaceHTMLElements=False)
    found = [
        link for link in tree.iter("link") if link.get("rel") == "alternate" and link.get("type")
    ]
    return {link.get("href"): link.get("type") for link in found if "atom" not in link.get("type")}


@pytest.fixture
def service(make_service, make_location):
    return make_service(at=make_location(), title="Aide")


def test_each_kind_of_page_has_its_data(client, service):
    location = service.places.get().location
    pages = {
        service.get_absolute_url(): f"/api/services/{service.uid}",
        location.get_absolute_url(): f"/lieux/{location.slug}.geojson",
        service.actor.get_absolute_url(): f"/services.geojson?acteur={service.actor.slug}",
        "/services/?pilier=necessite": "/services.geojson?pilier=necessite",
        "/carte/": "/services.geojson",
        "/acteurs/": "/donnees/structures.json",
        "/lieux/": "/donnees/lieux.json",
        "/agenda/": "/agenda.ics",
    }
    for page, data in pages.items():
        kind = alternates(client, page)[data]
        response = client.get(data, headers={"Origin": "https://elsewhere.example"})
        assert response.status_code == 200, data
        assert response.headers["Content-Type"].startswith(kind)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_data_of_a_service_are_its_own(client, service):
    [url] = alternates(client, service.get_absolute_url())
    assert client.get(url).json()["name"] == "Aide"


def test_the_data_of_a_place_are_its_own(client, service, make_place, make_location):
    location = service.places.get().location
    make_place(service=service, location=make_location())
    [feature] = client.get(f"/lieux/{location.slug}.geojson").json()["features"]
    assert feature["id"] == str(location.uid)
    assert [row["title"] for row in feature["properties"]["services"]] == ["Aide"]


def test_a_place_that_is_not_public_has_no_data(client, make_location):
    hidden = make_location(state="draft")
    assert client.get(f"/lieux/{hidden.slug or 'x'}.geojson").status_code == 404


def test_a_place_with_workshops_has_its_calendar(client, service, tuesday_morning):
    from django.utils import timezone

    from services.models import Session

    place = service.places.get()
    url = place.location.get_absolute_url()
    assert "text/calendar" not in alternates(client, url).values()
    start = timezone.now() + timezone.timedelta(days=2)
    end = start + timezone.timedelta(hours=1)
    Session.objects.create(service_at_location=place, start=start, end=end)
    assert alternates(client, url)[f"/lieux/{place.location.slug}/agenda.ics"] == "text/calendar"


def test_the_page_of_open_data_announces_all_its_files(client):
    found = alternates(client, "/donnees/")
    assert {f"/donnees/{name}" for name in FILES} <= found.keys()


@pytest.mark.parametrize("url", ["/nouveautes.atom", "/agenda.ics", "/services.geojson"])
def test_any_site_may_read_what_is_published(client, url):
    assert client.get(url).headers["Access-Control-Allow-Origin"] == "*"


def test_no_page_for_people_is_open_to_the_scripts_of_others(client):
    for url in ("/", "/services/", "/ma-liste/"):
        assert "Access-Control-Allow-Origin" not in client.get(url).headers
