"""Every page of the admin opens for those who may, and only for them."""

from datetime import date, datetime, time, timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils import timezone

from actors.models import Actor, AuditEntry, Location, Membership, Term, User
from services import models
from services.roles import EDITOR, MANAGER
from tests import factories
from tests.staff import ROLES, SUPERUSER, admin_url, make_staff, staff_client

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=timezone.get_default_timezone())
MANAGED = {User, models.GuideSettings, AuditEntry}
LOOKED_AT = {
    *(Term, models.Revision, models.Shortlist, models.Proposal, models.SearchCount),
    models.Finding,
    AuditEntry,
}
# What cannot be made by hand: received from elsewhere, or of one row.
NOT_ADDED = {*LOOKED_AT, models.Report, models.GuideSettings, models.PrintedEdition}


@pytest.fixture
def one_of_each():
    """Model → a record of it."""
    location = factories.make_location(opening_hours="Mo-Fr 09:00-12:00")
    service = factories.make_service(
        at=location, terms={"theme": ["utilisation-securisee-du-numerique"]}
    )
    place = service.places.get()
    dates = {"starts_on": DAY, "ends_on": DAY}
    records = [
        location,
        service,
        place,
        location.actor,
        make_staff(),
        models.Closure.objects.create(location=location, **dates),
        models.Session.objects.create(
            service_at_location=place, start=NOON, end=NOON + timedelta(hours=2)
        ),
        models.SessionSeries.objects.create(
            service_at_location=place,
            weekday=1,
            start=time(9),
            end=time(11),
            skip_school_holidays=False,
            **dates,
        ),
        models.Pathway.objects.create(title="Vers l’autonomie"),
        models.Notice.objects.create(text="Le guide ferme en août.", **dates),
        models.Report.objects.create(problem="closed", page="/services/"),
        models.Proposal.objects.create(uid=service.uid, kind="service", origin="partner"),
        models.Shortlist.objects.create(service_ids=[service.pk], expires_at=NOON),
        models.Need.objects.first(),
        models.GuideSettings.objects.get(),
        models.Revision.objects.first(),
        Term.objects.first(),
        models.LexiconEntry.objects.first(),
        models.SearchCount.objects.create(day=NOON.date(), words="plombier", count=3),
        models.Finding.objects.create(
            uid=service.uid, kind="service", name="Aide", code="no_plain_line", seen_on=DAY
        ),
        models.PrintedEdition.objects.create(
            number=1, kind="standard", built_at=NOON, revision=1, file="guide/un.pdf"
        ),
        models.Action.objects.create(title="Un atelier", date=DAY, kind="mediation"),
        models.Campaign.objects.create(title="Noël", season="christmas", **dates),
        AuditEntry.objects.first(),
    ]
    models.PathwayStep.objects.create(pathway=records[8], title="Débuter", pillar="necessite")
    Membership.objects.create(user=records[4], actor=location.actor)
    return {type(record): record for record in records}


def may_open(role: str, model) -> bool:
    return role != EDITOR or model not in MANAGED


def test_every_model_of_the_admin_is_tried_below(one_of_each):
    assert set(admin.site._registry) == set(one_of_each)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_every_model_opens_for_whoever_may(role, one_of_each):
    client = staff_client(role)
    opened = {}
    for model, record in one_of_each.items():
        for page, target in (
            ("changelist", model),
            ("add", model),
            ("change", record),
            ("history", record),
        ):
            expected = 200 if may_open(role, model) else 403
            if page == "add" and model in NOT_ADDED:
                expected = 403
            status = client.get(admin_url(target, page)).status_code
            opened[f"{model.__name__} {page}"] = (status, expected)
    assert {name: pair for name, pair in opened.items() if pair[0] != pair[1]} == {}


@pytest.mark.parametrize("role", ROLES)
def test_a_past_version_opens_for_whoever_may_restore_it(role, one_of_each):
    client = staff_client(role)
    statuses = {
        type(record).__name__: client.get(
            admin_url(record, "simple_history", record.history.first().pk)
        ).status_code
        for record in one_of_each.values()
        if hasattr(record, "history") and may_open(role, type(record))
    }
    assert set(statuses.values()) == {200}


@pytest.mark.parametrize(("role", "groups"), [(SUPERUSER, 4), (MANAGER, 4), (EDITOR, 4)])
def test_the_menu_shows_seven_entries_and_folds_the_settings(role, groups):
    response = staff_client(role).get("/gestion/")
    menu = response.context["app_list"]
    assert len(menu) == groups
    assert sum(len(group["models"]) for group in menu if not group["folded"]) == 7


def test_the_settings_unfold_when_one_of_them_is_open():
    response = staff_client(SUPERUSER).get(admin_url(models.Need, "changelist"))
    assert not any(group["folded"] for group in response.context["available_apps"])


def test_technical_models_are_not_in_the_menu():
    page = staff_client(SUPERUSER).get("/gestion/").content.decode()
    assert "/gestion/actors/term/" not in page
    assert "/gestion/services/revision/" not in page


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", [Actor, Location, models.Service, models.Pathway])
def test_nobody_deletes_a_record_that_has_a_page(role, model, one_of_each):
    client, record = staff_client(role), one_of_each[model]
    assert client.post(admin_url(record, "delete"), {"post": "yes"}).status_code == 403
    actions = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}
    client.post(admin_url(model, "changelist"), actions)
    assert model.objects.filter(pk=record.pk).exists()


def test_people_who_are_not_staff_do_not_enter(client):
    advisor = User.objects.create_user(email="conseil@example.org")
    advisor.groups.add(Group.objects.get(name="Conseil"))
    client.force_login(advisor)
    assert client.get("/gestion/").status_code == 302


def test_the_sign_in_page_asks_for_an_email_address(client):
    assert "Adresse e-mail" in client.get("/gestion/login/").content.decode()


def test_the_admin_speaks_french_to_every_browser():
    page = staff_client().get("/gestion/", headers={"accept-language": "en"}).content.decode()
    assert "Bonjour" in page
    assert '<html lang="fr"' in page


@pytest.mark.parametrize(
    ("model", "most"),
    [(Actor, 12), (Location, 12), (models.Service, 17), (models.ServiceAtLocation, 10)],
)
def test_a_list_asks_as_many_questions_whatever_its_length(
    model, most, one_of_each, django_assert_max_num_queries
):
    for _time in range(5):
        location = factories.make_location()
        factories.make_service(at=location)
    client = staff_client()
    client.get("/gestion/")
    with django_assert_max_num_queries(most):
        client.get(admin_url(model, "changelist"))


@pytest.mark.parametrize("model", [Actor, Location, models.Service])
def test_a_history_asks_as_many_questions_whatever_its_length(
    model, one_of_each, django_assert_max_num_queries
):
    record = one_of_each[model]
    for number in range(12):
        record.staff_note = f"appel {number}"
        record.save()
    client = staff_client()
    client.get("/gestion/")
    with django_assert_max_num_queries(12):
        client.get(admin_url(record, "history"))
