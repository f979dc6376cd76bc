"""Memory of a server of two workers that has answered: the sum of their PSS."""

import contextlib
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.databases import free_port

WORKERS = 2
_ASKED = (
    *("/", "/services/?q=imprimer+senior", "/services/?q=impots&public=seniors", "/carte/"),
    *("/services/suggestions?q=impr", "/services.geojson?bbox=4.9,43.5,5.1,43.7"),
    *("/services/?lat=43.58&lon=5.0", "/acteurs/", "/lieux/", "/services/?q=yaz%C4%B1c%C4%B1"),
)


@contextlib.contextmanager
def server(environment: dict[str, str], *, workers: int = WORKERS) -> Iterator[tuple[str, int]]:
    """Address and process id of the server of a town, which serves until the block ends."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "miramas_guide.deployment.server", str(port)]
    told = {"SITE_URL": address, "WORKERS": str(workers)}
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, env=environment | told, start_new_session=True
    )
    try:
        _wait(f"{address}/sante/vivant", process)
        yield address, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        if process.poll() is None:
            process.kill()
            process.wait()


def _wait(url: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            get(url)
            return
        time.sleep(0.1)
    raise SystemExit("Le serveur n’a pas démarré.")


def get(url: str, timeout: float = 30) -> int:
    with urllib.request.urlopen(url, timeout=timeout) as answer:  # noqa: S310 - our own server
        answer.read()
        return answer.status


def megabytes(environment: dict[str, str]) -> float:
    """After each page was asked often enough for every worker to have answered it."""
    with server(environment) as (address, pid):
        for _turn in range(12):
            for url in _ASKED:
                get(address + url)
        return sum(map(_pss, _family(pid))) / 1024


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
