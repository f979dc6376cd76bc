"""The first page of the town: what to do today, counted, each one click from the work."""

from datetime import date, timedelta
from uuid import uuid4

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from services.models import Closure, Finding, JobRun, Proposal, Report, SearchCount
from services.upkeep import dashboard
from services.upkeep.jobs import recorded
from tests.factories import words
from tests.staff import EDITOR, ROLES, staff_client

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
    Report.objects.create(problem="other", status=Report.Status.IN_PROGRESS)
    Report.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=9))
    Proposal.objects.create(uid=make_actor(verified_on=date(2026, 11, 1)).uid, kind="actor")
    page = home(staff)
    assert "À faire aujourd’hui : 4" in page
    assert "<b>2</b> signalements à traiter" in page and "1 en retard" in page
    assert "<b>1</b> proposition à valider" in page
    assert '<a href="/gestion/appels/"><b>1</b> organisme à appeler' in page


def test_what_waits_today_is_open_and_the_rest_is_folded(staff, make_actor):
    make_actor()
    tree = html5lib.parse(home(staff), namespaceHTMLElements=False)
    folded = [link.get("href") for fold in tree.iter("details") for link in fold.iter("a")]
    assert "/gestion/appels/" not in folded
    assert any("services/searchcount" in href for href in folded)
    assert not [fold for fold in tree.iter("details") if fold.get("open") is not None]


def test_five_calls_are_enough_for_a_day(staff, make_actor):
    actors = [make_actor() for _number in range(7)]
    assert "<b>5</b> organismes à appeler" in home(staff) and "sur 7 à confirmer" in home(staff)
    for actor in actors[:4]:
        staff.post(f"/gestion/appels/{actor.pk}/dit/", {"fiche": [f"actor:{actor.pk}"]})
    assert "<b>1</b> organisme à appeler" in home(staff) and "sur 3 à confirmer" in home(staff)


@pytest.fixture
def work_of_each_kind(make_actor, make_location, make_service):
    """One of everything that the dashboard counts, beside records that need nothing."""
    for state in ("draft", "published"):
        place = make_location(latitude=None, longitude=None, website="http://[", state=state)
        make_service(at=place, summary="", state=state)
    dates = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 2)}
    Closure.objects.create(location=place, **dates)
    Closure.objects.create(
        location=place, starts_on=date(2027, 5, 1), ends_on=date(2027, 5, 2), reason="Travaux"
    )
    for day in (date(2026, 11, 20), date(2026, 1, 5)):
        SearchCount.objects.create(day=day, words="zinzolin", results=0, count=4)
    SearchCount.objects.create(day=date(2026, 11, 20), words="impôts", results=3, count=9)
    for status in ("new", "in_progress", "fixed"):
        Report.objects.create(problem="closed", status=status)
    for status in ("waiting", "refused"):
        Proposal.objects.create(uid=place.uid, kind="location", status=status)
    for code in Finding.Code.values:
        Finding.objects.create(
            uid=place.uid, kind="location", name="Lieu", code=code, seen_on=date(2026, 11, 24)
        )


def test_each_count_is_that_of_the_list_it_leads_to(staff, work_of_each_kind):
    board = dashboard.build(timezone.now())
    counted = {}
    for task in [*board.today, *board.later]:
        if "/gestion/appels/" in task.url:
            counted[task.title] = (task.count, len(staff.get(task.url).context["actors"]))
        else:
            counted[task.title] = (task.count, staff.get(task.url).context["cl"].result_count)
    assert {title: pair for title, pair in counted.items() if pair[0] != pair[1]} == {}
    assert len(counted) == 3 + 3 + 2 + len(dashboard.FINDINGS)
    assert min(count for count, _rows in counted.values()) > 0


def test_the_rest_is_told_in_words(staff, work_of_each_kind):
    page = home(staff)
    for said in (
        "<b>1</b> service à revérifier",
        "<b>1</b> recherche sans réponse",
        "4 fois en 30 jours",
        "<b>1</b> fermeture dans les 30 jours",
        "<b>1</b> lieu sans place sur la carte",
        "<b>1</b> service sans phrase en clair",
        "<b>1</b> lieux que la carte nationale ne recevra pas",
        "<b>1</b> liens cassés",
        "<b>1</b> points loin de leur adresse",
    ):
        assert said in page


def test_nothing_is_said_of_an_inspection_that_never_ran(staff):
    assert "liens cassés" not in home(staff)
    assert "inspection du guide</b> : jamais lancée" in home(staff)
    with recorded("inspect_guide"):
        pass
    assert "<b>0</b> liens cassés" in home(staff)


def test_the_guide_is_inspected_on_demand(staff, client, make_location):
    make_location(name="Antenne", opening_hours="")
    response = staff.post("/gestion/inspecter/", follow=True)
    page = words(response)
    assert "lieux" in page or "lieu" in page
    assert "horaires vides" in page and "Antenne" in page
    assert staff.get("/gestion/inspecter/").status_code == 405
    assert staff_client("Conseil").post("/gestion/inspecter/").status_code == 403
    assert client.post("/gestion/inspecter/").status_code == 302


def test_a_remark_leads_to_its_record(staff, make_location):
    place = make_location(opening_hours="")
    page = words(staff.post("/gestion/inspecter/", follow=True))
    url = f"/gestion/services/report/fiche/location/{place.uid}/"
    assert f'href="{url}"' in page
    assert staff.get(url).url == f"/gestion/actors/location/{place.pk}/change/"


def test_each_job_tells_how_it_went(staff):
    with recorded("autre") as told:
        told.message = "12 Mo"
    with pytest.raises(OSError, match="disque plein"), recorded("build_guide standard"):
        raise OSError("disque plein")
    page = home(staff)
    assert "autre</b> : réussie, 24 novembre 2026, 10 h 00. 12 Mo" in page
    assert "guide à imprimer</b> : en échec" in page and "disque plein" in page
    assert "<b>1</b> tâche de nuit en échec" in page
    assert JobRun.objects.count() == 2


def test_a_job_that_was_killed_is_a_failure_the_next_morning(staff, tuesday_morning):
    JobRun.objects.create(name="fold_searches", started_at=timezone.now())
    page = home(staff)
    assert "commencée le 24 novembre 2026" in page and "en échec" not in page
    tuesday_morning.shift(timedelta(hours=7))
    page = home(staff_client(EDITOR))
    assert "<b>1</b> tâche de nuit en échec" in page
    assert "comptage des recherches</b> : en échec, commencée le" in page


def test_a_backup_that_no_longer_runs_is_a_failure(staff, tuesday_morning):
    for name in ("backup", "build_guide standard"):
        with recorded(name):
            pass
    assert "en échec" not in home(staff)
    tuesday_morning.shift(timedelta(days=9))
    page = home(staff_client(EDITOR))
    assert "<b>1</b> tâche de nuit en échec" in page
    assert "sauvegarde</b> : en échec, 24 novembre 2026" in page


def test_a_job_that_runs_again_keeps_one_row():
    for _turn in range(2):
        with recorded("autre"):
            pass
    assert JobRun.objects.count() == 1


def test_the_dashboard_costs_the_same_whatever_the_guide_holds(
    staff, work_of_each_kind, make_location, make_service
):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            dashboard.build(timezone.now())
        return len(asked)

    before = queries()
    for number in range(8):
        make_service(at=make_location())
        Report.objects.create(problem="closed")
        Finding.objects.create(
            uid=uuid4(), kind="actor", name=f"{number}", code="dead_link", seen_on=date(2026, 1, 1)
        )
    assert queries() == before <= 11


def test_the_first_page_of_the_admin_costs_few_queries(
    staff, work_of_each_kind, django_assert_max_num_queries
):
    home(staff)
    with django_assert_max_num_queries(18):
        home(staff)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_of_the_town_sees_its_work(role):
    assert "À faire aujourd’hui" in home(staff_client(role))


def test_an_advisor_sees_no_work_of_the_town():
    assert "À faire aujourd’hui" not in home(staff_client("Conseil"))
