"""No request waits for a database for ever: past a time, its connection is cut under it.

PostgreSQL's own timeouts do not help when PostgreSQL itself stands still: the client waits for an
answer that nobody will send, and the few threads of a process are soon all waiting.
"""

import socket
import threading
import time
from contextlib import suppress

from django.conf import settings
from django.db import connections

# Longer than any page, shorter than what the proxy waits.
PATIENCE_S = 20


class PatienceMiddleware:
    """Cuts the PostgreSQL connections of a request that lasts longer than PATIENCE_S."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.waiting: dict[int, tuple[float, list]] = {}
        if any("postgresql" in each["ENGINE"] for each in settings.DATABASES.values()):
            threading.Thread(target=self._watch, name="patience", daemon=True).start()

    def __call__(self, request):
        thread = threading.get_ident()
        self.waiting[thread] = (time.monotonic() + PATIENCE_S, connections.all())
        try:
            return self.get_response(request)
        finally:
            self.waiting.pop(thread, None)

    def _watch(self) -> None:
        while True:
            time.sleep(1)
            now = time.monotonic()
            for until, held in list(self.waiting.values()):
                if now > until:
                    for connection in held:
                        cut(connection)


def cut(connection) -> None:
    """Shut the socket of a PostgreSQL connection: who waits on it gets OperationalError."""
    underlying = getattr(connection, "connection", None)
    if connection.vendor != "postgresql" or underlying is None:
        return
    with suppress(Exception):  # closed meanwhile: nobody waits any more
        shared = socket.fromfd(underlying.fileno(), socket.AF_INET, socket.SOCK_STREAM)
        shared.shutdown(socket.SHUT_RDWR)
        shared.close()
