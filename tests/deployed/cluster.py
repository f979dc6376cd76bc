"""A whole installation on loopback: PostgreSQL and its replica, Redis, two processes, nginx."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests import databases
from tests.deployed import nginx

BASE = Path(__file__).resolve().parents[2]
HOST = databases.HOST
ACCOUNT = {"user": "postgres"} if os.geteuid() == 0 else {}
OPTIONS = ("fsync=off", "synchronous_commit=off", "max_wal_senders=4", "hot_standby=on")
# What each was asked is in its log.
OPTIONS += ("log_statement=all", "log_line_prefix=")


@dataclass
class Part:
    """One server of the installation; signals go to it and to all it started."""

    command: list[str]
    port: int
    folder: Path
    options: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None

    def start(self) -> None:
        with (self.folder / f"{self.port}.log").open("a+") as log:
            self.process = subprocess.Popen(  # noqa: S603
                self.command, stdout=log, stderr=log, **self.options
            )
            databases.wait_for(self.process, self.port, log)

    def statements(self) -> int:
        """How often this PostgreSQL was asked something of the guide's tables."""
        log = (self.folder / f"{self.port}.log").read_text(encoding="utf-8", errors="replace")
        return sum('FROM "services_' in line or 'FROM "actors_' in line for line in log.split("\n"))

    def send(self, number: int) -> None:
        """To the server and to all that it started."""
        for pid in [self.process.pid, *children(self.process.pid)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def stop(self) -> int:
        """Ask the server to end, as systemd does; return its exit code."""
        self.process.terminate()
        return self.process.wait(timeout=60)

    def kill(self) -> None:
        self.send(signal.SIGCONT)
        self.send(signal.SIGKILL)
        self.process.wait(timeout=20)


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in listed.read_text().split()] if listed.exists() else []


@dataclass
class Cluster:
    """The parts by name, and the port that visitors use."""

    primary: Part
    replica: Part
    redis: Part
    processes: list[Part]
    https: int
    environment: dict[str, str]

    def query(self, sql: str) -> list[tuple]:
        address = {"host": HOST, "port": self.primary.port, "user": "postgres", "dbname": "guide"}
        with psycopg.connect(**address, connect_timeout=3) as connection:
            return connection.execute(sql).fetchall()

    def wait_until_ready(self, process: Part) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                address = f"http://{HOST}:{process.port}/sante/pret"
                with urllib.request.urlopen(address, timeout=10) as answer:
                    if answer.status == 200:
                        return
            time.sleep(0.2)
        raise AssertionError(f"The process on port {process.port} never became ready.")

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        answer = subprocess.run(  # noqa: S603
            command, cwd=BASE, env=self.environment, capture_output=True, text=True
        )
        assert answer.returncode == 0, answer.stderr
        return answer.stdout


@contextlib.contextmanager
def raised(folder: Path) -> Iterator[Cluster]:
    """Start everything in the folder; stop everything at the end."""
    folder.chmod(0o755)
    with contextlib.ExitStack() as stack:
        primary = _primary(folder)
        stack.callback(primary.kill)
        replica = _replica(folder, primary)
        stack.callback(replica.kill)
        redis = _redis(folder)
        stack.callback(redis.kill)
        environment = _environment(folder, primary, replica, redis)
        _prepare(environment)
        processes = [_process(folder, environment) for _ in range(2)]
        for process in processes:
            stack.callback(process.kill)
        https, http = databases.free_port(), databases.free_port()
        place = folder / "nginx"
        place.mkdir()
        ports = [process.port for process in processes]
        stack.enter_context(
            nginx.running(place, var=folder / "var", https=https, http=http, processes=ports)
        )
        cluster = Cluster(primary, replica, redis, processes, https, environment)
        for process in processes:
            cluster.wait_until_ready(process)
        yield cluster


def _primary(folder: Path) -> Part:
    data = _place(folder / "primary")
    command = [databases.postgresql_program("initdb"), "-D", str(data), "-A", "trust"]
    options = ("-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    subprocess.run([*command, *options], check=True, capture_output=True, cwd=folder, **ACCOUNT)  # noqa: S603
    primary = _postgresql(data)
    with psycopg.connect(
        host=HOST, port=primary.port, user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute("CREATE DATABASE guide")
    return primary


def _replica(folder: Path, primary: Part) -> Part:
    data = _place(folder / "replica")
    command = [databases.postgresql_program("pg_basebackup"), "-h", HOST, "-p", str(primary.port)]
    options = ("-U", "postgres", "-D", str(data), "-R", "-X", "stream", "-c", "fast", "--no-sync")
    subprocess.run([*command, *options], check=True, capture_output=True, cwd=folder, **ACCOUNT)  # noqa: S603
    return _postgresql(data)


def _postgresql(data: Path) -> Part:
    port = databases.free_port()
    command = [databases.postgresql_program("postgres"), "-D", str(data), "-h", HOST]
    options = [part for option in OPTIONS for part in ("-c", option)]
    part = Part(
        [*command, "-p", str(port), "-k", str(data), *options],
        port,
        data.parent,
        {"cwd": data, **ACCOUNT},
    )
    part.start()
    _wait_until_it_lets_in(part)
    return part


def _wait_until_it_lets_in(part: Part) -> None:
    """PostgreSQL listens before it is ready."""
    address = {"host": HOST, "port": part.port, "user": "postgres", "dbname": "postgres"}
    end = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(**address, connect_timeout=3).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _place(data: Path) -> Path:
    data.mkdir(mode=0o700)
    if ACCOUNT:
        shutil.chown(data, **ACCOUNT)
    return data


def _redis(folder: Path) -> Part:
    port = databases.free_port()
    options = ("--bind", HOST, "--port", str(port), "--save", "", "--appendonly", "no")
    part = Part(["redis-server", *options], port, folder)
    part.start()
    return part


def _environment(folder: Path, primary: Part, replica: Part, redis: Part) -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {
        "SITE_URL": "https://guide.example",
        "VAR_DIR": str(folder / "var"),
        "DATABASE_URL": databases.postgresql_url("postgres", primary.port, name="guide"),
        "DATABASE_REPLICA_URL": databases.postgresql_url("postgres", replica.port, name="guide"),
        "CACHE_URL": f"redis://{HOST}:{redis.port}/0",
        "SEARCH_SEMANTICS": "off",
        "RELEASE": "tests",
    }


def _prepare(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "miramas_guide.deployment.start", "prepare"]
    answer = subprocess.run(command, cwd=BASE, env=environment, capture_output=True, text=True)  # noqa: S603
    assert answer.returncode == 0, answer.stderr


def _process(folder: Path, environment: dict[str, str]) -> Part:
    port = databases.free_port()
    command = [sys.executable, "-m", "miramas_guide.deployment.server", str(port)]
    part = Part(command, port, folder, {"cwd": BASE, "env": environment})
    part.start()
    return part
