"""The work of an import: at once when it is short, beside the website when it is long.

A long one is a process of its own, started by the page and watched through a small file: the
page tells how far it is, and sees when it was killed. Nothing else runs for that.
"""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from services.imports import runs, undoing
from services.models import ImportRun
from services.standards.files import FileError

_LOG = logging.getLogger(__name__)
Status = ImportRun.Status
_WORK = {
    Status.READING: runs.read,
    Status.APPLYING: runs.apply,
    Status.UNDOING: undoing.undo,
}
# Some 300 rows of a list of places: a second or two.
SHORT_BYTES, SHORT_RECORDS = 300_000, 1500
# A batch takes seconds: a work that says nothing for longer is dead.
SILENT_SECONDS = 120


def start(run: ImportRun) -> None:
    """Do it, or have it done; the status says which work."""
    if is_short(run):
        work(run)
        return
    _say(run.pk, 0)
    # Its own process: a page that is closed, or slow, changes nothing for it.
    process = subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "import_job", str(run.pk)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, daemon=True).start()  # or a zombie would stay


def is_short(run: ImportRun) -> bool:
    if run.status == Status.UNDOING:
        return run.records.count() <= SHORT_RECORDS
    return len(run.first) + len(run.second) <= SHORT_BYTES


def work(run: ImportRun) -> None:
    """Whatever happens, the run ends in a state that says it in French."""
    before = run.status
    try:
        _WORK[before](run, lambda done: _say(run.pk, done))
    except FileError as error:
        _fail(run, before, str(error))
    except Exception:
        _LOG.exception("Import %s stopped while %s.", run.pk, before)
        _fail(run, before, _("Une panne a arrêté ce travail : rien n’a été écrit. Réessayez."))
    finally:
        _file(run.pk).unlink(missing_ok=True)


def _fail(run: ImportRun, work: str, message: str) -> None:
    """A file that cannot be read is refused; a work that failed may be asked for again."""
    back = {Status.READING: Status.FAILED, Status.APPLYING: Status.READY}
    state = back.get(work, Status.APPLIED)
    ImportRun.objects.filter(pk=run.pk).update(
        status=state, message=message[:500], ended_at=timezone.now()
    )


def done_so_far(run: ImportRun) -> int:
    """Rows or records done, as the work itself last said."""
    try:
        return int(json.loads(_file(run.pk).read_text())["done"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def is_dead(run: ImportRun) -> bool:
    """At work, says the table; but nobody has been heard for long."""
    if run.status not in ImportRun.AT_WORK:
        return False
    try:
        heard = _file(run.pk).stat().st_mtime
    except OSError:
        heard = run.started_at.timestamp() if run.started_at else 0
    return time.time() - heard > SILENT_SECONDS


def _file(pk: int) -> Path:
    return settings.VAR_DIR / "imports" / f"{pk}.json"


def _say(pk: int, done: int) -> None:
    file = _file(pk)
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps({"done": done}))
    os.replace(draft, file)
