"""When each nightly job last ran, for the dashboard and for `/sante/pret`."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from services.models import JobRun


class Told:
    """What a job has to say once done: `told.message = "3 fiches"`."""

    message = ""


@contextmanager
def recorded(name: str) -> Iterator[Told]:
    """Keep when the job ran, how it ended and its last word; an error goes on."""
    run, _new = JobRun.objects.update_or_create(
        name=name,
        defaults={"started_at": timezone.now(), "ended_at": None, "ok": False, "message": ""},
    )
    told = Told()
    try:
        yield told
    except Exception as error:
        _end(run, ok=False, message=str(error) or type(error).__name__)
        raise
    _end(run, ok=True, message=told.message)


def _end(run: JobRun, *, ok: bool, message: str) -> None:
    run.ended_at, run.ok, run.message = timezone.now(), ok, message[:300]
    run.save()
