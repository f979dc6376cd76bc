"""Bodies are read by some threads of the server, never by all."""

import io
from threading import Event, Thread

from miramas_guide.slow_clients import SMALL_BODY, guarded


def ask(application, body, length=None) -> tuple[str, bytes]:
    said = []
    environ = {"wsgi.input": body, "CONTENT_LENGTH": str(length or "")}
    parts = application(environ, lambda status, headers: said.append(status))
    return said[0], b"".join(parts)


def echo(environ, start_response):
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


class Stalled(io.RawIOBase):
    """A body of which nothing comes until the client is let go."""

    def __init__(self):
        self.asked, self.let_go = Event(), Event()

    def read(self, size=-1):
        self.asked.set()
        self.let_go.wait(10)
        return b"enfin"


def test_a_stalled_body_leaves_the_readers_of_pages_alone():
    application, stalled = guarded(echo, readers=1), Stalled()
    held = Thread(target=ask, args=(application, stalled, 5))
    held.start()
    assert stalled.asked.wait(10)
    assert ask(application, io.BytesIO()) == ("200 OK", b"")
    status, words = ask(application, io.BytesIO(b"bonjour"), 7)
    assert status.startswith("503")
    assert "Attendez une minute" in words.decode()
    stalled.let_go.set()
    held.join(10)
    assert ask(application, io.BytesIO(b"bonjour"), 7) == ("200 OK", b"bonjour")


def test_a_large_body_is_left_to_its_view():
    body = io.BytesIO(b"x" * (SMALL_BODY + 1))
    seen = []
    application = guarded(lambda environ, start: seen.append(environ["wsgi.input"]) or [])
    application({"wsgi.input": body, "CONTENT_LENGTH": str(SMALL_BODY + 1)}, None)
    assert seen == [body]


def test_a_view_that_fails_gives_its_place_back():
    def broken(environ, start_response):
        raise ValueError

    application = guarded(broken, readers=1)
    for _time in range(3):
        try:
            ask(application, io.BytesIO(b"x" * (SMALL_BODY + 1)), SMALL_BODY + 1)
        except ValueError:
            continue
