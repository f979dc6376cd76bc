"""What every answer says to the browser, and whom to tell of a weakness."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.browser.pages import one_of_each_kind
from tests.staff import staff_client

pytestmark = pytest.mark.django_db


def test_every_page_carries_the_strict_headers(miramas, client):
    for path in [*one_of_each_kind().values(), "/gestion/login/", "/sitemap.xml", "/signaler/"]:
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, path
        assert "nonce-" not in policy and "frame-ancestors 'none'" in policy, path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert "camera=()" in headers["Permissions-Policy"], path
        assert headers["X-Frame-Options"] == "DENY", path
        assert "Server" not in headers and "X-Powered-By" not in headers, path


def test_open_data_may_be_read_by_every_site(client):
    headers = client.get("/donnees/lieux.csv").headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_pages_of_staff_are_never_kept(tuesday_morning):
    assert "no-store" in staff_client().get("/gestion/").headers["Cache-Control"]


def test_security_txt_expires_soon_enough_and_not_too_soon(client, settings):
    text = client.get("/.well-known/security.txt").content.decode()
    told = dict(line.split(": ", 1) for line in text.splitlines())
    ahead = datetime.fromisoformat(told["Expires"]) - timezone.now()
    assert timedelta(days=30) < ahead < timedelta(days=365)
    assert told["Contact"].startswith(("mailto:", settings.SITE_URL))
    assert told["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
