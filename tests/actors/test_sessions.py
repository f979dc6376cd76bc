"""Sessions end: unused, too old, closed by somebody; and what people may do is written down."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from actors.accounts import sessions
from actors.models import AuditEntry, Membership, ProConnectIdentity, User
from services.roles import EDITOR, MANAGER
from tests.factories import make_actor
from tests.staff import PASSWORD, SUPERUSER, admin_url, make_staff, save, staff_client

pytestmark = pytest.mark.django_db
HOME, LIST = "/gestion/", "/gestion/services/service/"


@pytest.fixture(autouse=True)
def clock(tuesday_morning):
    return tuesday_morning


def is_open(client) -> bool:
    return client.get(LIST).status_code == 200


def test_a_session_unused_for_half_an_hour_ends(clock):
    client = staff_client()
    assert is_open(client)
    clock.shift(timedelta(minutes=31))
    assert not is_open(client)


def test_a_session_in_use_goes_on_and_reading_writes_nothing(clock):
    client = staff_client()
    for _time in range(6):
        clock.shift(timedelta(minutes=20))
        assert is_open(client)


def test_the_address_that_typing_asks_keeps_the_session(clock):
    """`admin.js` asks it while somebody types a long text."""
    client = staff_client()
    for _time in range(4):
        clock.shift(timedelta(minutes=25))
        assert client.get("/gestion/jsi18n/").status_code == 200
    assert is_open(client)


def test_no_session_is_older_than_eight_hours(clock):
    client = staff_client()
    for _time in range(16):
        clock.shift(timedelta(minutes=29))
        assert is_open(client)
    clock.shift(timedelta(minutes=29))
    assert not is_open(client)


def test_a_last_use_cannot_be_made_up_nor_taken_from_another_session(clock):
    client, other = staff_client(), staff_client()
    clock.shift(timedelta(minutes=25))
    assert is_open(other)
    clock.shift(timedelta(minutes=10))
    client.cookies["seen"] = other.cookies["seen"].value
    assert not is_open(client)
    client = staff_client()
    clock.shift(timedelta(minutes=35))
    client.cookies["seen"] = "9999999999:abc"
    assert not is_open(client)


def test_an_ended_session_is_not_revived_by_its_cookies(clock):
    client = staff_client()
    kept = dict(client.cookies.items())
    clock.shift(timedelta(minutes=31))
    client.get(LIST)
    client.cookies.clear()
    client.cookies.update(kept)
    assert not is_open(client)


def test_signing_in_changes_the_key_of_the_session(client):
    make_staff(email="agent@example.org", password=PASSWORD)
    client.get("/gestion/login/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    key = session.session_key
    sent = {"username": "agent@example.org", "password": PASSWORD}
    assert client.post("/gestion/login/", sent).status_code == 302
    assert client.session.session_key != key


def test_signing_out_ends_the_session_on_the_server(client):
    client = staff_client()
    key = client.session.session_key
    client.post("/gestion/logout/")
    client.cookies["session"] = key
    assert not is_open(client)


def test_one_button_closes_every_session_of_a_person(clock):
    user = make_staff()
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(user)
    clock.shift(10)
    clients[0].post("/gestion/second-facteur/fermer/")
    assert not any(is_open(client) for client in clients)
    clock.shift(10)
    clients[0].force_login(user)
    assert is_open(clients[0])


@pytest.mark.writes_on_get("Django deletes a session whose password is no longer the account's")
def test_a_new_password_closes_the_other_sessions():
    user = make_staff(password=PASSWORD)
    client = Client()
    client.force_login(user)
    user.set_password("une-autre-phrase-assez-longue")
    user.save()
    assert not is_open(client)


def test_public_pages_give_no_cookie(miramas, client):
    client.cookies["session"] = "x" * 32
    answer = client.get("/mentions-legales/")
    assert "Set-Cookie" not in answer.headers and not answer.cookies


def test_cookies_follow_the_scheme_of_the_site(settings):
    settings.SESSION_COOKIE_SECURE = True
    assert sessions.cookie_name() == "__Host-seen"
    client = staff_client()
    cookie = client.get(LIST).cookies["__Host-seen"]
    assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"
    assert cookie["path"] == "/" and not cookie["domain"]


# ── what is written down ──


def trail(**rule) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(**rule).order_by("pk"))


def test_signing_in_and_out_and_being_refused_leave_one_line_each(client):
    user = make_staff(email="agent@example.org", password=PASSWORD)
    for password in ("mon-secret-mal-place", PASSWORD):
        sent = {"username": "agent@example.org", "password": password}
        client.post("/gestion/login/", sent)
    client.post("/gestion/login/", {"username": "Personne@example.org", "password": "x"})
    client.post("/gestion/logout/")
    told = [(e.action, e.account, e.about) for e in trail() if e.action != "role_changed"]
    assert told == [
        ("refused", None, f"compte {user.pk}"),
        ("signed_in", user.pk, ""),
        ("refused", user.pk, ""),
        ("signed_out", user.pk, ""),
    ]
    text = str([(e.about, e.details) for e in trail()])
    assert "mon-secret" not in text and "ersonne" not in text and "agent@" not in text


def test_roles_given_and_taken_say_who_to_whom_and_what():
    boss = make_staff(MANAGER)
    client = Client()
    client.force_login(boss)
    user = make_staff(EDITOR)
    manager = Group.objects.get(name=MANAGER)
    save(client, user, groups=[str(manager.pk)], is_active="on", is_staff="")
    entries = trail(account=boss.pk, action="role_changed")
    assert all(entry.details.pop("request") for entry in entries)
    told = [(entry.account, entry.about, entry.details) for entry in entries]
    assert (boss.pk, f"compte {user.pk}", {"taken": ["is_staff"]}) in told
    assert (boss.pk, f"compte {user.pk}", {"given": [MANAGER]}) in told
    assert (boss.pk, f"compte {user.pk}", {"taken": [EDITOR]}) in told


def test_becoming_a_partner_and_ceasing_to_be_one():
    user, actor = User.objects.create_user(label="centre"), make_actor()
    Membership.objects.create(user=user, actor=actor).delete()
    told = [e.details for e in trail(about=f"compte {user.pk}")]
    assert told == [{"given": [f"acteur {actor.pk}"]}, {"taken": [f"acteur {actor.pk}"]}]


def test_a_changed_password_is_told_and_a_stronger_digest_is_not():
    user = make_staff(email="agent@example.org")
    user.password = "pbkdf2_sha256$1$sel$" + "A" * 43 + "="
    User.objects.filter(pk=user.pk).update(password=user.password)
    user.set_password(PASSWORD)
    user.save()
    assert len(trail(action="password_changed")) == 1
    old = make_password(PASSWORD, hasher="pbkdf2_sha256")
    User.objects.filter(pk=user.pk).update(password=old)
    sent = {"username": "agent@example.org", "password": PASSWORD}
    assert Client().post("/gestion/login/", sent).status_code == 302
    assert User.objects.get(pk=user.pk).password.startswith("scrypt$")
    assert len(trail(action="password_changed")) == 1


@pytest.mark.parametrize(
    ("action", "fact"),
    [("close_sessions", "sessions_closed"), ("detach_proconnect", "identity_unlinked")],
)
def test_actions_on_accounts_are_told_and_spare_the_rescue_account(action, fact, clock):
    boss = staff_client(MANAGER)
    user, rescue = make_staff(), make_staff(SUPERUSER)
    for person in (user, rescue):
        ProConnectIdentity.objects.create(user=person, issuer="x", subject=str(person.pk))
    sent = {"action": action, "_selected_action": [user.pk, rescue.pk]}
    boss.post(admin_url(User, "changelist"), sent)
    assert [entry.about for entry in trail(action=fact)] == [f"compte {user.pk}"]
    assert ProConnectIdentity.objects.filter(user=rescue).exists()


def test_managers_read_the_trail_and_editors_do_not():
    user = make_staff(label="accueil")
    Client().force_login(user)
    page = staff_client(MANAGER).get(admin_url(AuditEntry, "changelist"))
    assert "accueil" in page.content.decode() and "connexion" in page.content.decode()
    assert staff_client(EDITOR).get(admin_url(AuditEntry, "changelist")).status_code == 403


def test_a_rescue_account_needs_a_longer_password():
    validate_password("12-signes-ok", make_staff(EDITOR))
    with pytest.raises(ValidationError, match="16 signes"):
        validate_password("12-signes-ok", make_staff(SUPERUSER))
