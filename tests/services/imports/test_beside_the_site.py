"""A long import works beside the site, in a process of its own; killed, it leaves nothing."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

MANAGE = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py")]
HEADER = "id;nom;commune;code_postal;adresse;telephone;horaires;date_maj;services"
ROW = "{n};Lieu {n};Autreville;13090;{n} rue Haute;04420{n:05};Mo-Fr 09:00-12:00;15/01/2026;"
THEMES = "Maîtrise des outils numériques du quotidien|Aide aux démarches administratives"
MANY = 1200
MAKE_RUN = """
from pathlib import Path
from services.models import ImportRun
run = ImportRun.objects.create(
    standard="lieux", name="lieux.csv", source="essai", new_state="published",
    first=Path({file!r}).read_bytes(), status="reading",
)
"""

# As the page does, but for the length from which an import is long.
START = """
from services.imports import jobs
from services.models import ImportRun
jobs.SHORT_BYTES = 0
jobs.start(ImportRun.objects.get())
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A migrated SQLite file of its own, and the environment that leads to it."""
    var = tmp_path_factory.mktemp("var")
    environment = os.environ | {"VAR_DIR": str(var), "DATABASE_URL": f"sqlite:///{var}/g.sqlite3"}
    environment["SEARCH_SEMANTICS"] = "off"
    manage(environment, "migrate", "--verbosity=0")
    file = var / "lieux.csv"
    rows = [ROW.format(n=number) + THEMES for number in range(1, MANY + 1)]
    file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    manage(environment, "shell", "--verbosity=0", "-c", MAKE_RUN.format(file=str(file)))
    return environment, var


def manage(environment: dict, *arguments: str) -> None:
    subprocess.run([*MANAGE, *arguments], env=environment, check=True, capture_output=True)  # noqa: S603


def ask(var: Path, query: str, *values):
    with sqlite3.connect(var / "g.sqlite3", timeout=30) as base:
        return base.execute(query, values).fetchone()


def counts(var: Path) -> list[int]:
    tables = ("actors_actor", "actors_location", "services_service", "services_importedrecord")
    return [ask(var, f"SELECT COUNT(*) FROM {table}")[0] for table in tables]  # noqa: S608


def status(var: Path) -> str:
    return ask(var, "SELECT status FROM services_importrun")[0]


def wait_for(var: Path, wanted: str) -> None:
    for _time in range(2400):
        if status(var) == wanted:
            return
        time.sleep(0.1)
    raise AssertionError(f"still {status(var)}")


def set_status(var: Path, value: str) -> None:
    with sqlite3.connect(var / "g.sqlite3", timeout=30) as base:
        base.execute("UPDATE services_importrun SET status = ?", [value])


def far_enough(var: Path, process) -> bool:
    """Some batches are written, and not all."""
    try:
        done = json.loads((var / "imports" / "1.json").read_text())["done"]
    except (OSError, ValueError):
        done = 0
    assert process.poll() is None, "it ended before it could be killed"
    return done >= MANY // 10


def test_a_killed_import_leaves_nothing_and_may_be_taken_up_again(site):
    environment, var = site
    manage(environment, "shell", "--verbosity=0", "-c", START)
    wait_for(var, "ready")
    assert counts(var) == [0, 0, 0, 0]

    set_status(var, "applying")
    process = subprocess.Popen([*MANAGE, "import_job", "1"], env=environment)  # noqa: S603
    while not far_enough(var, process):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert status(var) == "applying" and counts(var) == [0, 0, 0, 0]

    manage(environment, "import_job", "1")
    assert status(var) == "applied"
    assert counts(var) == [MANY, MANY, 2 * MANY, 6 * MANY]

    set_status(var, "undoing")
    manage(environment, "import_job", "1")
    assert status(var) == "undone"
    assert counts(var)[:3] == [0, 0, 0]
