"""Wrong passwords: patience by account and by network, the same words whoever is named."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from miramas_guide.login import MOST_OF_ACCOUNT, MOST_OF_NETWORK
from services.web import limits
from tests.factories import words
from tests.staff import PASSWORD, make_staff

pytestmark = pytest.mark.django_db
TOO_MANY = "Trop d’essais"


@pytest.fixture(autouse=True)
def agent(tuesday_morning):
    cache.clear()
    return make_staff(email="agent@example.org", password=PASSWORD)


def sign_in(client, email="agent@example.org", password="faux", address="203.0.113.7"):
    sent = {"username": email, "password": password}
    return client.post("/gestion/login/", sent, REMOTE_ADDR=address)


def test_the_right_password_opens(client):
    assert sign_in(client, password=PASSWORD).status_code == 302


def test_after_some_wrong_passwords_even_the_right_one_waits(client, tuesday_morning):
    for _try in range(MOST_OF_ACCOUNT):
        assert TOO_MANY not in words(sign_in(client))
    assert TOO_MANY in words(sign_in(client, password=PASSWORD))
    tuesday_morning.shift(timedelta(minutes=16))
    assert sign_in(client, password=PASSWORD).status_code == 302


def test_colleagues_on_the_same_network_still_sign_in(client):
    make_staff(email="collegue@example.org", password=PASSWORD)
    for _try in range(MOST_OF_ACCOUNT + 2):
        sign_in(client)
    assert sign_in(client, email="collegue@example.org", password=PASSWORD).status_code == 302


def test_a_network_that_tries_many_accounts_waits_and_others_do_not(client):
    for number in range(MOST_OF_NETWORK):
        sign_in(client, email=f"inconnu{number}@example.org")
    assert TOO_MANY in words(sign_in(client, password=PASSWORD))
    elsewhere = sign_in(client, password=PASSWORD, address="198.51.100.4")
    assert elsewhere.status_code == 302


def test_an_unknown_account_reads_the_same_words(client):
    def said(email: str) -> list[str]:
        pages = [words(sign_in(client, email=email)) for _try in range(MOST_OF_ACCOUNT + 1)]
        return [page.replace(email, "…").split("csrfmiddlewaretoken")[0] for page in pages]

    assert said("agent@example.org") == said("personne@example.org")


def test_spelling_the_account_otherwise_does_not_help(client):
    for _try in range(MOST_OF_ACCOUNT):
        sign_in(client, email="AGENT@example.org ")
    assert TOO_MANY in words(sign_in(client))


@pytest.fixture(
    params=[
        "django.core.cache.backends.redis.RedisCache",
        "miramas_guide.caches.ForgivingRedisCache",  # that of settings.py
    ]
)
def no_redis(request, settings):
    cache = {"BACKEND": request.param, "LOCATION": "redis://127.0.0.1:1"}
    settings.CACHES = settings.CACHES | {"default": cache}
    yield
    limits._here.clear()


def test_when_the_cache_is_down_people_still_sign_in(no_redis, client):
    assert sign_in(client, password=PASSWORD).status_code == 302


def test_when_the_cache_is_down_a_password_is_not_guessed_without_end(no_redis, client):
    for _try in range(MOST_OF_ACCOUNT):
        sign_in(client)
    assert TOO_MANY in words(sign_in(client))
