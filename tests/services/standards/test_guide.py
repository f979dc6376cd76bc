"""The seed: what the file says is what the guide holds, and nothing is lost on the way."""

import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings

from actors.models import Actor, Location
from services.models import Service, ServiceAtLocation
from services.standards import guide
from tests.services.standards import strategies
from tests.services.standards.samples import make_actor, make_guide, make_service


def records_of(data: dict) -> list:
    return [record for row in guide.parse(data) for record in row.records]


@given(strategies.guides())
@settings(max_examples=60)
def test_reading_and_writing_lose_nothing(data):
    assert guide.render(data["source"], records_of(data)) == data


def test_the_shipped_guide_is_read_whole():
    data = guide.read()
    written = guide.render(data["source"], records_of(data))
    assert written["actors"] == data["actors"]


def test_an_unknown_key_is_refused():
    rows = guide.parse(make_guide(make_actor(colour="blue")))
    assert [problem.field for problem in rows[0].problems] == ["colour"]


@pytest.mark.django_db
def test_the_shipped_guide_loads_without_a_remark(capsys):
    call_command("load_guide")
    said = capsys.readouterr().out
    data = guide.read()
    assert Actor.objects.count() == len(data["actors"])
    assert Location.objects.count() == sum(len(a["locations"]) for a in data["actors"])
    assert Service.objects.count() == sum(len(a["services"]) for a in data["actors"])
    assert "refusées" not in said
    assert "laissées de côté" not in said


@pytest.mark.django_db
def test_the_shipped_guide_loads_twice_without_a_change(capsys):
    call_command("load_guide", verbosity=0)
    call_command("load_guide")
    said = capsys.readouterr().out
    assert "sans changement" in said
    assert "créés" not in said
    assert "changés" not in said


@pytest.mark.django_db
def test_a_place_without_a_pin_keeps_the_quarter_its_source_names():
    call_command("load_guide", verbosity=0)
    centre = Location.objects.get(external_id="lieu-centre-social-la-carraire")
    assert centre.latitude is None
    assert centre.quarter == "la-carraire"


@pytest.mark.django_db
def test_nothing_of_the_seed_says_it_is_verified():
    call_command("load_guide", verbosity=0)
    for model in (Actor, Location, Service, ServiceAtLocation):
        assert not model.objects.filter(verified_on__isnull=False).exists()


@pytest.mark.django_db
def test_a_service_may_be_held_at_another_actor_s_location(tmp_path):
    file = tmp_path / "guide.json"
    visitor = make_actor("mjc", locations=[], services=[make_service("atelier")])
    file.write_text(json.dumps(make_guide(visitor, make_actor())))
    call_command("load_guide", file, verbosity=0)
    place = ServiceAtLocation.objects.get(service__actor__external_id="mjc")
    assert place.location.actor.external_id == "ccas"


@pytest.mark.django_db
def test_a_dry_run_writes_nothing():
    call_command("load_guide", "--dry-run", verbosity=0)
    assert not Actor.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "{", "[]", '{"source": "x", "actors": [{}]}'])
def test_a_bad_file_is_one_clear_line(tmp_path, text):
    file = tmp_path / "guide.json"
    file.write_text(text)
    with pytest.raises(CommandError, match=r"guide\.json ne peut pas être lu"):
        call_command("load_guide", file)


@pytest.mark.django_db
@given(data=strategies.guides())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_guide_loads_and_loads_again_without_effect(data):
    from tests.services.standards.samples import load_sample

    first = load_sample(data)
    assert not first.refused
    assert load_sample(data).is_without_effect
