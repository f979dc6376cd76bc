"""The house rules of every test run: nothing skipped, nothing written by a GET, no network."""

import contextlib
import fcntl
import os
import socket
from pathlib import Path

import hypothesis
import pytest

TESTS = Path(__file__).resolve().parent
ONCE = (TESTS / "deployed", TESTS / "attacks", TESTS / "test_roles.py")
VAR = TESTS.parent / ".var" / "tests"

# The tests decide their own environment: neither the shell's nor .env reaches the settings.
# DATABASE_URL alone is chosen from outside, by `make test`.
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ |= {
    "DEBUG": "off",
    "SECRET_KEY": "the-tests-protect-nothing-with-this-key-of-fifty-characters",
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "CACHE_URL": "locmemcache://",
    "EMAIL_URL": "memorymail://",
    "GEOCODER_URL": "",
    "VAR_DIR": str(VAR),
}

# The same examples at every run, whatever the speed of the machine.
hypothesis.settings.register_profile(
    "house",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "CREATE", "ALTER", "DROP")
READING_METHODS = ("GET", "HEAD", "OPTIONS")


def pytest_addoption(parser):
    parser.addoption(
        "--browser-tests",
        choices=("all", "smoke"),
        default="all",
        help="smoke: what is marked so of tests/browser/, nothing of deployed/, attacks/ and roles",
    )
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out what asks nothing of the database, which another run has said",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session):
    """Make the hashed static files that pages name, before the workers start."""
    if hasattr(session.config, "workerinput"):
        return
    from miramas_guide.deployment.start import collect_static

    with open(VAR / "static.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        collect_static()


def pytest_ignore_collect(collection_path: Path):
    # Judged by schemas that are not part of the project: `make conformance SCHEMAS=…`.
    if collection_path == TESTS / "conformance" and not os.environ.get("SCHEMAS"):
        return True


def pytest_collection_modifyitems(config, items):
    browser = [item for item in items if item.path.is_relative_to(TESTS / "browser")]
    for item in browser:
        item.add_marker("browser")
    # Whole installations bring their own databases, and attacks and roles are many: once is
    # enough, on the database that refuses more.
    once = {item for item in items if any(item.path.is_relative_to(place) for place in ONCE)}
    left_out = set()
    if config.getoption("--browser-tests") == "smoke":
        left_out = once | {item for item in browser if not item.get_closest_marker("smoke")}
    if config.getoption("--database-only"):
        left_out = {item for item in items if not uses_database(item)} - once
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]


def uses_database(item) -> bool:
    """Does a test, or the fixtures it asks for, reach the database?"""
    from django.test import SimpleTestCase

    asked = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    of_django = item.cls is not None and issubclass(item.cls, SimpleTestCase)
    return bool(asked or of_django or item.get_closest_marker("django_db"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item):
    report = yield
    return without_skip(report)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(collector):
    report = yield
    return without_skip(report)


def without_skip(report):
    """Turn a skip or an expected failure into a failure that gives the reason."""
    expected = getattr(report, "wasxfail", None)
    if report.skipped or expected is not None:
        reason = expected or (report.longrepr[2] if report.longrepr else "no reason given")
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped or expected to fail. {reason}"
        report.__dict__.pop("wasxfail", None)
    return report


@pytest.fixture(autouse=True)
def forbid_writes_on_get(request, monkeypatch):
    """Fail the request that writes to the database while it answers a GET."""
    if request.node.get_closest_marker("writes_on_get"):
        return
    from django.core.handlers.base import BaseHandler
    from django.db import connections

    get_response = BaseHandler.get_response

    def guarded(handler, http_request):
        with contextlib.ExitStack() as stack:
            if http_request.method in READING_METHODS:
                for connection in connections.all():
                    stack.enter_context(connection.execute_wrapper(refuse_writes))
            return get_response(handler, http_request)

    monkeypatch.setattr(BaseHandler, "get_response", guarded)


def refuse_writes(execute, sql, params, many, context):
    if sql.lstrip().upper().startswith(WRITES):
        raise AssertionError(f"A GET wrote to the database: {sql[:300]}")
    return execute(sql, params, many, context)


@pytest.fixture(autouse=True, scope="session")
def forbid_network():
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        is_local = self.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "::1", "localhost")
        if not is_local:
            raise AssertionError(f"A test called {address}: only this machine may be reached.")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


def pytest_terminal_summary(terminalreporter):
    """Print what tests measured (`record_property("figure", …)`), whichever worker ran them."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    told = [(name, text) for report in reports for name, text in report.user_properties]
    figures = list(dict.fromkeys(text for name, text in told if name == "figure"))
    if figures:
        terminalreporter.write_sep("-", "figures")
        for line in figures:
            terminalreporter.write_line(line)
