"""The first page of the town: what to do today, counted, each one click from the work."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from services.models import Closure, JobRun, Proposal, Report, SearchCount
from services.upkeep.jobs import recorded
from tests.factories import words
from tests.staff import EDITOR, staff_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


@pytest.fixture
def staff(tuesday_morning):
    return staff_client(EDITOR)


def home(staff) -> str:
    return words(staff.get("/gestion/"))


def test_nothing_to_do_is_said(staff):
    assert "À faire aujourd’hui : 0" in home(staff) and "Rien d’urgent." in home(staff)


def test_what_waits_is_counted_and_leads_to_the_work(staff, make_actor):
    make_actor()
    old = Report.objects.create(problem="closed")
    Report.objects.create(problem="other")
    Report.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=9))
    Proposal.objects.create(uid=make_actor(verified_on=date(2026, 11, 1)).uid, kind="actor")
    page = home(staff)
    assert "À faire aujourd’hui : 4" in page
    assert "<b>2</b> signalements à traiter" in page and "1 en retard" in page
    assert "<b>1</b> propositions à valider" in page
    assert '<a href="/gestion/appels/"><b>1</b> organismes à appeler' in page
    for link in ("report/?status__exact=new", "proposal/?status__exact=waiting"):
        assert staff.get(f"/gestion/services/{link}").status_code == 200


def test_five_calls_are_enough_for_a_day(staff, make_actor):
    for _number in range(7):
        make_actor()
    assert "<b>5</b> organismes à appeler" in home(staff) and "sur 7 à confirmer" in home(staff)


def test_the_rest_is_counted_too(staff, make_location, make_service):
    place = make_location(latitude=None, longitude=None)
    make_service(at=place, summary="")
    Closure.objects.create(
        location=place, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2), reason="Travaux"
    )
    SearchCount.objects.create(day=date(2026, 11, 20), words="zinzolin", results=0, count=4)
    page = home(staff)
    for words_ in (
        "<b>1</b> services à revérifier",
        "<b>4</b> recherches sans réponse",
        "<b>1</b> fermetures dans les 30 jours",
        "<b>1</b> lieux sans place sur la carte",
        "<b>1</b> services sans phrase en clair",
        "<b>1</b> lieux que la carte nationale ne recevra pas",
    ):
        assert words_ in page


def test_each_job_tells_how_it_went(staff):
    with recorded("sauvegarde") as told:
        told.message = "12 Mo"
    with pytest.raises(OSError, match="disque plein"), recorded("livret"):
        raise OSError("disque plein")
    page = home(staff)
    assert "sauvegarde</b> : réussie" in page and "12 Mo" in page
    assert "livret</b> : en échec" in page and "disque plein" in page
    assert "<b>1</b> tâches de nuit en échec" in page
    assert JobRun.objects.count() == 2


def test_a_job_that_runs_again_keeps_one_row():
    for _turn in range(2):
        with recorded("sauvegarde"):
            pass
    assert JobRun.objects.count() == 1


def test_the_dashboard_costs_the_same_whatever_the_guide_holds(
    staff, make_actor, make_location, make_service, django_assert_max_num_queries
):
    home(staff)
    with django_assert_max_num_queries(30):
        home(staff)
    for _number in range(8):
        make_service(at=make_location())
    home(staff)
    with django_assert_max_num_queries(30):
        home(staff)


def test_an_advisor_sees_no_work_of_the_town():
    assert "À faire aujourd’hui" not in home(staff_client("Conseil"))
