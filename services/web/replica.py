"""Shared pages read a replica, where one is configured; everything else reads the primary.

A page carries the revision it was read at, so a replica that lags serves a page of a moment ago,
whole. Who writes (a POST, somebody signed in, a page of one's own) always reads the primary.
"""

import logging
import time
from contextvars import ContextVar
from functools import wraps

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections

PRIMARY, REPLICA = "default", "replica"
_LOG = logging.getLogger(__name__)
# A replica that failed is left alone this long.
PAUSE_S = 10

_reads_replica: ContextVar[bool] = ContextVar("reads_replica", default=False)
_lost_until = 0.0


class ReplicaRouter:
    """Sends reads to the replica inside `from_replica`, everything else to the primary."""

    def db_for_read(self, model, **hints):
        return REPLICA if _reads_replica.get() else PRIMARY

    def db_for_write(self, model, **hints):
        return PRIMARY

    def allow_relation(self, *objects, **hints):
        return True

    def allow_migrate(self, db, *args, **hints):
        return db == PRIMARY


def from_replica(view):
    """Let the view read the replica; when that is lost midway, ask it again on the primary."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if not _may_read_replica(request):
            return view(request, *args, **kwargs)
        token = _reads_replica.set(True)
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            _leave_alone(error)
        finally:
            _reads_replica.reset(token)
        # What was read of the replica is not to be mixed with what the primary says.
        vars(request).pop("guide_revision", None)
        return view(request, *args, **kwargs)

    return answer


def _may_read_replica(request) -> bool:
    return (
        REPLICA in settings.DATABASES
        and request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not _reads_replica.get()
        and time.monotonic() >= _lost_until
    )


def _leave_alone(error: Exception) -> None:
    global _lost_until
    _lost_until = time.monotonic() + PAUSE_S
    connections[REPLICA].close()
    _LOG.warning("The replica does not answer: %s.", type(error).__name__)
