"""Accounts: no name asked, an e-mail or none, and nobody gives himself more than he has."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from actors.models import Membership, User
from services.roles import EDITOR, MANAGER
from tests.staff import (
    PASSWORD,
    SUPERUSER,
    admin_url,
    make_staff,
    read_form,
    save,
    staff_client,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return staff_client(MANAGER)


def add_account(client, **typed):
    url = admin_url(User, "add")
    return client.post(url, read_form(client.get(url), "user_form") | typed)


def test_a_manager_makes_an_account_that_can_sign_in(manager, client):
    add_account(
        manager,
        email="Accueil@Example.org",
        label="accueil du CCAS",
        usable_password="true",
        password1=PASSWORD,
        password2=PASSWORD,
    )
    user = User.objects.get(label="accueil du CCAS")
    assert user.email == "accueil@example.org"
    assert client.login(username="accueil@example.org", password=PASSWORD)


def test_an_account_needs_neither_email_nor_password(manager):
    for label in ("centre social", "médiathèque"):
        add_account(manager, label=label, usable_password="false")
    accounts = User.objects.filter(label__in=["centre social", "médiathèque"])
    assert [(user.email, user.has_usable_password()) for user in accounts] == [(None, False)] * 2


def test_two_accounts_cannot_share_an_email(manager):
    make_staff(email="accueil@example.org")
    response = add_account(manager, email="accueil@example.org", usable_password="false")
    assert "Un compte existe déjà avec cette adresse e-mail." in response.content.decode()


def test_a_manager_gives_the_roles(manager):
    user = make_staff(EDITOR)
    groups = Group.objects.filter(name__in=[EDITOR, MANAGER])
    save(manager, user, groups=[group.pk for group in groups])
    assert {group.name for group in user.groups.all()} == {EDITOR, MANAGER}


def test_a_partner_is_tied_to_an_actor(manager, make_actor):
    user, actor = make_staff(EDITOR), make_actor()
    added = {"membership_set-TOTAL_FORMS": "1", "membership_set-0-actor": actor.pk}
    save(manager, user, **added)
    assert Membership.objects.get().actor == actor


def test_a_manager_cannot_become_a_rescue_account(manager):
    me = manager.get("/gestion/").wsgi_request.user
    save(manager, me, is_superuser="on")
    me.refresh_from_db()
    assert not me.is_superuser


def test_a_manager_cannot_take_over_a_rescue_account(manager):
    rescue = make_staff(SUPERUSER, password=PASSWORD)
    assert "_save" not in manager.get(admin_url(rescue)).content.decode()
    typed = {"password1": "autre-phrase-longue", "password2": "autre-phrase-longue"}
    assert manager.post(f"/gestion/actors/user/{rescue.pk}/password/", typed).status_code == 403
    assert manager.post(admin_url(rescue, "delete"), {"post": "yes"}).status_code == 403
    ticked = {"action": "delete_selected", "_selected_action": [rescue.pk], "post": "yes"}
    manager.post(admin_url(User, "changelist"), ticked)
    rescue.refresh_from_db()
    assert rescue.check_password(PASSWORD)


def test_a_password_is_changed_from_the_account(manager):
    user = make_staff(EDITOR)
    page = manager.get(admin_url(user)).content.decode()
    assert 'href="../password/"' in page
    url = f"/gestion/actors/user/{user.pk}/password/"
    assert manager.get(url).status_code == 200
    typed = {"password1": PASSWORD, "password2": PASSWORD}
    assert manager.post(url, typed).status_code == 302
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_short_password_is_refused_in_words(manager):
    user = make_staff(EDITOR)
    url = f"/gestion/actors/user/{user.pk}/password/"
    response = manager.post(url, {"password1": "court", "password2": "court"})
    assert "Il doit contenir au minimum 12 caractères" in response.content.decode()


@pytest.mark.parametrize("page", ["add/", "{pk}/change/", "{pk}/password/"])
def test_no_page_of_accounts_says_utilisateur(manager, page):
    path = page.format(pk=make_staff(EDITOR).pk)
    text = manager.get(f"/gestion/actors/user/{path}").content.decode().split("<main")[1]
    assert "tilisateur" not in text


def test_roles_are_explained_in_words(manager):
    page = manager.get(admin_url(make_staff(EDITOR))).content.decode().replace("\xa0", " ")
    assert "Rédaction : modifier et publier les fiches." in page


def test_groups_are_declared_in_the_code_and_have_no_page(manager):
    assert manager.get("/gestion/auth/group/").status_code == 404


def test_a_partner_account_can_be_deleted_but_not_its_work(manager, make_location):
    user = make_staff(EDITOR, label="ancien agent")
    editor = Client()
    editor.force_login(user)
    location = make_location()
    save(editor, location, access_note="Bus 5")
    assert manager.post(admin_url(user, "delete"), {"post": "yes"}).status_code == 302
    location.refresh_from_db()
    assert location.access_note == "Bus 5"
    assert location.history.first().history_user is None


def test_a_signed_in_person_is_greeted_by_the_designation():
    response = staff_client(label="accueil du CCAS").get("/gestion/")
    assert "accueil du CCAS" in response.content.decode()
