"""The small installation meets a full disk, a power cut, a restart and an outage."""

import http.client
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests import databases
from tests.deployed import nginx
from tests.deployed.load import ask
from tests.deployed.machine import BASE, OWN_MOUNTS, Machine, machine

NAME = "guide.example"
SECURE = {"Host": NAME, "X-Forwarded-Proto": "https", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A machine whose guide is loaded and copied; nothing runs yet."""
    found = machine(tmp_path_factory.mktemp("machine"))
    found.prepare()
    found.manage("copy_site")
    return found


@pytest.fixture
def site(prepared):
    prepared.start()
    yield prepared
    if prepared.process.poll() is None:
        prepared.kill()


def call(site: Machine, path: str, form: dict | None = None) -> tuple[int, str]:
    """One request to the process itself, as nginx would pass it on."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    body = urlencode(form) if form else None
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    connection.request("POST" if form else "GET", path, body, SECURE | kind)
    answer = connection.getresponse()
    said = answer.read().decode().replace("\xa0", " ")
    connection.close()
    return answer.status, said


def report_form(site: Machine) -> dict[str, str]:
    """A form that a person has read."""
    [stamp] = re.findall(r'name="shown" value="([^"]+)"', call(site, "/signaler/")[1])
    time.sleep(3.2)
    return {"problem": "closed", "shown": stamp}


def reports(site: Machine) -> int:
    return site.query("SELECT count(*) FROM services_report")[0][0]


def test_a_request_under_way_is_answered_before_the_site_stops(site):
    form = report_form(site) | {"message": "Pendant l’arrêt"}
    before = reports(site)
    held = sqlite3.connect(site.var / "guide.sqlite3", isolation_level=None, timeout=20)
    held.execute("BEGIN IMMEDIATE")  # somebody else writes: the report waits
    answers = []
    waiting = threading.Thread(target=lambda: answers.append(call(site, "/signaler/", form)))
    waiting.start()
    time.sleep(1)
    site.process.terminate()
    time.sleep(1)
    held.execute("ROLLBACK")
    held.close()
    waiting.join(30)
    assert [status for status, _said in answers] == [302]
    assert site.process.wait(30) == 0
    assert reports(site) == before + 1


WRITER = """
from services.models import Service
record = Service.objects.order_by("pk").first()
print("ready", flush=True)
for number in range(100_000):
    record.title = f"Titre {number}"
    record.save()
"""


def test_a_power_cut_in_mid_save_leaves_no_half_of_a_record(prepared, record_property):
    """Record, history row, version and revision are of one transaction."""

    def state():
        [(title, version)] = prepared.query(
            "SELECT title, version FROM services_service ORDER BY id LIMIT 1"
        )
        [(last, count)] = prepared.query(
            "SELECT title, (SELECT count(*) FROM services_historicalservice h WHERE h.id = s.id)"
            " FROM services_historicalservice s WHERE id = (SELECT min(id) FROM services_service)"
            " ORDER BY history_id DESC LIMIT 1"
        )
        [(revision,)] = prepared.query("SELECT number FROM services_revision")
        return title, last, version, count, revision

    _title, _last, version, count, revision = state()
    for number in range(3):
        writer = subprocess.Popen(  # noqa: S603
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", WRITER],
            cwd=BASE,
            env=prepared.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout.readline() == "ready\n"
        time.sleep(0.5 + 0.17 * number)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        assert prepared.query("PRAGMA integrity_check") == [["ok"]]
        title, last, *after = state()
        assert title == last
        saved = after[0] - version
        assert after == [version + saved, count + saved, revision + saved]
    assert saved > 3
    record_property("figure", f"killed in mid-save 3 times: {saved} saves kept, 0 halves")


def test_on_a_full_disk_pages_are_read_and_staff_know_why(prepared, tmp_path, record_property):
    shutil.copytree(prepared.var, tmp_path / "kept")
    mounted = tmp_path / "var"
    mounted.mkdir()
    full = machine(tmp_path)
    script = 'mount -t tmpfs -o size=256m tmpfs "$1" && cp -a "$2/." "$1" && shift 2 && exec "$@"'
    full.start(within=(*OWN_MOUNTS, "sh", "-c", script, "sh", str(mounted), str(tmp_path / "kept")))
    try:
        inside = Path(f"/proc/{full.process.pid}/root") / mounted.relative_to("/")
        form = report_form(full)
        before = reports(full)
        call(full, "/services/")
        filler = inside / "filler"
        with pytest.raises(OSError, match="No space left"), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 65_536)
        statuses = [
            call(full, path)[0]
            for path in ("/", "/services/?q=imprimer", "/services/?q=ordinateur&frais=gratuit")
        ]
        refused = [call(full, "/signaler/", form | {"message": f"{n}" * 400}) for n in range(30)]
        status, said = call(full, "/sante/pret")
        assert statuses == [200, 200, 200]
        assert status == 503 and '"disque": "plein"' in said
        kept = [answer for answer in refused if answer[0] == 302]
        told = [said for answer, said in refused if answer in (500, 503)]
        assert told and all("0 800 013 140" in said for said in told)
        filler.unlink()
        assert call(full, "/signaler/", form | {"message": "De nouveau"})[0] in (302, 429)
        assert reports(full) >= before + len(kept)
        assert full.query("PRAGMA integrity_check") == [["ok"]]
        record_property(
            "figure",
            f"full disk: 3 pages read of 3, {len(told)} forms refused in words,"
            f" 0 of {len(kept)} lost",
        )
    finally:
        full.kill()


def test_when_nothing_answers_nginx_serves_the_dated_copy(prepared, tmp_path):
    https, http_port = databases.free_port(), databases.free_port()
    ports = {"https": https, "http": http_port, "processes": [databases.free_port()]}
    with nginx.running(tmp_path, var=prepared.var, **ports):
        pages = {
            path: ask(https, path) for path in ("/", "/services/", "/tr/services/", "/nulle-part/")
        }
        posted = ask(https, "/signaler/", method="POST", body="problem=closed")
        private = ask(https, "/gestion/")
        style = re.findall(r'href="(/static/css/site[^"]+)"', pages["/"][2])
        assert ask(https, style[0])[0] == 200
    for status, headers, said in [*pages.values(), posted]:
        assert status == 503 and headers["retry-after"] == "60"
        assert "0\xa0800\xa0013\xa0140" in said
    assert "Vous lisez sa copie du" in pages["/services/"][2]
    assert 'lang="tr"' in pages["/tr/services/"][2]
    assert private[0] in (502, 503) and "copie du" not in private[2]


def test_the_metrics_are_told_to_this_machine_when_asked_for(prepared):
    port = databases.free_port()
    measured = Machine(
        prepared.var, prepared.environment | {"METRICS_PORT": str(port)}, databases.free_port()
    )
    measured.start()
    try:
        call(measured, "/")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            assert "granian_" in answer.read().decode()
    finally:
        measured.kill()
