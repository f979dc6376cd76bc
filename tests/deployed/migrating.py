"""Readers while the database is migrated: `python -m tests.deployed.migrating [COUNT=100000]`.

A guide of COUNT services is written in a PostgreSQL of its own, taken back to an older schema and
migrated again, while threads ask what pages ask. The last line says what it cost, as JSON.
"""

import itertools
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import django

from tests import databases
from tests.benchmarks import postgres
from tests.benchmarks.asking import settings_of

# The release that the readers run, and what it knew.
BEFORE = ("services", "0005_calls_and_jobs")
READERS = 4
# Readers alone, before and after, to know what is usual.
CALM_S = 2


@dataclass
class Readers:
    """Threads that read without a pause from `with` to its end."""

    questions: list[Callable]
    waits: list[tuple[float, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __enter__(self):
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(READERS)]
        for thread in self._threads:
            thread.start()
        time.sleep(CALM_S)
        return self

    def __exit__(self, *_):
        time.sleep(CALM_S)
        self._end.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        from django.db import DatabaseError, connection

        for question in itertools.cycle(self.questions):
            if self._end.is_set():
                break
            start = time.monotonic()
            try:
                question()
            except DatabaseError as error:
                self.errors.append(f"{type(error).__name__}: {error}")
            self.waits.append((start, time.monotonic() - start))
        connection.close()

    def longest(self, since: float = 0, until: float = float("inf")) -> float:
        """Of what was answered between two instants."""
        return max(wait for start, wait in self.waits if since <= start + wait < until)


def questions() -> list[Callable]:
    """What pages ask, by the models as the older release knew them where they have changed."""
    from services.models import Revision, Service

    entries = _older_model("LexiconEntry").objects
    return [
        Revision.current,
        lambda: [*Service.objects.published().with_card()[:20]],
        lambda: [*entries.filter(is_active=True)],
    ]


def _older_model(name: str):
    from django.db.migrations.loader import MigrationLoader

    return MigrationLoader(None).project_state([BEFORE]).apps.get_model("services", name)


def go_back() -> None:
    """To the older schema, without the signal after it, which knows the present one alone."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    MigrationExecutor(connection).migrate([BEFORE])


def rows() -> dict[str, int]:
    """The rows of each table of ours."""
    from django.db import connection

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        counts = {}
        for table in tables:
            if table.startswith(("actors_", "services_")):
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
                counts[table] = cursor.fetchone()[0]
    return counts


def trial(count: int) -> dict:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("generate_guide", services=count)
    go_back()
    before = rows()
    with Readers(questions()) as readers:
        start = time.monotonic()
        call_command("migrate", verbosity=0)
        end = time.monotonic()
    after = rows()
    return {
        "services": before["services_service"],
        "seconds": round(end - start, 2),
        "reads": len(readers.waits),
        "reads_meanwhile": sum(start <= asked < end for asked, _wait in readers.waits),
        "failed": len(readers.errors),
        "errors": sorted(set(readers.errors))[:3],
        "longest_ms": round(readers.longest(since=start) * 1000),
        "longest_before_ms": round(readers.longest(until=start) * 1000),
        "rows_before": sum(before.values()),
        "rows_after": sum(after[table] for table in before if table in after),
        "rows_lost": sum(max(0, kept - after.get(table, 0)) for table, kept in before.items()),
    }


def main(count: int) -> None:
    with databases.postgresql() as base, tempfile.TemporaryDirectory() as folder:
        url = base.rpartition("/")[0] + f"/guide_migrating_{os.getpid()}"
        os.environ |= settings_of(url, folder, semantics=False)
        postgres.create(url)
        try:
            django.setup()
            found = trial(count)
            django.db.connections.close_all()
        finally:
            postgres.drop(url)
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
