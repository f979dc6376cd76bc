"""The second factor: asked over https, a code opens once, paper codes when the phone is lost."""

import base64
import re
import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver
from django_otp.oath import TOTP

from actors.accounts import second_factor
from actors.models import AuditEntry, RecoveryCode, SecondFactor
from services.roles import ADVISOR, MANAGER
from tests.factories import words
from tests.staff import SUPERUSER, make_staff, staff_client

pytestmark = pytest.mark.django_db
ASK, ENROL = "/gestion/second-facteur/", "/gestion/second-facteur/activer/"


@pytest.fixture(autouse=True)
def over_https(settings, tuesday_morning):
    """What `SITE_URL=https://…` asks; the clock moves only when told."""
    settings.SECOND_FACTOR_REQUIRED = True


def code_of(secret: str) -> str:
    device = TOTP(base64.b32decode(secret))
    device.time = time.time()
    return f"{device.token():06d}"


def field(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def enrolled(client: Client, **more) -> tuple[str, list[str]]:
    """Enrol as a person would; the secret and the printed codes."""
    page = words(client.get(ENROL))
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    sent = {"sealed": field(page, "sealed"), "code": code_of(secret)} | more
    answer = client.post(ENROL, sent)
    return secret, re.findall(r"<code>([a-z0-9-]{14})</code>", words(answer))


def password_only(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_every_page_of_staff_waits_for_the_factor():
    client = staff_client(SUPERUSER)
    paths = {
        "/" + re.sub(r"<[^>]+>", "1", str(route)).replace("^", "").replace("$", "")
        for route in routes(get_resolver())
        if str(route).startswith("gestion/")
    }
    assert len(paths) > 80
    opened = []
    for path in sorted(paths):
        if path.startswith(second_factor._OPEN):
            continue
        answer = client.get(path)
        if not (answer.status_code == 302 and answer.url.startswith(ASK)):
            opened.append((path, answer.status_code))
    assert opened == []


def routes(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        else:
            yield route


def test_who_has_none_is_led_to_enrol_then_to_the_page_wanted():
    client = staff_client()
    first = client.get("/gestion/services/service/", follow=True)
    assert first.redirect_chain[-1][0] == f"{ENROL}?next=%2Fgestion%2Fservices%2Fservice%2F"
    assert "photographiez ce carré" in words(first) and "<svg" in words(first)
    _secret, codes = enrolled(client, next="/gestion/services/service/")
    assert len(codes) == 10
    assert client.get("/gestion/services/service/").status_code == 200


def test_a_wrong_first_code_keeps_nothing_and_lets_try_again():
    client = staff_client()
    page = words(client.get(ENROL))
    answer = client.post(ENROL, {"sealed": field(page, "sealed"), "code": "000000"})
    assert answer.status_code == 422 and "n’est pas le bon" in words(answer)
    assert not SecondFactor.objects.exists()


def test_the_page_to_enrol_writes_nothing_until_the_code_is_right():
    staff_client().get(ENROL)
    assert not SecondFactor.objects.exists()


def test_the_secret_of_another_person_is_refused():
    page = words(staff_client().get(ENROL))
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    thief = staff_client()
    thief.post(ENROL, {"sealed": field(page, "sealed"), "code": code_of(secret)})
    assert not SecondFactor.objects.exists()


def test_the_next_sign_in_asks_for_the_code(tuesday_morning):
    user = make_staff()
    secret, _codes = enrolled(password_only(user))
    tuesday_morning.shift(60)
    client = password_only(user)
    assert client.get("/gestion/").url == f"{ASK}?next=%2Fgestion%2F"
    key = client.session.session_key
    answer = client.post(ASK, {"code": code_of(secret), "next": "/gestion/services/service/"})
    assert answer.url == "/gestion/services/service/"
    assert client.session.session_key != key
    assert client.get("/gestion/").status_code == 200


def test_a_code_opens_only_once(tuesday_morning):
    user = make_staff()
    secret, _codes = enrolled(password_only(user))
    tuesday_morning.shift(60)
    code = code_of(secret)
    assert password_only(user).post(ASK, {"code": code}).status_code == 302
    again = password_only(user).post(ASK, {"code": code})
    assert again.status_code == 422 and "n’ouvre pas" in words(again)


def test_the_clock_of_a_phone_may_be_half_a_minute_off(tuesday_morning):
    user = make_staff()
    secret, _codes = enrolled(password_only(user))
    tuesday_morning.shift(90)
    early = code_of(secret)
    tuesday_morning.shift(30)
    assert second_factor.check(user, early)
    late = code_of(secret)
    tuesday_morning.shift(70)
    assert not second_factor.check(user, late)


def test_wrong_codes_make_wait_longer_and_longer(tuesday_morning):
    user = make_staff()
    secret, _codes = enrolled(password_only(user))
    tuesday_morning.shift(60)
    waits = []
    for _try in range(4):
        assert not second_factor.check(user, "000000")
        waits.append(second_factor.waiting_s(user))
        assert not second_factor.check(user, code_of(secret)), "looked at while one must wait"
        tuesday_morning.shift(waits[-1])
    assert waits == [1, 2, 4, 8]
    assert second_factor.check(user, code_of(secret))
    assert second_factor.waiting_s(user) == 0


@pytest.mark.parametrize("typed", [str.upper, lambda code: code.replace("-", " "), str])
def test_a_printed_code_opens_once_however_it_is_typed(typed):
    user = make_staff()
    _secret, codes = enrolled(password_only(user))
    client = password_only(user)
    assert client.post(ASK, {"code": typed(codes[3])}).status_code == 302
    assert client.get("/gestion/").status_code == 200
    assert RecoveryCode.objects.filter(user=user).count() == 9
    assert password_only(user).post(ASK, {"code": codes[3]}).status_code == 422


def test_neither_secret_nor_printed_codes_can_be_read_in_the_database():
    user = make_staff()
    secret, codes = enrolled(password_only(user))
    kept = SecondFactor.objects.get().secret
    assert secret not in kept and secret.lower() not in kept
    digests = "".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert not any(code in digests or code.replace("-", "") in digests for code in codes)


def test_new_printed_codes_replace_the_former_ones():
    user = make_staff()
    client = password_only(user)
    _secret, codes = enrolled(client)
    answer = words(client.post("/gestion/second-facteur/codes/"))
    assert len(re.findall(r"<code>[a-z0-9-]{14}</code>", answer)) == 10
    assert not second_factor.check(user, codes[0])


def test_a_password_alone_replaces_neither_the_phone_nor_the_codes():
    user = make_staff()
    enrolled(password_only(user))
    thief = password_only(user)
    assert thief.get(ENROL).url == ASK
    assert thief.post("/gestion/second-facteur/codes/").url == ASK
    assert thief.post("/gestion/second-facteur/fermer/").status_code == 302
    assert RecoveryCode.objects.count() == 10


def test_a_half_signed_in_person_is_nobody_on_the_other_pages(miramas):
    user = make_staff()
    page = words(password_only(user).get("/conseiller/"))
    assert "J’ai appelé" not in page and str(user) not in page


def test_an_advisor_who_is_not_staff_needs_no_factor():
    advisor = make_staff()
    advisor.groups.set([Group.objects.get(name=ADVISOR)])
    advisor.is_staff = False
    advisor.save()
    client = password_only(advisor)
    assert client.get(ASK).url.startswith("/gestion/login/")
    assert client.session["factor"] == "free"


def test_accounts_ask_the_code_again_after_a_quarter_of_an_hour(tuesday_morning):
    user = make_staff(MANAGER)
    client = password_only(user)
    secret, _codes = enrolled(client)
    assert client.get("/gestion/actors/user/").status_code == 200
    tuesday_morning.shift(timedelta(minutes=16))
    assert client.get("/gestion/services/service/").status_code == 200
    assert client.get("/gestion/actors/user/").url.startswith(ASK)
    client.post(ASK, {"code": code_of(secret)})
    assert client.get("/gestion/actors/user/").status_code == 200


def test_without_https_an_account_does_without_unless_it_enrolled(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    user = make_staff()
    client = password_only(user)
    assert client.get("/gestion/").status_code == 200
    enrolled(client)
    assert password_only(user).get("/gestion/").url.startswith(ASK)


def test_reset_mfa_lets_enrol_again_and_closes_sessions(capsys):
    user = make_staff(email="perdu@example.org")
    client = password_only(user)
    _secret, codes = enrolled(client)
    call_command("reset_mfa", "Perdu@example.org")
    assert "second facteur retiré" in capsys.readouterr().out
    assert client.get("/gestion/").status_code == 302
    assert not second_factor.check(user, codes[0])
    assert AuditEntry.objects.filter(action="factor_reset", about=f"compte {user.pk}").count() == 1
    call_command("reset_mfa", "perdu@example.org")
    assert "n’a pas de second facteur" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Aucun compte"):
        call_command("reset_mfa", "personne@example.org")


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("//evil.example/gestion/", "https://evil.example/gestion/", "/\\evil.example"),
        *("javascript:alert(1)", "/%5Cevil", "/services/", "/gestion/../services/\r\nX: y", ""),
        *("https:evil.example", "/gestion\\@evil.example"),
    ],
)
def test_the_way_back_stays_in_the_pages_of_staff(elsewhere, tuesday_morning):
    user = make_staff()
    _secret, codes = enrolled(password_only(user))
    answer = password_only(user).post(ASK, {"code": codes[0], "next": elsewhere})
    assert answer.status_code == 302
    assert answer.url == "/gestion/" or answer.url.startswith("/gestion/../services/")


def test_what_happens_to_the_factor_is_in_the_trail():
    user = make_staff()
    enrolled(password_only(user))
    second_factor.check(user, "000000")
    told = list(AuditEntry.objects.filter(account=user.pk).values_list("action", flat=True))
    assert {"factor_added", "factor_refused"} <= set(told)


def test_when_the_secret_key_changes_the_printed_codes_still_open(settings):
    user = make_staff()
    secret, codes = enrolled(password_only(user))
    settings.SECRET_KEY = "another-key-of-fifty-characters-that-protects-nothing"
    assert second_factor.check(user, codes[0])
    assert not second_factor.check(user, code_of(secret))
