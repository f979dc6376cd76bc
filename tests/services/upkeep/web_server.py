"""A real web server on this machine, that answers well, badly, slowly or for ever."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        kind, _slash, rest = self.path.lstrip("/").partition("/")
        self.server.asked.append((self.path, self.headers.get("Host")))
        getattr(self, f"answer_{kind}", self.answer_404)(rest)

    def answer_ok(self, rest):
        self.head(200)
        self.wfile.write(b"bonjour")

    def answer_404(self, rest):
        self.head(404)

    def answer_status(self, rest):
        self.head(int(rest))

    def answer_to(self, rest):
        self.head(302, Location=rest)

    def answer_loop(self, rest):
        self.head(302, Location="/loop/")

    def answer_spiral(self, rest):
        self.head(302, Location=f"/spiral/{len(rest)}{rest}")

    def answer_endless(self, rest):
        """A body that never ends."""
        self.head(200)
        self.forever(b"x" * 65536, 0)

    def answer_headers(self, rest):
        """Headers that never end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.forever(b"X-More: 1\r\n", 0)

    def answer_slow(self, rest):
        """One sign now and then: no pause is long, the whole never comes."""
        self.forever(b"H", 0.1)

    def forever(self, piece: bytes, pause: float):
        try:
            while not self.server.is_over:
                self.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            return

    def head(self, status: int, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *args):
        """Nothing on the screen of the tests."""


@contextmanager
def running(wrap=None, handler=Handler) -> Iterator[ThreadingHTTPServer]:
    """The server on a free port; `wrap` makes its socket a secure one. `asked` keeps what came."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads, server.asked, server.is_over = True, [], False
    server.handle_error = lambda request, address: None  # a client that hangs up is no fault
    if wrap:
        server.socket = wrap(server.socket)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.is_over = True
        server.shutdown()
        server.server_close()
        thread.join()
