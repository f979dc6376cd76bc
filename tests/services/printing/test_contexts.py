"""The guide as values: where each service is told, in which honest words."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from services.models import Closure, GuideSettings
from services.printing import contexts
from tests.factories import WEEKDAYS
from tests.services.printing import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    """A function that gives the guide as paper tells it on 24 November 2026."""

    def made():
        with translation.override("fr"):
            return contexts.paper_guide(paper.AT)

    return made


def only_entry(guide):
    [entry] = [entry for part in guide.pillars for need in part.needs for entry in need.entries]
    return entry


def told(guide) -> dict:
    """{(pillar, need): (titles told in full, titles pointed at)}."""
    return {
        (part.code, need.label): (
            [entry.title for entry in need.entries],
            [reference.title for reference in need.see_also],
        )
        for part in guide.pillars
        for need in part.needs
    }


# By pillar, then need.


def test_a_service_is_told_once_and_pointed_at_from_its_other_needs(guide, make_service):
    make_service(title="Dossiers", pillar="necessite", needs=["demarche-en-ligne", "imprimer"])
    assert told(guide()) == {
        ("necessite", "Faire une démarche en ligne"): (["Dossiers"], []),
        ("necessite", "Imprimer un document"): ([], ["Dossiers"]),
    }


def test_a_need_of_another_pillar_points_at_the_service(guide, make_service):
    make_service(title="Copies au club", pillar="loisir", needs=["imprimer"])
    assert told(guide()) == {
        ("necessite", "Imprimer un document"): ([], ["Copies au club"]),
        ("loisir", "Imprimer un document"): (["Copies au club"], []),
    }


def test_a_service_without_a_need_is_told_all_the_same(guide, make_service):
    make_service(title="Fablab", pillar="loisir")
    assert told(guide()) == {("loisir", "Autres aides"): (["Fablab"], [])}


def test_what_a_source_states_comes_before_what_is_deduced(guide, make_service):
    make_service(title="Aaa", inferred=True, needs=["imprimer"])
    make_service(title="Zzz", needs=["imprimer"])
    assert told(guide()) == {("necessite", "Imprimer un document"): (["Zzz", "Aaa"], [])}


def test_drafts_and_archives_are_not_printed(guide, make_service, make_actor):
    make_service(state="draft")
    make_service(state="archived")
    make_service(actor=make_actor(state="draft"))
    assert told(guide()) == {}


# Honest words.


def test_a_deduced_service_says_that_it_is_probable(guide, make_service):
    make_service(inferred=True)
    entry = only_entry(guide())
    assert entry.maybe == "Probable, à confirmer"
    assert entry.stamp.text == "À confirmer"


def test_a_confirmed_service_tells_the_day_and_by_whom(guide, make_service):
    make_service(verified_on=date(2026, 10, 1), verified_by="par téléphone")
    stamp = only_entry(guide()).stamp
    assert stamp.is_verified
    assert stamp.text == "Vérifié le 1er octobre 2026 par téléphone"


def test_an_old_confirmation_asks_for_another(guide, make_service):
    make_service(verified_on=date(2025, 1, 10), verified_by="par téléphone")
    stamp = only_entry(guide()).stamp
    assert not stamp.is_verified
    assert stamp.text == "À confirmer de nouveau, vérifié le 10 janvier 2025"


def test_an_announcement_tells_its_year(guide, make_service):
    make_service(source_year=2023)
    assert only_entry(guide()).stamp.text == "À confirmer, annonce de 2023"


def test_hours_nobody_gave_are_to_ask_for(guide, make_service, make_location):
    make_service(at=make_location())
    [place] = only_entry(guide()).places
    assert (place.hours.sign, place.hours.text) == ("◐", "Horaires à demander")


def test_announced_hours_of_a_building_say_whose_they_are_and_their_year(
    guide, make_service, make_location
):
    make_service(at=make_location(opening_hours=WEEKDAYS, source_year=2022))
    [place] = only_entry(guide()).places
    assert place.hours.sign == "◐"
    assert place.hours.scope == "Accueil du lieu"
    assert paper.plain(place.hours.text) == "Du lundi au vendredi de 9 h à 12 h."
    assert place.hours.note == "annonce de 2022, appelez avant"


def test_verified_hours_of_a_service_carry_the_day(guide, make_place):
    make_place(opening_hours=WEEKDAYS, hours_verified_on=date(2026, 11, 2))
    [place] = only_entry(guide()).places
    assert (place.hours.sign, place.hours.scope) == ("✔", "")
    assert place.hours.note == "vérifié le 2 novembre 2026"


def test_two_possible_addresses_show_neither(guide, make_service, make_location):
    make_service(at=make_location(address="8 rue des Vents", doubts=["two_addresses"]))
    [place] = only_entry(guide()).places
    assert "rue des Vents" not in place.address
    assert "deux adresses possibles" in place.address


def test_a_service_without_a_number_gives_the_help_line(guide, make_service):
    make_service()
    phone = only_entry(guide()).phone
    assert phone.is_help
    assert paper.plain(phone.text) == "0 800 013 140"
    assert phone.note == "appel gratuit"


def test_the_number_of_the_place_comes_before_that_of_its_actor(
    guide, make_service, make_location, make_actor
):
    actor = make_actor(phone="+33490000001")
    make_service(at=make_location(actor=actor, phone="+33490000002"))
    assert paper.plain(only_entry(guide()).phone.text) == "04 90 00 00 02"


def test_what_nobody_stated_is_not_told(guide, make_service):
    make_service()
    assert only_entry(guide()).facts == ()


def test_what_is_stated_is_told(guide, make_service):
    make_service(
        terms={"fee": ["gratuit"], "audience": ["seniors"], "bring": ["piece-identite"]},
        appointment="none",
        price_note="0,10 € la page",
        age_min=16,
    )
    facts = {fact.label: fact.text for fact in only_entry(guide()).facts}
    assert facts == {
        "Prix": "Gratuit, 0,10 € la page",
        "Rendez-vous": "Sans rendez-vous",
        "Pour qui": "Personnes âgées, À partir de 16 ans",
        "À apporter": "Une pièce d’identité",
    }


def test_a_service_that_is_full_says_until_when_and_then_nothing(guide, make_service):
    service = make_service(accepts_new="full", full_until=date(2026, 12, 1))
    facts = {fact.label: fact.text for fact in only_entry(guide()).facts}
    assert facts == {"Places": "Complet jusqu’au 1er décembre 2026"}
    service.full_until = date(2026, 11, 20)
    service.save()
    assert only_entry(guide()).facts == ()


def test_a_closure_to_come_is_told_where_it_applies(guide, make_service, make_location):
    location = make_location()
    make_service(at=location)
    Closure.objects.create(
        location=location,
        starts_on=date(2026, 12, 21),
        ends_on=date(2027, 1, 3),
        reason="congés",
    )
    [place] = only_entry(guide()).places
    [closure] = place.closures
    assert "21 décembre" in closure and "congés" in closure


# QUI and OÙ.


def test_actors_stand_from_a_to_z_with_what_they_offer(guide, make_actor, make_service):
    make_actor(name="Zèbre")
    first = make_actor(name="Écho")
    service = make_service(actor=first, title="Dossiers")
    lines = guide().actors
    assert [line.name for line in lines] == ["Écho", "Zèbre"]
    assert [(r.code, r.title) for r in lines[0].services] == [(service.pk, "Dossiers")]


def test_places_stand_by_quarter_and_those_outside_come_last(guide, make_location):
    make_location(name="Ailleurs", city="Istres", city_code="13047", latitude=None, longitude=None)
    make_location(name="Au centre")
    make_location(name="Sans adresse", address="", latitude=None, longitude=None)
    quarters = guide().quarters
    assert [quarter.title for quarter in quarters][-2:] == [
        "Miramas, quartier à préciser",
        "Hors de Miramas",
    ]
    assert [place.name for place in quarters[0].places] == ["Au centre"]


def test_the_signs_of_the_plan_are_those_of_the_list(guide, make_location):
    make_location(name="Nord", latitude="43.600000", longitude="5.001000")
    make_location(name="Sud", latitude="43.575000", longitude="5.001000")
    make_location(name="Nulle part", latitude=None, longitude=None)
    made = guide()
    marks = {place.name: place.mark for quarter in made.quarters for place in quarter.places}
    assert marks == {"Nord": 1, "Sud": 2, "Nulle part": 0}
    north, south = sorted(made.plan.sketch.pins, key=lambda pin: pin.label)
    assert north.y < south.y


def test_places_side_by_side_share_one_sign(guide, make_location):
    make_location(name="Un")
    make_location(name="Deux")
    made = guide()
    assert made.plan.sign_count == 1
    assert {place.mark for quarter in made.quarters for place in quarter.places} == {1}


def test_a_guide_without_any_point_has_no_plan(guide, make_location):
    make_location(latitude=None, longitude=None)
    assert guide().plan is None


# Around.


def test_the_frame_counts_who_confirmed(guide, make_actor):
    make_actor()
    assert guide().frame.verification == "0 organisme sur 1 a confirmé"
    make_actor(verified_on=date(2026, 11, 1))
    make_actor(verified_on=date(2026, 11, 1))
    frame = guide().frame
    assert frame.verification == "2 organismes sur 3 ont confirmé"
    assert paper.plain(frame.verification_sentence).startswith("Guide en cours de vérification :")
    everyone = replace(frame, confirmed=3)
    assert everyone.verification_sentence == ("3 organismes sur 3 ont confirmé leurs informations.")


def test_the_help_line_is_that_of_the_settings(guide):
    settings = GuideSettings.get_solo()
    settings.help_phone, settings.help_name = "+33490585050", "Accueil"
    settings.save()
    help_line = guide().frame.help
    assert (paper.plain(help_line.phone.text), help_line.name) == ("04 90 58 50 50", "Accueil")


def test_a_longer_guide_takes_no_more_queries(
    guide, make_service, make_location, django_assert_max_num_queries
):
    for _number in range(12):
        make_service(at=make_location(), terms={"fee": ["gratuit"]}, needs=["imprimer"])
    with django_assert_max_num_queries(13):
        guide()
