"""Many machines when asked, on real engines: what is lost takes no page and no record with it."""

import signal
import tempfile
import time
from pathlib import Path

import pytest

from tests.deployed import cluster as clusters
from tests.deployed.load import Visitors, ask

# How long each fault lasts, under load.
FAULT_S = 4
# Of somebody signed in, whose session is asked of the primary.
COOKIE = "__Host-session=0123456789abcdefghijklmnopqrstuv"


@pytest.fixture(scope="module")
def cluster():
    # Not in pytest's own folder, which the account of PostgreSQL may not enter.
    with (
        tempfile.TemporaryDirectory(prefix="guide-cluster-", dir="/tmp") as folder,
        clusters.raised(Path(folder)) as found,
    ):
        yield found


@pytest.fixture
def told(record_property):
    """Give a function that prints what a fault cost."""

    def tell(fault: str, visitors: Visitors) -> None:
        record_property(
            "figure",
            f"{fault}: {visitors.told.sent} pages, {visitors.told.failed} failed; "
            f"{visitors.writes.sent} reports sent, {visitors.writes.failed} refused, 0 lost",
        )

    return tell


def kept_tokens(cluster) -> set[str]:
    return {token for (token,) in cluster.query("SELECT token FROM services_report")}


def check(cluster, visitors: Visitors) -> None:
    """No page failed, and every report that was accepted is kept."""
    assert visitors.told.failed == 0, visitors.told.outcomes
    assert visitors.told.sent > 20
    assert set(visitors.writes.tokens) <= kept_tokens(cluster)


def test_shared_pages_read_the_replica_and_forms_the_primary(cluster):
    before = cluster.replica.statements(), cluster.primary.statements()
    for number in range(20):
        assert ask(cluster.https, f"/services/?q=imprimer&n=reads{number}")[0] == 200
    after = cluster.replica.statements(), cluster.primary.statements()
    assert after[0] - before[0] >= 20
    assert after[1] == before[1]


def test_a_change_shows_in_every_process(cluster):
    [(pk, slug)] = cluster.query(
        "SELECT id, slug FROM services_service WHERE state='published' LIMIT 1"
    )
    code = (
        "from services.models import Service;"
        f"s = Service.objects.get(pk={pk}); s.title = 'Titre tout neuf'; s.save()"
    )
    cluster.manage("shell", "-c", code)
    end = time.monotonic() + 10
    pages = []
    while time.monotonic() < end and not all(
        "Titre tout neuf" in page for page in pages[-4:] or [""]
    ):
        pages.append(ask(cluster.https, f"/services/{slug}/")[2])
    assert all("Titre tout neuf" in page for page in pages[-4:])


def test_a_rolling_restart_fails_no_page(cluster, told):
    with Visitors(cluster.https, writes=True) as visitors:
        time.sleep(4)
        for process in cluster.processes:
            assert process.stop() == 0
            process.start()
            cluster.wait_until_ready(process)
        time.sleep(1)
    check(cluster, visitors)
    assert visitors.writes.tokens
    told("rolling restart", visitors)


def test_a_lost_replica_fails_no_page(cluster, told):
    with Visitors(cluster.https) as visitors:
        time.sleep(1)
        cluster.replica.kill()
        time.sleep(FAULT_S)
        cluster.replica.start()
        time.sleep(1)
    check(cluster, visitors)
    told("replica lost", visitors)


def test_a_lost_redis_fails_no_page(cluster, told):
    with Visitors(cluster.https, writes=True) as visitors:
        time.sleep(4)
        cluster.redis.kill()
        time.sleep(FAULT_S)
        cluster.redis.start()
        time.sleep(1)
    check(cluster, visitors)
    assert visitors.writes.failed == 0
    told("Redis lost", visitors)


def test_a_stalled_primary_fails_no_shared_page_and_loses_no_report(cluster, told):
    with Visitors(cluster.https, writes=True) as visitors:
        time.sleep(4)
        cluster.primary.send(signal.SIGSTOP)
        time.sleep(FAULT_S)
        cluster.primary.send(signal.SIGCONT)
        time.sleep(1)
    check(cluster, visitors)
    told("primary stalled", visitors)


def test_a_primary_that_never_answers_frees_its_visitors(cluster):
    """Who waits for it is told in words, and the process goes on serving."""
    cluster.primary.send(signal.SIGSTOP)
    try:
        start = time.monotonic()
        status, _headers, page = ask(cluster.https, "/gestion/", headers={"Cookie": COOKIE})
        assert status == 503 and "La base de données ne répond pas" in page
        assert time.monotonic() - start < 40
        assert ask(cluster.https, "/services/?q=imprimer&n=stalled")[0] == 200
    finally:
        cluster.primary.send(signal.SIGCONT)
    assert ask(cluster.https, "/signaler/")[0] == 200
