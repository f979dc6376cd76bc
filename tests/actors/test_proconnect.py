"""ProConnect against a real provider: the good way in, and every fault that must let nobody in."""

import logging

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client

from actors.models import AuditEntry, Membership, ProConnectIdentity, User
from tests.actors import openid_provider
from tests.actors.openid_faults import FAULTS
from tests.actors.openid_provider import CLIENT_ID, CLIENT_SECRET, TOWN_SIRET
from tests.factories import make_actor, words
from tests.staff import PASSWORD, make_staff

# Coming back signs in, on a GET, as OpenID Connect wants it.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.writes_on_get("OpenID Connect comes back by a GET, which signs in"),
]
BACKEND = "actors.accounts.proconnect.backend.ProConnectBackend"
PARTNER_SIRET = "12345678900011"


@pytest.fixture(scope="session")
def keys():
    return openid_provider.new_keys()


@pytest.fixture(params=["RS256"])
def provider(request, keys, settings):
    with openid_provider.running(keys) as running:
        running.algorithm = request.param
        settings.PROCONNECT_URL = running.url
        settings.PROCONNECT_CLIENT_ID, settings.PROCONNECT_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
        settings.PROCONNECT_SIRETS = [TOWN_SIRET]
        settings.PROCONNECT_ALGORITHM = request.param
        settings.PROCONNECT_TIMEOUT_S = 0.5
        settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, BACKEND]
        settings.SECOND_FACTOR_REQUIRED = True
        yield running


@pytest.fixture
def agent(db):
    return make_staff(email="agent@example.org")


def come_back(client, provider, *, next_page=""):
    """Press the button, say yes there, come back."""
    gone = client.get("/proconnect/entrer/", {"next": next_page} if next_page else {})
    if gone.status_code != 302:
        return gone
    return client.get(provider.consent(gone.url))


def trail() -> list[tuple]:
    told = AuditEntry.objects.filter(action__in=["signed_in", "refused"]).order_by("pk")
    return [(each.action, each.details.get("way"), each.details.get("why")) for each in told]


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("provider", ["RS256", "ES256"], indirect=True)
def test_an_agent_enters_whose_account_and_siret_are_known(provider, agent, client):
    answer = come_back(client, provider)
    assert (answer.status_code, answer.url) == (302, "/gestion/")
    assert client.get("/gestion/").status_code == 200, "ProConnect gave the second factor"
    assert trail() == [("signed_in", "proconnect", None)]
    identity = ProConnectIdentity.objects.get()
    assert (identity.user, identity.issuer, identity.subject) == (agent, provider.url, "sujet-1")
    assert come_back(Client(), provider).url == "/gestion/", "and a second time"


def test_a_partner_enters_by_the_siret_of_an_organisation_it_keeps(provider, client):
    partner = User.objects.create_user(email="partenaire@example.org")
    Membership.objects.create(user=partner, actor=make_actor(siret=PARTNER_SIRET))
    provider.person |= {"email": "Partenaire@example.org", "siret": PARTNER_SIRET}
    assert come_back(client, provider).url == "/partenaire/"
    assert "Mes fiches" in words(client.get("/partenaire/"))


def test_only_parameters_that_proconnect_knows_are_sent(provider, agent, client):
    assert come_back(client, provider).status_code == 302
    assert provider.asked == [
        *("/.well-known/openid-configuration", "/token", "/jwks", "/userinfo", "/jwks"),
    ]


def test_keys_that_were_rotated_are_found(provider, agent, client, keys):
    assert come_back(client, provider).status_code == 302
    provider.keys, provider.kid = openid_provider.new_keys(), "deux"
    assert come_back(Client(), provider).url == "/gestion/"


def test_the_page_wanted_is_opened_when_it_is_ours(provider, agent, client):
    page = "/gestion/services/service/"
    assert come_back(client, provider, next_page=page).url == page
    for evil in ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:x"):
        assert come_back(Client(), provider, next_page=evil).url == "/gestion/"


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_lets_nobody_in(name, provider, agent, client, caplog):
    faults, reason = FAULTS[name]
    provider.faults = faults
    answer = come_back(client, provider)
    _assert_refused(client, answer, reason)
    assert not ProConnectIdentity.objects.exists()
    assert "agent@example.org" not in caplog.text and "sujet-1" not in caplog.text


def _assert_refused(client, answer, reason: str) -> None:
    assert answer.status_code in (400, 403, 503)
    page = words(answer)
    assert "Vous n’êtes pas entré" in page and "Recommencer avec ProConnect" in page
    assert not is_signed_in(client)
    assert trail() == [("refused", "proconnect", reason)], "one line, no more"
    assert client.get("/gestion/").status_code == 302


def test_a_code_used_twice_opens_once(provider, agent, client):
    gone = client.get("/proconnect/entrer/")
    back = provider.consent(gone.url)
    assert client.get(back).status_code == 302
    thief = Client()
    answer = thief.get(back)
    assert answer.status_code == 400 and not is_signed_in(thief)
    client.post("/gestion/logout/")
    assert client.get(back).status_code == 400, "nor again in the same browser"


def test_a_stolen_code_is_of_no_use_in_another_browser(provider, agent, client):
    stolen = provider.consent(client.get("/proconnect/entrer/").url)
    code = stolen.split("code=")[1].split("&")[0]
    thief = Client()
    own = provider.consent(thief.get("/proconnect/entrer/").url)
    mixed = own.replace(own.split("code=")[1].split("&")[0], code)
    answer = thief.get(mixed)
    _assert_refused(thief, answer, "provider")


def test_somebody_who_says_no_is_told_so(provider, agent, client):
    state = provider.consent(client.get("/proconnect/entrer/").url).split("state=")[1]
    answer = client.get("/proconnect/retour/", {"error": "access_denied", "state": state})
    _assert_refused(client, answer, "declined")


def test_an_account_that_was_closed_stays_closed(provider, agent, client):
    User.objects.filter(pk=agent.pk).update(is_active=False)
    _assert_refused(client, come_back(client, provider), "inactive")


def test_closing_an_account_ends_its_session(provider, agent, client):
    come_back(client, provider)
    User.objects.filter(pk=agent.pk).update(is_active=False)
    assert client.get("/gestion/").status_code == 302


def known_before(agent, provider, subject="sujet-1"):
    return ProConnectIdentity.objects.create(user=agent, issuer=provider.url, subject=subject)


def test_a_changed_email_waits_for_the_town(provider, agent, client):
    known_before(agent, provider)
    provider.person["email"] = "nouvelle@example.org"
    _assert_refused(client, come_back(client, provider), "email_changed")


def test_the_email_of_another_account_opens_neither(provider, agent, client):
    known_before(agent, provider)
    make_staff(email="collegue@example.org")
    provider.person["email"] = "collegue@example.org"
    _assert_refused(client, come_back(client, provider), "other_account")


def test_another_subject_with_a_known_email_waits_for_a_manager(provider, agent, client):
    known_before(agent, provider, subject="ancien-sujet")
    _assert_refused(client, come_back(client, provider), "relink")


def test_the_same_subject_of_another_provider_is_another_person(provider, agent, client):
    ProConnectIdentity.objects.create(user=agent, issuer="https://autre", subject="sujet-1")
    _assert_refused(client, come_back(client, provider), "relink")


def test_a_partner_does_not_enter_by_the_siret_of_the_town(provider, client):
    partner = User.objects.create_user(email="agent@example.org")
    Membership.objects.create(user=partner, actor=make_actor(siret=PARTNER_SIRET))
    _assert_refused(client, come_back(client, provider), "siret")


def test_an_actor_without_siret_opens_to_nobody_without_one(provider, client):
    partner = User.objects.create_user(email="agent@example.org")
    Membership.objects.create(user=partner, actor=make_actor(siret=""))
    provider.person["siret"] = ""
    _assert_refused(client, come_back(client, provider), "siret")


def test_coming_in_as_another_person_leaves_the_first_one(provider, agent, client):
    first = make_staff(email="premier@example.org")
    client.force_login(first)
    key = client.session.session_key
    come_back(client, provider)
    assert client.session["_auth_user_id"] == str(agent.pk)
    assert client.session.session_key != key


def test_a_link_of_another_site_signs_nobody_out(provider, agent, client):
    come_back(client, provider)
    client.get("/proconnect/retour/", {"code": "x", "state": "y" * 40})
    assert client.get("/gestion/").status_code == 200


def test_leaving_the_guide_leaves_proconnect(provider, agent, client):
    come_back(client, provider)
    answer = client.post("/gestion/logout/")
    assert answer.url.startswith(f"{provider.url}/session/end?id_token_hint=ey")
    assert "&state=" in answer.url and "post_logout_redirect_uri=http" in answer.url
    assert not is_signed_in(client)


def test_leaving_works_when_proconnect_is_away(provider, agent, client):
    come_back(client, provider)
    cache.clear()
    provider.faults = {"broken": {"/.well-known/openid-configuration": "html"}}
    assert client.post("/gestion/logout/").status_code == 200
    assert not is_signed_in(client)


def test_off_until_configured(client):
    assert django_settings.PROCONNECT_URL == ""
    assert BACKEND not in django_settings.AUTHENTICATION_BACKENDS
    assert client.get("/proconnect/entrer/").status_code == 404
    assert client.get("/proconnect/retour/").status_code == 404
    assert "ProConnect" not in words(client.get("/gestion/login/"))


def test_once_configured_the_pages_to_sign_in_offer_it(provider, client):
    assert "Entrer avec ProConnect" in words(client.get("/gestion/login/"))
    assert "Entrer avec ProConnect" in words(client.get("/partenaire/"))


def test_a_password_still_opens_the_rescue_account(provider, client):
    make_staff(email="secours@example.org", password=PASSWORD)
    sent = {"username": "secours@example.org", "password": PASSWORD}
    assert client.post("/gestion/login/", sent).status_code == 302


def test_nothing_secret_is_logged(provider, agent, client, caplog):
    caplog.set_level(logging.DEBUG)
    come_back(client, provider)
    for secret in (CLIENT_SECRET, "agent@example.org", "sujet-1", "jeton", "eyJ"):
        assert secret not in caplog.text
