"""Requests given straight to the WSGI application, as the server gives them: no socket between."""

import io
import os
import urllib.parse
from collections.abc import Callable
from functools import cache

ROOT = "tests.benchmarks.addresses"


@cache
def application() -> Callable:
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def ask(url: str, **headers: str) -> tuple[int, dict[str, str], int]:
    """Status, headers and number of bytes of the answer, read to its end."""
    path, _, query = url.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": urllib.parse.unquote(path).encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "testserver",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    told: list = []
    parts = application()(environ, lambda status, found, *_error: told.extend((status, found)))
    try:
        size = sum(map(len, parts))
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return int(told[0].split()[0]), dict(told[1]), size


def settings_of(database: str, folder: str, *, semantics: bool = True) -> dict[str, str]:
    """The environment of a site to be measured."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "miramas_guide.settings",
        "DEBUG": "off",
        "SECRET_KEY": "a-benchmark-protects-nothing-with-this-key-of-fifty",
        "SITE_URL": "http://testserver",
        "VAR_DIR": folder,
        "DATABASE_URL": database,
        "SEARCH_SEMANTICS": "on" if semantics else "off",
    }
