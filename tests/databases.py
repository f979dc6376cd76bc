"""A PostgreSQL and a Redis for the tests: the one that is given, one that answers, or our own."""

import contextlib
import getpass
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

HOST = "127.0.0.1"
# Django 5.2 asks for PostgreSQL 14.
OLDEST_POSTGRESQL = 140000
# Nothing of a test database is worth waiting for the disk.
POSTGRESQL_OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Give the URL of a PostgreSQL database that Django may create its test databases beside."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        if not given.startswith(("postgres://", "postgresql://", "psql://")):
            raise SystemExit("TEST_DATABASE_URL doit désigner une base PostgreSQL.")
        yield given
    elif user := answering_postgresql_user():
        yield postgresql_url(user, 5432)
    else:
        with own_postgresql() as port:
            yield postgresql_url("postgres", port)


def postgresql_url(user: str, port: int, name: str = "") -> str:
    """Return a URL; without a name, one that no other test run uses and that need not exist."""
    return f"postgres://{user}@{HOST}:{port}/{name or f'guide_{secrets.token_hex(4)}'}"


def answering_postgresql_user() -> str | None:
    """Return a user who may create databases, without a password, on the usual port."""
    for user in dict.fromkeys(("postgres", getpass.getuser())):
        with contextlib.suppress(psycopg.OperationalError):
            if may_create_databases(user):
                return user
    return None


def may_create_databases(user: str) -> bool:
    address = {"host": HOST, "port": 5432, "dbname": "postgres", "user": user}
    with psycopg.connect(**address, connect_timeout=3) as connection:
        query = "SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
        allowed = connection.execute(query).fetchone()[0]
        return allowed and connection.info.server_version >= OLDEST_POSTGRESQL


def postgresql_program(name: str) -> str | None:
    """Return the path of one of PostgreSQL's programs; Debian keeps the server's out of PATH."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    return str(newest) if newest else shutil.which(name)


@contextlib.contextmanager
def own_postgresql() -> Iterator[int]:
    """Run a PostgreSQL of our own in a temporary folder; give its port."""
    # PostgreSQL refuses to run as root.
    account = {"user": "postgres"} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="guide-postgresql-", dir="/tmp") as folder:
        if account:
            shutil.chown(folder, **account)
        data, port = f"{folder}/data", free_port()
        initialise = (
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        subprocess.run(  # noqa: S603
            [postgresql_program("initdb"), "-D", data, *initialise],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **account,
        )
        options = [part for option in POSTGRESQL_OPTIONS for part in ("-c", option)]
        with running(
            [postgresql_program("postgres"), "-D", data, "-h", HOST, "-p", str(port), "-k", folder]
            + options,
            port,
            cwd=folder,
            **account,
        ):
            yield port


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """Give the URL of a Redis whose database 15 the tests may empty."""
    if answers(6379):
        yield f"redis://{HOST}:6379/15"
        return
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="guide-redis-") as folder:
        options = ("--bind", HOST, "--port", str(port), "--save", "", "--appendonly", "no")
        with running(["redis-server", *options], port, cwd=folder):
            yield f"redis://{HOST}:{port}/15"


@contextlib.contextmanager
def running(command: list[str], port: int, **options) -> Iterator[None]:
    """Run a server until the block ends; wait until it answers, or say what it said."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, **options)  # noqa: S603
        try:
            wait_for(process, port, log)
            yield
        finally:
            # PostgreSQL would wait for its clients on SIGTERM.
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(process: subprocess.Popen, port: int, log) -> None:
    end = time.monotonic() + 60
    while not answers(port):
        if process.poll() is not None or time.monotonic() > end:
            log.seek(0)
            raise SystemExit(f"{process.args[0]} ne répond pas :\n{log.read()}")
        time.sleep(0.1)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
