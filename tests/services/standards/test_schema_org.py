"""JSON-LD: what is stated, hours only when verified, and nothing that ends the script."""

import json
import re
from datetime import date

import pytest
from django.utils import timezone

from services.models import Closure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


def data_of(client, url: str):
    html = client.get(url).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) <= 1
    return json.loads(found[0]) if found else None


@pytest.fixture
def place(make_location):
    return make_location(
        name="MJC",
        address="11 boulevard Aristide Briand",
        opening_hours="Tu-We 09:00-12:00; PH off",
        latitude="43.58",
        longitude="5.00",
    )


def test_a_service_is_a_government_service_with_its_provider_and_place(client, place, make_service):
    service = make_service(title="Aide aux papiers", at=place, terms={"audience": ["seniors"]})
    data = data_of(client, service.get_absolute_url())
    assert data["@type"] == "GovernmentService" and data["name"] == "Aide aux papiers"
    assert data["provider"]["name"] == service.actor.name
    [channel] = data["availableChannel"]
    assert channel["serviceLocation"]["address"]["postalCode"] == place.postcode
    assert data["audience"] == [{"@type": "Audience", "audienceType": "Personnes âgées"}]


def test_hours_are_said_only_once_verified_and_without_closures(client, place):
    url = place.get_absolute_url()
    assert "openingHoursSpecification" not in data_of(client, url)
    place.hours_verified_on = timezone.localdate()
    place.save()
    [tuesday, wednesday] = data_of(client, url)["openingHoursSpecification"]
    assert (tuesday["opens"], tuesday["closes"]) == ("09:00", "12:00")
    assert tuesday["dayOfWeek"].endswith("/Tuesday") and tuesday["validFrom"] == "2026-11-24"
    day = date(2026, 11, 25)
    Closure.objects.create(location=place, starts_on=day, ends_on=day, reason="Travaux")
    assert data_of(client, url)["openingHoursSpecification"] == [tuesday]
    assert wednesday["validFrom"] == "2026-11-25"


def test_what_no_source_states_is_not_told(client, make_service):
    assert data_of(client, make_service(inferred=True).get_absolute_url()) is None


def test_an_uncertain_address_is_not_told(client, make_location):
    place = make_location(
        address="1 rue X", doubts=["two-addresses"], latitude=None, longitude=None
    )
    data = data_of(client, place.get_absolute_url())
    assert ("address" in data) == place.is_address_certain
    assert "geo" not in data


def test_no_text_of_a_record_ends_the_script(client, make_service):
    hostile = "</script><script>alert(1)</script><!-- \u2028 &"
    service = make_service(title="Aide", summary=hostile)
    assert data_of(client, service.get_absolute_url())["description"] == hostile


def test_a_workshop_is_an_event(client, make_place):
    from services.models import Session

    start = timezone.now() + timezone.timedelta(days=2)
    Session.objects.create(
        service_at_location=make_place(), start=start, end=start + timezone.timedelta(hours=2)
    )
    [event] = data_of(client, "/agenda/")
    assert event["@type"] == "Event" and event["eventStatus"].endswith("EventScheduled")


def test_every_public_page_of_the_guide_tells_valid_json(miramas, client):
    from actors.models import Actor, Location
    from services.models import Service

    for model in (Actor, Location, Service):
        for record in model.objects.published():
            if model is Location and not record.actor.is_published:
                continue
            data = data_of(client, record.get_absolute_url())
            assert data is None or data["@context"] == "https://schema.org"
            # Nothing is verified at launch: no search engine hears of an opening.
            assert "openingHoursSpecification" not in json.dumps(data)
