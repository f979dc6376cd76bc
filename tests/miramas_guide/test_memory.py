"""What a worker holds: nothing that its pages do not need, and what never changes only once."""

import os
import subprocess
import sys

from django.conf import settings

# Each is loaded by who needs it: together 90 MB in every worker.
FOR_A_FEW = {
    *("typst", "xlsxwriter", "odfdo", "PIL", "segno", "icalendar"),
    *("cryptography", "jwt", "mozilla_django_oidc", "requests", "urllib3", "chardet"),
    *("lxml", "html5lib", "bs4"),
}
VISIT = """
import sys
from wsgiref.util import setup_testing_defaults
from miramas_guide.wsgi import application
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("generate_guide", services=1, verbosity=0)
from services.models import Service

def visit(path):
    environ = {"PATH_INFO": path, "QUERY_STRING": "q=imprimer" if path == "/services/" else ""}
    setup_testing_defaults(environ)
    told = []
    b"".join(application(environ, lambda status, headers: told.append(status)))
    return told[0]

service = Service.objects.published().first()
print([visit(path) for path in ("/", "/services/", service.get_absolute_url())])
print(*{name.partition(".")[0] for name in sys.modules})
"""
PRELOADED = """
import gc, threading
from miramas_guide.deployment import server
server.preload()
from django.db import connections
from services.search import spelling
print(
    [c.connection for c in connections.all(initialized_only=True) if c.connection],
    threading.active_count(),
    gc.get_freeze_count() > 100_000,
    spelling.french_words.cache_info().currsize,
)
"""
HEAPS = """
from pathlib import Path
from miramas_guide.deployment import server
server.use_few_heaps()
print(Path("/proc/self/environ").read_text().count("MALLOC_ARENA_MAX=2"))
"""


def run(code: str, folder) -> list[str]:
    """The lines that another Python says, over a guide of its own."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "miramas_guide.settings",
        "DEBUG": "on",
        "SECRET_KEY": "a-test-protects-nothing-with-this-key-of-fifty-signs",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'guide.sqlite3'}",
        "SEARCH_SEMANTICS": "off",
    }
    environment.pop("MALLOC_ARENA_MAX", None)
    answer = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.splitlines()


def test_the_pages_load_nothing_that_only_a_few_need(tmp_path):
    *_said, answers, loaded = run(VISIT, tmp_path)
    assert answers == str(["200 OK"] * 3)
    assert FOR_A_FEW & set(loaded.split()) == set()


def test_the_workers_part_after_what_they_share_and_before_any_connection_or_thread(tmp_path):
    assert run(PRELOADED, tmp_path) == ["[] 1 True 1"]


def test_the_server_starts_again_with_few_heaps(tmp_path):
    assert run(HEAPS, tmp_path) == ["1"]
