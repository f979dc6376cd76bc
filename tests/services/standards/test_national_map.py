"""« Ce que la carte nationale comprendra »: the whole guide, at the console and for the town."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Location
from services.standards import national_map
from tests.factories import words
from tests.staff import staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]
TODAY = date(2026, 11, 2)
PAGE = "/gestion/carte-nationale/"


@pytest.fixture
def place(make_actor, make_location, make_service):
    """A place that the export carries, with nothing that the map would change."""

    def make(**fields):
        fields = {"siret": "21130063700017", "verified_on": TODAY} | fields
        location = make_location(actor=make_actor(kind="commune"), **fields)
        make_service(at=location, terms={"theme": ["loisirs-et-creations-numeriques"]})
        return location

    return make


def said(capsys, *arguments) -> str:
    capsys.readouterr()
    call_command("preview_national_map", *arguments)
    return capsys.readouterr().out


def test_a_place_in_order_is_read_as_it_stands(place, capsys):
    place()
    assert "Lieux lus tels quels : 1" in said(capsys)
    assert "lieu lu tel quel" in words(staff_client().get(PAGE))


def test_what_the_map_changes_is_told_with_the_fix(place, capsys):
    place(name="Espace numérique", opening_hours="Mo,We-Fr 09:00-12:00")
    fix = "Écrivez la même chose ainsi : Mo 09:00-12:00; We-Fr 09:00-12:00"
    assert fix in said(capsys)
    page = words(staff_client().get(PAGE))
    assert fix in page and "Espace numérique</a>" in page


def test_what_the_format_has_no_room_for_is_told(place, capsys):
    place(phone="3949", email="a@ville.example")
    text = said(capsys)
    assert "Téléphone : « 3949 » : le format national n’a pas de place" in text
    assert "E-mail : « a@ville.example »" in text


def test_what_is_not_sent_is_listed_with_its_reason(place, capsys):
    location = place(address="")
    assert f"  {location.name} : L’adresse n’est pas complète." in said(capsys)
    page = words(staff_client().get(PAGE))
    assert f"/gestion/actors/location/{location.pk}/change/" in page
    assert "L’adresse n’est pas complète." in page


def test_likely_duplicates_are_told_here_and_with_the_places_of_others(place, capsys, tmp_path):
    first = place(name="Médiathèque de la gare")
    Location.objects.filter(pk=first.pk).update(address="1 rue de la Paix")
    second = place(name="Mediatheque de la gare")
    Location.objects.filter(pk=second.pk).update(address="1 rue de la Paix")
    assert "Doublons probables : 1" in said(capsys)
    assert "Doublons probables" in words(staff_client().get(PAGE))
    file = tmp_path / "autres.csv"
    file.write_text(
        "id;nom;adresse;cp;latitude;longitude;source\n"
        "9;Médiathèque de la gare;1 rue de la Paix;13140;43.582222;5.001944;Hubik\n"
    )
    assert "(Hubik) : 100 sur 100" in said(capsys, "--with", file)


def test_a_file_that_cannot_be_read_is_said_in_one_line(tmp_path):
    file = tmp_path / "vide.csv"
    file.write_text("")
    with pytest.raises(CommandError, match="vide"):
        call_command("preview_national_map", "--with", file)


def test_the_shipped_guide_loses_nothing_without_a_word(miramas):
    found = national_map.preview(today=TODAY)
    sent = found.whole + len(found.altered) + len(found.refused)
    assert sent + len(found.left_out) == Location.objects.published().count()
    assert found.refused == ()


def test_the_page_costs_the_same_whatever_the_guide_holds(place):
    staff = staff_client()

    def cost() -> int:
        staff.get("/gestion/")
        with CaptureQueriesContext(connection) as asked:
            staff.get(PAGE)
        return len(asked)

    place(opening_hours="PH off")
    few = cost()
    for _number in range(5):
        place(opening_hours="PH off")
    assert cost() == few > 0


def test_it_is_for_the_town(client):
    assert client.get(PAGE).status_code == 302
    assert f'href="{PAGE}"' in words(staff_client().get("/gestion/"))
