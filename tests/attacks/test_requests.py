"""Hostile requests: hosts, headers, methods, ways back, bodies, paths; a kind answer to each."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from services.models import Service
from services.upkeep import partners
from tests.factories import make_actor, make_location, make_service, words
from tests.staff import SUPERUSER, make_staff, staff_client

pytestmark = pytest.mark.django_db
EVIL = "evil.example"
ELSEWHERE = (
    *("//evil.example", "https://evil.example/", "https:evil.example", "/\\evil.example"),
    *("javascript:alert(1)", "/%0d%0aX-Evil:1", "%2f%2fevil.example", "http:///evil.example"),
    *("\tjavascript:alert(1)", "////evil.example", "/\t/evil.example", "data:text/html,x"),
)
SAMPLE = {"slug": "x", "pk": "1", "uid": "00000000-0000-4000-8000-000000000000", "code": "abc"}


@pytest.fixture
def guide(db):
    """One service at one place: as good as the whole town for what is asked here."""
    return make_service(title="Aide aux impôts", at=make_location())


def routes(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern).replace("^", "").replace("$", "")
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        else:
            yield "/" + re.sub(r"\\Z", "", route)


def path_of(route: str) -> str:
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: SAMPLE.get(match[1], "1"), route)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "1", path)


def all_paths() -> list[str]:
    return sorted({path_of(route) for route in routes()})


# ── where a form comes from ──


def test_no_form_is_taken_without_proof_of_its_page(guide):
    """Every address of the resolver, signed in or not: from elsewhere nothing is changed."""
    person = Client(enforce_csrf_checks=True)
    person.force_login(make_staff(SUPERUSER))
    accepted, written = [], []

    def watch(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            written.append(sql[:80])
        return execute(sql, params, many, context)

    for path in all_paths():
        written.clear()
        with connection.execute_wrapper(watch):
            answer = person.post(
                path,
                {"action": "keep", "service": "1", "problem": "other", "fiche": ""},
                headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
            )
        if written or answer.status_code in (201, 302) and "/gestion/login" not in answer.url:
            accepted.append((path, answer.status_code, written[:2]))
        if answer.status_code >= 500:
            accepted.append((path, answer.status_code))
    assert [each for each in accepted if not is_only_a_redirection(each, person)] == []


def is_only_a_redirection(found: tuple, client: Client) -> bool:
    """A page that redirects a GET the same way, with nothing written."""
    path, status, *more = found
    return status in (301, 302) and more == [[]] and client.get(path).status_code == status


def test_public_forms_want_their_own_site(guide, client):
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/signaler/"},
        {},
    ):
        answer = client.post("/signaler/", {"problem": "other"}, headers=headers)
        assert answer.status_code == 403, headers
        assert "Vous" in words(answer) or "page" in words(answer)


def test_a_post_cannot_dress_up_as_another_method(guide, client):
    service = Service.objects.published().first()
    for header in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        client.post(service.get_absolute_url(), {"_method": "DELETE"}, headers={header: "DELETE"})
    assert Service.objects.filter(pk=service.pk).exists()
    for method in ("put", "patch", "delete", "trace"):
        answer = getattr(client, method)(service.get_absolute_url())
        assert answer.status_code < 500
    assert Service.objects.filter(pk=service.pk).exists()


# ── hosts and headers ──


@pytest.mark.parametrize(
    "host", [EVIL, "testserver.evil.example", "testserver:80@evil.example", "a b"]
)
def test_an_unknown_host_is_refused_and_never_repeated(client, host):
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in words(answer)


@pytest.mark.parametrize(
    "header",
    [
        *("X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"),
        *("X-Forwarded-Server", "X-Forwarded-Scheme", "X-Forwarded-Prefix", "True-Client-IP"),
    ],
)
def test_headers_of_a_proxy_change_no_page(guide, client, header):
    """Or a shared cache would give one visitor's poison to the next."""
    plain = client.get("/services/").content
    for value in (EVIL, f"host={EVIL}", "/gestion/", "nothttps"):
        answer = client.get("/services/", headers={header: value})
        assert answer.status_code == 200
        assert answer.content == plain, (header, value)


def test_what_is_asked_never_enters_a_header(guide, client):
    for path in ("/services/", "/", "/aide/", "/ma-liste/", "/agenda/"):
        for evil in ("x\r\nX-Evil: 1", "x%0d%0aX-Evil: 1", "\u560a\u560dX-Evil: 1"):
            answer = client.get(path, {"q": evil, "page": evil, "s": evil, "langue": evil})
            assert "X-Evil" not in answer.headers
            assert answer.status_code < 500


def test_double_parameters_and_unknown_ones_break_nothing(guide, client):
    for query in (
        "q=a&q=b&q=c",
        "page=1&page=2",
        "q[]=x",
        "utm=1&" * 200,
        "%",
        "&&=&=x",
        "q=%ff%fe",
    ):
        assert client.get(f"/services/?{query}").status_code in (200, 301), query


# ── ways out ──


@pytest.mark.parametrize("evil", ELSEWHERE)
def test_no_page_sends_people_elsewhere(guide, evil):
    client = Client()
    pages = ("/", "/services/", "/conseiller/", "/ma-liste/", "/aide/", "/gestion/login/")
    for path in pages:
        for name in ("next", "url", "retour", "redirect", "to", "continue", "dest"):
            answer = client.get(path, {name: evil})
            assert not goes_elsewhere(answer), (path, name)
    answer = client.post(
        "/ma-liste/changer/",
        {"action": "add", "service": "1", "next": evil},
        headers={"Sec-Fetch-Site": "same-origin", "Referer": evil.replace("\t", "")},
    )
    assert not goes_elsewhere(answer)
    staff = staff_client()
    for path in ("/gestion/login/", "/gestion/logout/", "/gestion/second-facteur/"):
        assert not goes_elsewhere(staff.get(path, {"next": evil})), path
    assert not goes_elsewhere(staff.post("/conseiller/appel/", {"retour": evil, "juste": "1"}))


def goes_elsewhere(answer) -> bool:
    """Read as a browser does: a backslash is a slash, a tab is nothing."""
    target = answer.headers.get("Location", "")
    read = urljoin("http://testserver/here/", re.sub(r"[\t\r\n]", "", target).replace("\\", "/"))
    return urlsplit(read).netloc != "testserver" or urlsplit(read).scheme != "http"


# ── paths ──


@pytest.mark.parametrize(
    "path",
    [
        *("/static/../../.env", "/static/%2e%2e/%2e%2e/.env", "/media/../settings.py"),
        *("/media/..%2f..%2fguide.sqlite3", "/.env", "/.git/config", "/.var/secret"),
        *("/static/..\\..\\.env", "/guide.pdf/../../.var/secret", "/services/../../etc/passwd"),
        *("/%00", "/services/%00/", "/services/" + "a" * 3000 + "/", "/admin/", "/wp-login.php"),
    ],
)
def test_no_path_leads_out_of_the_site(guide, client, path):
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code in (301, 302, 400, 404), path
    assert b"SECRET" not in body and b"root:" not in body and b"SQLite format" not in body


# ── too much ──


def test_bodies_that_are_too_large_or_too_many_are_refused_in_words(guide, client):
    headers = {"Sec-Fetch-Site": "same-origin"}
    big = client.post("/signaler/", {"message": "x" * 3_000_000}, headers=headers)
    many = client.post("/signaler/", {f"f{n}": "x" for n in range(2500)}, headers=headers)
    for answer in (big, many):
        assert answer.status_code in (400, 413)
        assert "Traceback" not in words(answer)
    broken = client.post(
        "/signaler/",
        b"--x\r\nnot a part",
        content_type="multipart/form-data; boundary=x",
        headers=headers,
    )
    assert broken.status_code < 500
    long = client.get("/services/?q=" + "a" * 50_000)
    assert long.status_code == 200


def test_reading_is_never_limited_however_many_sit_at_one_address(guide, client):
    """A desk of France services goes out by one address."""
    statuses = {client.get("/mentions-legales/").status_code for _time in range(300)}
    assert statuses == {200}


# ── what does not exist ──


def test_what_is_hidden_and_what_does_not_exist_answer_alike(guide, client):
    actor, place = make_actor(), make_location(actor=make_actor())
    client.force_login(partners.account_of(actor))
    theirs = client.get(f"/partenaire/location/{place.uid}/")
    nobodys = client.get("/partenaire/location/00000000-0000-4000-8000-000000000000/")
    assert theirs.status_code == nobodys.status_code == 404
    nowhere = "00000000-0000-4000-8000-000000000000"
    assert words(theirs).replace(str(place.uid), "…") == words(nobodys).replace(nowhere, "…")


def test_error_pages_tell_nothing_of_the_machine(guide, client):
    for path in ("/services/nulle-part/", "/api/services/x", "/donnees/x.csv", "/l/zzzzzzzzz/"):
        page = words(client.get(path))
        for told in ("Traceback", "Django", "granian", "/usr/", "site-packages", "sqlite"):
            assert told not in page, path


@pytest.mark.parametrize("path", ["/gestion/", "/gestion/services/service/1/change/"])
def test_a_stranger_learns_nothing_of_what_staff_have(guide, client, path):
    known = client.get(path)
    unknown = client.get(path.replace("/1/", "/999999/"))
    assert known.status_code == unknown.status_code == 302
    assert known.url.startswith("/gestion/login/")
