"""The whole suite on SQLite, then on PostgreSQL: `make test`."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests import databases, system

NO_TEST = 5  # pytest's exit code when nothing was chosen
SQLITE = "sqlite://:memory:"


@dataclass(frozen=True)
class Run:
    """One run of pytest: its exit code, its counts, its seconds."""

    database: str
    code: int
    passed: int
    failed: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.database}: {self.passed} passed, {self.failed} failed"


def main(arguments: list[str]) -> int:
    # A stop asked from outside also stops the PostgreSQL of ours.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    system.prepare()
    # The browser says the same on both: everything on PostgreSQL, a few pages on SQLite. What
    # asks nothing of a database is said once.
    runs = [run("SQLite", SQLITE, ["--browser-tests=smoke", *arguments])]
    with databases.postgresql() as url:
        runs.append(run("PostgreSQL", url, ["--database-only", *arguments]))
    durations = ", ".join(f"{run.database} {run.seconds:.0f} s" for run in runs)
    say("", f"Durée : {durations}", *map(str, runs))
    return verdict([run.code for run in runs])


def run(database: str, url: str, arguments: list[str]) -> Run:
    say("", f"Tests sur {database}")
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = (sys.executable, "-m", "pytest", "-n", "auto", "--maxprocesses", "4")
        options = ("--dist", "loadfile", f"--junitxml={report}", *arguments)
        environment = {**os.environ, "DATABASE_URL": url}
        code = subprocess.run([*command, *options], env=environment).returncode  # noqa: S603
        passed, failed = counts(report)
    return Run(database, code, passed, failed, time.monotonic() - start)


def counts(report: Path) -> tuple[int, int]:
    """Return how many tests passed and failed; what was skipped counts as failed."""
    if not report.exists():
        return 0, 0
    suites = ElementTree.parse(report).getroot().iter("testsuite")  # noqa: S314
    total = failed = 0
    for suite in suites:
        total += int(suite.get("tests"))
        failed += sum(int(suite.get(name)) for name in ("failures", "errors", "skipped"))
    return total - failed, failed


def verdict(codes: list[int]) -> int:
    """Return the exit code: a choice of tests may leave one database with none, never both."""
    if set(codes) == {NO_TEST}:
        say("Aucun test ne correspond.")
        return NO_TEST
    # A run that was killed has a negative code.
    return next((code for code in codes if code not in (0, NO_TEST)), 0)


def say(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
