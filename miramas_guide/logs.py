"""One JSON line a message, with the id of its request; no address, no word searched, no value.

nginx makes the id (`X-Request-ID`) and writes it in its own log: the two can be read together.
"""

import json
import logging
import re
import secrets
import traceback
from contextvars import ContextVar

from django.utils import timezone

_GIVEN = re.compile(r"[0-9a-f]{8,64}")
_request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestIdMiddleware:
    """Takes the id that the proxy gives, else makes one; says it in the answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        number = given if _GIVEN.fullmatch(given) else secrets.token_hex(16)
        # Stays until this thread's next request: Django logs an answer once it has left here.
        _request_id.set(number)
        request.request_id = number  # for the audit trail
        response = self.get_response(request)
        response.headers["X-Request-ID"] = number
        return response


class JsonFormatter(logging.Formatter):
    """{"time", "level", "logger", "message", "request", "status", "error", "trace"}."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": timezone.now().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := _request_id.get():
            line["request"] = number
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info and record.exc_info[1]:
            line |= _error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _error(error: BaseException) -> dict:
    """Where it went wrong. The words of an error may repeat what somebody typed, an address or
    the values of a row: only those of our own faults of the system are told."""
    said = type(error).__name__
    if isinstance(error, OSError) and error.strerror:
        said += f": {error.strerror}"
    places = traceback.extract_tb(error.__traceback__)
    return {"error": said, "trace": [f"{p.filename}:{p.lineno} {p.name}" for p in places]}
