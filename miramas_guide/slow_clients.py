"""Clients that send a body and stop half-way may hold some threads of the server, never all.

granian gives each request a thread, in which the body is read when a view asks for it; nothing
ends that wait. So bodies are read here, by a limited number of threads at a time: the others
still answer whoever only reads. nginx, in front, reads bodies whole before it passes them on.
"""

import io
from threading import BoundedSemaphore

THREADS = 24  # those of a worker; what they hold is freed after some idle seconds
READERS = 18
# Larger ones (files of an import) are left to their view, which spools them to the disk.
SMALL_BODY = 256 * 1024
_BUSY = "Trop d’envois en même temps. Attendez une minute, puis envoyez de nouveau.\n".encode()


def guarded(application, *, readers: int = READERS):
    """The WSGI application, given bodies already read."""
    free = BoundedSemaphore(readers)

    def answer(environ, start_response):
        length = _length(environ)
        if not length:
            return application(environ, start_response)
        if not free.acquire(blocking=False):
            headers = [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "60")]
            start_response("503 Service Unavailable", headers)
            return [_BUSY]
        try:
            if length > SMALL_BODY:
                return application(environ, start_response)
            environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
        finally:
            free.release()
        return application(environ, start_response)

    return answer


def _length(environ) -> int:
    """Bytes announced; a body that announces none is taken for a large one."""
    said = environ.get("CONTENT_LENGTH") or ""
    if said.isdecimal():
        return int(said)
    return SMALL_BODY + 1 if environ.get("HTTP_TRANSFER_ENCODING") else 0
