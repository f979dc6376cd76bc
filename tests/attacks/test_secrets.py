"""Nothing secret in the repository, in the logs nor on the page of an error; limits hold."""

import logging
import re
import subprocess

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from actors.text import fold
from miramas_guide.login import MOST_FROM_ELSEWHERE, WINDOW_S
from services.models import Report
from services.web import limits
from tests.factories import make_location, make_service, words
from tests.staff import PASSWORD, make_staff
from tests.test_house import BASE, project_files

SECRETS = {
    "a private key": r"-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----",
    "a key of a cloud": r"\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b",
    "a password in an address": r"[a-z]+://[a-z0-9_]+:(?!motdepasse|x\b)[^@\s{}<>$%\"'…]{6,}@",
    "a key of Django": r"SECRET_KEY\s*=\s*[\"'](?!the-tests|another-key)[^\"']{20,}",
}


def test_no_secret_is_in_the_repository_nor_in_its_history():
    found = []
    for path in project_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        for what, pattern in SECRETS.items():
            found += [f"{path.name}: {what}" for _match in re.finditer(pattern, text)]
    assert found == []
    command = ("git", "log", "--all", "--format=", "--name-only", "--diff-filter=A")
    names = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=True).stdout  # noqa: S603
    kept = {
        name
        for name in names.splitlines()
        if re.search(r"(^|/)(\.env|.*\.pem|.*\.key|secret)$", name)
    }
    assert kept == set()


@pytest.mark.django_db
def test_an_error_tells_neither_the_page_nor_the_logs_what_was_typed(monkeypatch, caplog):
    """Password, token, address and searched words."""
    caplog.set_level(logging.DEBUG)
    client = Client(raise_request_exception=False)
    make_service(at=make_location())

    def broken(*args, **kwargs):
        raise RuntimeError("une panne")

    monkeypatch.setattr("django.contrib.auth.forms.authenticate", broken)
    monkeypatch.setattr("services.matching.answer", broken)
    monkeypatch.setattr("services.upkeep.partners.user_of", broken)
    typed = ("mot-de-passe-tape", "jeton-secret-tape", "dupont.tape@example.org", "divorce tape")
    answers = [
        client.post("/gestion/login/", {"username": typed[2], "password": typed[0]}),
        client.post("/partenaire/entrer/", {"jeton": typed[1]}),
        client.get("/services/", {"q": typed[3]}),
        client.get("/services/nulle-part/", {"q": typed[3]}),
    ]
    assert [answer.status_code for answer in answers[:3]] == [500, 500, 500]
    assert "une panne" in caplog.text, "told to whom watches"
    for text in typed:
        assert text not in caplog.text and text.replace(" ", "+") not in caplog.text
        for answer in answers[:3]:
            assert text not in words(answer)


def test_the_server_writes_no_access_log():
    text = (BASE / "miramas_guide" / "deployment" / "server.py").read_text(encoding="utf-8")
    assert not re.search(r"log_access\s*=\s*True", text)
    nginx = (BASE / "miramas_guide" / "deployment" / "nginx" / "guide.conf").read_text()
    [form] = re.findall(r"log_format guide '([^']+)'", nginx)
    assert "$uri" in form and "$guide_network" in form
    for told in ("$request ", "$request_uri", "$args", "$remote_addr", "$http_referer", "$http_"):
        assert told not in form


@pytest.mark.django_db
def test_a_form_is_taken_ten_times_an_hour_and_no_more(tuesday_morning):
    cache.clear()
    headers = {"Sec-Fetch-Site": "same-origin"}
    client = Client()
    statuses = [
        client.post("/signaler/", {"problem": ""}, headers=headers).status_code for _n in range(12)
    ]
    assert statuses[:10] == [200] * 10 and statuses[10:] == [429] * 2
    page = words(client.post("/signaler/", {"problem": ""}, headers=headers))
    assert "0 800 013 140" in page, "whom to call meanwhile"
    elsewhere = client.post("/signaler/", {}, headers=headers, REMOTE_ADDR="198.51.100.9")
    assert elsewhere.status_code == 200
    assert not Report.objects.exists()


@pytest.mark.django_db
def test_limits_hold_when_the_cache_is_down(settings, tuesday_morning):
    settings.CACHES = settings.CACHES | {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
    limits._here.clear()
    make_staff(email="agent@example.org", password=PASSWORD)
    sent = {"username": "agent@example.org", "password": "faux"}
    pages = [words(Client().post(reverse("admin:login"), sent)) for _try in range(8)]
    assert ["Trop d’essais" in page for page in pages] == [False] * 6 + [True] * 2
    limits._here.clear()


@pytest.mark.django_db
def test_an_attacker_elsewhere_does_not_shut_a_desk_out(tuesday_morning):
    """Hundreds of wrong passwords from other networks: who signs in from here still does."""
    make_staff(email="agent@example.org", password=PASSWORD)
    right = {"username": "agent@example.org", "password": PASSWORD}
    assert Client().post("/gestion/login/", right, REMOTE_ADDR="203.0.113.7").status_code == 302
    for _try in range(MOST_FROM_ELSEWHERE):
        limits.add("login.account", fold("agent@example.org"), WINDOW_S)
    unknown = Client().post("/gestion/login/", right, REMOTE_ADDR="198.51.100.4")
    assert "Trop d’essais" in words(unknown)
    assert Client().post("/gestion/login/", right, REMOTE_ADDR="203.0.113.9").status_code == 302
