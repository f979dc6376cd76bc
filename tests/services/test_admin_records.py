"""The forms of services, places, agenda and settings, as staff use them."""

from datetime import date

import pytest

from actors.models import Location, State
from services import models
from tests.staff import (
    admin_url,
    errors_of,
    messages_of,
    read_form,
    save,
    staff_client,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return staff_client()


def add(client, model, **typed):
    url = admin_url(model, "add")
    form = f"{model._meta.model_name}_form"
    return client.post(url, read_form(client.get(url), form) | typed)


def test_saving_an_untouched_service_changes_nothing(client, make_location, make_service):
    service = make_service(
        at=make_location(),
        terms={"theme": ["acces-internet-et-materiel-informatique"], "fee": ["gratuit"]},
        needs=[models.Need.objects.first().code],
        eligibility_zone=["13063"],
        description="Une heure.\nSur place.",
    )
    service.refresh_from_db()
    before, rows = service.version, service.history.count()
    assert save(client, service).status_code == 302
    service.refresh_from_db()
    assert (service.version, service.history.count()) == (before, rows)


def test_a_service_is_made_with_its_place_and_its_own_hours(client, make_location):
    location = make_location()
    add(
        client,
        models.Service,
        title="Remplir un dossier",
        actor=location.actor.pk,
        pillar="necessite",
        fee=["gratuit"],
        audience=["seniors", "jeunes"],
        needs=[models.Need.objects.first().pk],
        **{
            "places-TOTAL_FORMS": "1",
            "places-0-location": location.pk,
            "places-0-opening_hours": "mardi 9h-12h",
        },
    )
    service = models.Service.objects.get()
    assert service.state == State.DRAFT
    assert {term.code for term in service.terms.all()} == {"gratuit", "seniors", "jeunes"}
    assert service.needs.count() == 1
    assert service.places.get().opening_hours == "Tu 09:00-12:00"


def test_needs_and_terms_change_in_one_history_row(client, make_service):
    service, need = make_service(), models.Need.objects.first()
    rows = service.history.count()
    save(client, service, fee=["gratuit"], needs=[need.pk])
    assert service.history.count() == rows + 1
    assert [row.need for row in service.history.first().needs.all()] == [need]


def test_going_back_restores_the_needs(client, make_service):
    service, need = make_service(), models.Need.objects.first()
    save(client, service, needs=[need.pk])
    past = service.history.first()
    save(client, service, needs=[])
    assert service.needs.count() == 0
    url = admin_url(service, "simple_history", past.pk)
    client.post(url, read_form(client.get(url), "historicalservice_form"))
    assert list(service.needs.all()) == [need]


def test_a_pillar_is_chosen_under_both_its_names(client, make_service):
    page = client.get(admin_url(make_service())).content.decode()
    assert "Faire mes démarches (Numérique nécessité)" in page


def test_a_territory_that_is_not_a_code_gets_a_sentence(client, make_service):
    response = save(client, make_service(), eligibility_zone="Miramas et alentours")
    assert "Exemple : 13063 pour Miramas" in " ".join(errors_of(response)["eligibility_zone"])


def test_full_until_asks_for_full(client, make_service):
    response = save(client, make_service(), full_until="01/12/2026")
    assert "demande de choisir « complet »" in " ".join(errors_of(response)["__all__"])


def test_a_service_is_found_without_accents(client, make_actor, make_service):
    ccas = make_actor(name="Centre communal", short_name="CCAS")
    make_service(title="Déclarer ses impôts", actor=ccas)
    make_service(title="Jouer")
    page = client.get(admin_url(models.Service, "changelist"), {"q": "IMPOTS communal"})
    assert [row.title for row in page.context["cl"].result_list] == ["Déclarer ses impôts"]


def test_a_place_is_found_by_its_phone_however_written(client, make_location):
    location = make_location(phone="+33490504574")
    make_location()
    page = client.get(admin_url(Location, "changelist"), {"q": "04.90.50.45.74"})
    assert list(page.context["cl"].result_list) == [location]


def test_an_actor_is_suggested_without_accents(client, make_actor):
    make_actor(name="Médiathèque")
    meta = models.Service._meta
    asked = {"app_label": meta.app_label, "model_name": meta.model_name, "field_name": "actor"}
    answer = client.get("/gestion/autocomplete/", asked | {"term": "mediatheque\x00"})
    assert [found["text"] for found in answer.json()["results"]] == ["Médiathèque"]


@pytest.mark.parametrize(
    ("todo", "expected"),
    [
        ("a-verifier", {"jamais vérifié", "déduit", "brouillon"}),
        ("non-publie", {"brouillon"}),
        ("deduit", {"déduit"}),
        ("sans-lieu", {"jamais vérifié", "déduit", "brouillon"}),
    ],
)
def test_the_list_filters_what_needs_work(
    tuesday_morning, client, make_location, make_service, todo, expected
):
    verified = date(2026, 11, 1)
    make_service(title="en ordre", verified_on=verified, at=make_location())
    make_service(title="jamais vérifié")
    make_service(title="déduit", inferred=True)
    make_service(title="brouillon", state=State.DRAFT)
    page = client.get(admin_url(models.Service, "changelist"), {"a-faire": todo})
    assert {row.title for row in page.context["cl"].result_list} == expected


def test_the_filters_say_how_many_records_they_hold(client, make_location):
    make_location(latitude=None, longitude=None)
    make_location()
    page = client.get(admin_url(Location, "changelist")).content.decode()
    assert "sans coordonnées (1)" in page


def test_the_list_says_why_a_record_is_doubtful(client, make_service):
    make_service(inferred=True, doubts=["guessed_pillar"])
    page = client.get(admin_url(models.Service, "changelist")).content.decode()
    assert "déduit, pilier deviné" in page


def test_a_permanence_is_removed_from_the_service_and_remembered(
    client, make_location, make_service
):
    service = make_service(at=make_location())
    place = service.places.get()
    save(client, service, **{"places-0-DELETE": "on"})
    assert not service.places.exists()
    removed = models.ServiceAtLocation.history.filter(id=place.pk).first()
    assert (removed.history_type, removed.history_user is not None) == ("-", True)


def test_a_permanence_somebody_just_changed_is_not_removed_unread(
    client, make_location, make_service
):
    service = make_service(at=make_location())
    page = client.get(admin_url(service))
    save(client, service.places.get(), note="Salle 2")
    again = save(client, service, page=page, **{"places-0-DELETE": "on"})
    assert "Relisez cette ligne" in str(
        again.context["inline_admin_formsets"][0].formset.non_form_errors()
    )
    assert service.places.exists()
    save(client, service, page=again)
    assert not service.places.exists()


def test_a_location_shows_what_is_offered_there_and_when_it_is_shut(
    client, make_location, make_service
):
    location = make_location()
    make_service(at=location)
    save(
        client,
        location,
        **{
            "closures-TOTAL_FORMS": "1",
            "closures-0-starts_on": "21/12/2026",
            "closures-0-ends_on": "24/12/2026",
            "closures-0-reason": "travaux",
        },
    )
    assert location.closures.get().reason == "travaux"
    prefixes = [
        formset.formset.prefix
        for formset in client.get(admin_url(location)).context["inline_admin_formsets"]
    ]
    assert prefixes == ["held_services", "closures"]


def test_a_closure_of_one_service_must_be_where_it_is_held(client, make_location, make_place):
    response = add(
        client,
        models.Closure,
        location=make_location().pk,
        service_at_location=make_place().pk,
        starts_on="21/12/2026",
        ends_on="24/12/2026",
    )
    assert "n’est pas rendu dans ce lieu" in " ".join(errors_of(response)["service_at_location"])


def test_a_series_takes_its_exceptions_one_a_line(tuesday_morning, client, make_place):
    add(
        client,
        models.SessionSeries,
        service_at_location=make_place().pk,
        weekday="1",
        every_n_weeks="1",
        start="09:00",
        end="11:00",
        starts_on="01/12/2026",
        ends_on="15/12/2026",
        exceptions="08/12/2026\r\n",
    )
    series = models.SessionSeries.objects.get()
    assert [session.occurs_on.day for session in series.sessions.order_by("start")] == [1, 15]


def test_a_series_is_renewed_by_one_action(tuesday_morning, client, make_place):
    series = models.SessionSeries(
        service_at_location=make_place(), weekday=1, skip_school_holidays=False
    )
    series.starts_on, series.ends_on = date(2026, 11, 3), date(2026, 12, 1)
    series.start, series.end = "09:00", "11:00"
    series.full_clean()
    series.save()
    ticked = {"action": "renew", "_selected_action": [series.pk]}
    response = client.post(admin_url(models.SessionSeries, "changelist"), ticked)
    series.refresh_from_db()
    assert series.ends_on > date(2027, 10, 1)
    assert "renouvelée jusqu’au" in messages_of(response)[0]


def test_what_is_hard_to_read_is_told_once_saved_and_never_forbidden(client, make_service):
    service = make_service(title="Aide")
    response = save(client, service, summary="Venez pour la CAF. Cliquez ici.")
    service.refresh_from_db()
    assert service.summary.startswith("Venez pour la CAF")
    told = " ".join(messages_of(response))
    assert "En clair" in told and "aides aux familles" in told
    assert "Dites ce que la personne va trouver." in told
    assert "À relire" not in " ".join(messages_of(save(client, service, price_note="Gratuit.")))
