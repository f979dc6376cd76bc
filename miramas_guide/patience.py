"""No request waits for a database for ever: past a time, its connection is cut under it.

PostgreSQL's own timeouts do not help when PostgreSQL itself stands still: the client waits for an
answer that nobody will send, and the few threads of a process are soon all waiting. A request that
is long for another reason keeps its connection: the first search of a process may analyse
thousands of services between two queries.
"""

import os
import socket
import threading
import time
from contextlib import suppress
from functools import cache

from django.conf import settings
from django.db import connections

# Longer than any page, shorter than what the proxy waits.
PATIENCE_S = 20
# And for one answer, once a request is that long: a page may ask again after its first error.
STILL_S = 3

# Thread of each request under way → when it began, the connections it may wait for.
_held: dict[int, tuple[float, list]] = {}


class PatienceMiddleware:
    """Cuts the connection that a request older than PATIENCE_S still waits for."""

    def __init__(self, get_response):
        self.get_response = get_response
        if any("postgresql" in each["ENGINE"] for each in settings.DATABASES.values()):
            watch(os.getpid())

    def __call__(self, request):
        thread = threading.get_ident()
        _held[thread] = (time.monotonic(), connections.all())
        try:
            return self.get_response(request)
        finally:
            _held.pop(thread, None)


@cache
def watch(process: int) -> threading.Thread:
    """Start the one thread of this process that looks at all requests; a fork has none yet."""
    thread = threading.Thread(target=_look, name="patience", daemon=True)
    thread.start()
    return thread


def _look() -> None:
    since: dict[tuple, float] = {}  # beginning of a request, connection → seen waiting since
    while True:
        time.sleep(1)
        now = time.monotonic()
        waiting = [
            (begun, connection)
            for begun, held in list(_held.values())
            for connection in held
            if is_waiting(connection)
        ]
        since = {each: since.get(each, now) for each in waiting}
        for (begun, connection), start in since.items():
            if now - begun > PATIENCE_S and now - start > STILL_S:
                cut(connection)


def is_waiting(connection) -> bool:
    """True while PostgreSQL owes this connection an answer."""
    underlying = getattr(connection, "connection", None)
    if connection.vendor != "postgresql" or underlying is None:
        return False
    from psycopg.pq import TransactionStatus  # not there for SQLite to load

    return underlying.pgconn.transaction_status == TransactionStatus.ACTIVE


def cut(connection) -> None:
    """Shut the socket of a PostgreSQL connection: who waits on it gets OperationalError."""
    underlying = getattr(connection, "connection", None)
    if connection.vendor != "postgresql" or underlying is None:
        return
    with suppress(Exception):  # closed meanwhile: nobody waits any more
        shared = socket.fromfd(underlying.fileno(), socket.AF_INET, socket.SOCK_STREAM)
        shared.shutdown(socket.SHUT_RDWR)
        shared.close()
