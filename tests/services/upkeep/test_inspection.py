"""The nightly inspection: each fault is found, told once, dated, and gone once put right."""

import threading
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from actors.models import Actor, Location, State
from services.models import Finding, JobRun, Service
from services.upkeep import inspection
from tests.factories import words
from tests.services.upkeep import web_server
from tests.staff import admin_url, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]
FULL = {"opening_hours": "Tu 09:00-12:00; PH off", "phone": "+33490504574"}


def inspected(**options) -> list[tuple[str, str, str]]:
    """(code, name, message) of what is kept after an inspection, without the links."""
    inspection.inspect(timezone.now(), **{"with_links": False} | options)
    rows = Finding.objects.exclude(code=Finding.Code.REFUSED)
    return list(rows.values_list("code", "name", "message"))


@pytest.fixture
def full_guide(make_location, make_service):
    """A place and a service in which nothing is wrong."""
    place = make_location(name="Médiathèque", address="1 rue de la Paix", **FULL)
    make_service(at=place, title="Ateliers", summary="On apprend ensemble.")
    return place


def test_a_guide_in_order_has_nothing_to_look_at(full_guide):
    assert inspected() == []


def test_a_place_without_hours_is_told(full_guide):
    full_guide.opening_hours = ""
    full_guide.save()
    assert inspected() == [("no_hours", "Médiathèque", "")]


@pytest.mark.parametrize(
    ("hours", "is_told"),
    [
        ("2025 Jan-Mar Mo 09:00-12:00", True),
        ("Mo-Su,PH off", True),
        ("Jul-Aug Mo 09:00-12:00", True),
        ("Mo 09:00-12:00", False),
        ('Mo-Fr "sur rendez-vous"', False),
        ('Mo-Fr "appelez avant"', False),
        ("Dec 15-20 09:00-12:00", False),
    ],
)
def test_hours_that_open_nobody_s_door_in_thirty_days_are_told(full_guide, hours, is_told):
    Location.objects.update(opening_hours=hours)
    assert [code for code, *_rest in inspected()] == ["no_opening"] * is_told


def test_the_hours_of_a_service_are_looked_at_as_those_of_its_building(full_guide):
    place = full_guide.held_services.get()
    place.opening_hours = "2025 Jan-Mar Mo 09:00-12:00"
    place.save()
    [(code, name, message)] = inspected()
    assert (code, name) == ("no_opening", "Ateliers – Médiathèque")
    assert "2025" in message


def test_a_number_that_cannot_be_dialled_is_told(full_guide):
    Actor.objects.update(phone="+3349050")
    name = full_guide.actor.name
    assert inspected() == [("wrong_phone", name, "+3349050")]


def test_a_point_outside_of_the_commune_is_told_with_its_distance(full_guide):
    Location.objects.update(latitude="43.640000", longitude="5.097222")
    [(code, _name, message)] = inspected()
    assert code == "pin_outside"
    assert message.replace("\xa0", " ") == "Le point est à 10,0 km du centre de Miramas."


def test_a_point_outside_is_right_for_a_place_of_another_commune(full_guide):
    Location.objects.update(
        latitude="43.640000", longitude="5.097222", city="Salon-de-Provence", city_code="13103"
    )
    assert inspected() == []


def test_two_points_far_apart_for_one_address_are_told(full_guide, make_location):
    make_location(name="Espace jeunes", address="1, Rue de la paix", latitude="43.585000", **FULL)
    [(code, name, message)] = inspected()
    assert (code, name) == ("pin_far", "Espace jeunes")
    assert "« Médiathèque »" in message and "310" in message


def test_a_service_without_a_plain_line_is_told(full_guide):
    Service.objects.update(summary="")
    assert inspected() == [("no_plain_line", "Ateliers", "")]


def test_the_same_place_twice_is_told_once(full_guide, make_location):
    make_location(name="Médiathèque de Miramas", address="1 Rue de la Paix", **FULL)
    make_location(name="Maison du droit", address="1 rue de la Paix", **FULL)
    assert inspected() == [
        (
            "duplicate",
            "Médiathèque de Miramas",
            "Même adresse et presque le même nom que « Médiathèque ».",
        )
    ]


def test_the_same_actor_twice_is_told_even_without_a_place(full_guide, make_actor):
    make_actor(name="Croix-Rouge française", phone="+33490500001")
    make_actor(name="Croix Rouge Francaise", phone="")
    make_actor(name="Secours populaire", phone="+33490500001")
    assert [row[:2] for row in inspected()] == [("duplicate", "Croix Rouge Francaise")]


def test_the_same_service_twice_is_told_but_not_a_narrower_one(full_guide, make_service):
    for title in ("Atelier", "Ateliers pour les seniors"):
        make_service(at=full_guide, title=title, summary="On apprend.")
    make_service(title="Ateliers", summary="On apprend.")
    assert [row[:2] for row in inspected()] == [("duplicate", "Atelier")]


def test_names_that_differ_by_a_number_are_two_things(full_guide, make_actor):
    for number in (1, 2):
        make_actor(name=f"Agence postale communale {number}", phone="+33490500001")
    assert inspected() == []


def test_what_the_public_does_not_see_is_left_alone(full_guide, make_location):
    make_location(name="Médiathèque", address="1 rue de la Paix", state=State.ARCHIVED)
    make_location(name="Brouillon", state=State.DRAFT)
    assert inspected() == []


def test_a_place_that_the_national_map_refuses_is_told_with_the_reason(full_guide):
    inspected()
    refused = Finding.objects.get(code=Finding.Code.REFUSED)
    assert (refused.name, refused.uid) == ("Médiathèque", full_guide.uid)
    assert refused.message == "Aucun de ses services n’a de thème national."


def test_what_is_put_right_goes_and_what_stays_keeps_its_first_day(
    full_guide, make_location, tuesday_morning
):
    other = make_location(name="Antenne", phone="+33490504574")
    full_guide.opening_hours = ""
    full_guide.save()
    assert len(inspected()) == 2
    other.opening_hours = FULL["opening_hours"]
    other.save()
    tuesday_morning.shift(timedelta(days=3))
    assert inspected() == [("no_hours", "Médiathèque", "")]
    assert Finding.objects.get(code="no_hours").seen_on == date(2026, 11, 24)


def test_a_run_that_fails_leaves_what_was_found_before(full_guide, monkeypatch):
    """The table is replaced in one transaction: never empty, never twice."""
    Service.objects.update(summary="")
    before = inspected()

    def full_disk(*args, **kwargs):
        raise OSError("disque plein")

    monkeypatch.setattr(type(Finding.objects.all()), "bulk_create", full_disk)
    with pytest.raises(OSError, match="disque plein"):
        call_command("inspect_guide", no_links=True, verbosity=0)
    rows = Finding.objects.exclude(code=Finding.Code.REFUSED)
    assert list(rows.values_list("code", "name", "message")) == before
    run = JobRun.objects.get(name="inspect_guide")
    assert (run.ok, run.message) == (False, "disque plein")


@pytest.fixture
def server():
    with web_server.running() as running:
        yield running


def links_found(server) -> list[tuple[str, str]]:
    trusted = frozenset({server.server_address})
    rows = inspected(with_links=True, trusted=trusted)
    return [(name, message) for code, name, message in rows if code == "dead_link"]


def test_a_dead_link_is_told_with_its_page_and_its_answer(full_guide, server):
    address = f"http://127.0.0.1:{server.server_port}"
    Actor.objects.update(name="Ville", website=f"{address}/ok/")
    Location.objects.update(booking_url=f"{address}/status/404")
    Service.objects.update(website=f"{address}/to/http://10.0.0.1/")
    assert links_found(server) == [
        (
            "Ateliers",
            f"Page internet : {address}/to/http://10.0.0.1/ "
            "(cette adresse ne peut pas être suivie)",
        ),
        ("Médiathèque", f"Prise de rendez-vous en ligne : {address}/status/404 (réponse 404)"),
    ]


def test_a_link_shown_by_several_records_is_asked_once(full_guide, make_actor, server):
    for _number in range(3):
        make_actor(website=f"http://127.0.0.1:{server.server_port}/status/410")
    assert len(links_found(server)) == 3
    assert len(server.asked) == 1


def test_a_silent_server_is_asked_twice(full_guide, server):
    Actor.objects.update(website=f"http://127.0.0.1:{server.server_port}/headers/")
    assert "personne ne répond" in links_found(server)[0][1]
    assert len(server.asked) == 2


def test_links_are_not_judged_when_nobody_answers_at_all(full_guide, make_actor, server):
    """Our own line is cut: what was known of the links stays."""
    Actor.objects.update(website=f"http://127.0.0.1:{server.server_port}/status/404")
    known = links_found(server)
    for number in range(inspection.FEW_LINKS):
        make_actor(website=f"http://127.0.0.1:{server.server_port}/headers/{number}")
    Actor.objects.filter(website__endswith="404").update(
        website=f"http://127.0.0.1:{server.server_port}/headers/a"
    )
    assert links_found(server) == known


def test_no_option_of_the_command_reaches_a_machine_of_our_network(full_guide, server):
    Actor.objects.update(website=f"http://127.0.0.1:{server.server_port}/ok/")
    call_command("inspect_guide", verbosity=0)
    assert server.asked == []
    assert "ne peut pas être suivie" in Finding.objects.get(code="dead_link").message


def test_the_command_counts_what_it_found_and_the_job_remembers(full_guide, capsys):
    Service.objects.update(summary="")
    call_command("inspect_guide", no_links=True)
    told = capsys.readouterr().out
    assert "1 × sans phrase en clair" in told and "2 remarques." in told
    run = JobRun.objects.get(name="inspect_guide")
    assert (run.ok, run.message) == (True, "2 remarques.")


def test_the_inspection_asks_as_many_questions_whatever_the_guide_holds(
    full_guide, make_location, make_service, django_assert_max_num_queries
):
    for _number in range(15):
        make_service(at=make_location())
    with django_assert_max_num_queries(25):
        inspected()


def test_no_thread_is_left_behind(full_guide, server):
    Actor.objects.update(website=f"http://127.0.0.1:{server.server_port}/ok/")
    before = threading.active_count()
    links_found(server)
    assert threading.active_count() <= before + 1  # the server's own, that ends by itself


def test_the_page_of_a_record_tells_what_the_inspection_saw(full_guide):
    staff = staff_client()
    full_guide.opening_hours = ""
    full_guide.save()
    inspected()
    page = words(staff.get(admin_url(full_guide)))
    assert "Vu par l’inspection" in page
    assert "<b>horaires vides</b>" in page and "24 novembre 2026" in page
    assert "Aucun de ses services n’a de thème national." in page
    assert "Vu par l’inspection" not in words(staff.get(admin_url(full_guide.actor)))
    assert "Vu par l’inspection" not in words(staff.get(admin_url(Location, "add")))
