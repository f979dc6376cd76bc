"""Clients that stop in the middle of a request: everybody else is answered."""

import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.benchmarks.memory import get, server

BASE = Path(__file__).resolve().parents[2]
STALLED = 16
HALF_A_HEADER = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Lang"
HALF_A_BODY = (
    b"POST /signaler/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
    b"Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
    b"message=un+debut"
)
NEVER_READ = b"GET /sante/vivant HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 200


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """One worker with as many threads as `make run` gives it."""
    folder = tmp_path_factory.mktemp("var")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "miramas_guide.settings",
        "DEBUG": "on",
        "SECRET_KEY": "a-test-protects-nothing-with-this-key-of-fifty-signs",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'guide.sqlite3'}",
        "SEARCH_SEMANTICS": "off",
    }
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, env=environment, cwd=BASE, check=True)  # noqa: S603 - our own code
    with server(environment, workers=1) as (url, _pid):
        yield url


@pytest.mark.parametrize("said", [HALF_A_HEADER, HALF_A_BODY, NEVER_READ])
def test_others_are_answered_while_sixteen_clients_stall(address, said):
    host, _, port = address.removeprefix("http://").partition(":")
    with ExitStack() as stack:
        for _client in range(STALLED):
            client = stack.enter_context(socket.create_connection((host, int(port)), timeout=10))
            client.sendall(said)
        for path in ("/sante/vivant", "/", "/services/?q=imprimer", "/acteurs/"):
            assert [get(f"{address}{path}", timeout=20) for _other in range(8)] == [200] * 8
