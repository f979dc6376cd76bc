"""The map's background through our own nginx: who looks at what is told to nobody."""

import http.client
import os
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests import databases
from tests.deployed.nginx import PROGRAM, SHIPPED

TILES = SHIPPED.with_name("tiles.conf")


class Upstream(BaseHTTPRequestHandler):
    """In the place of the IGN."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Set-Cookie", "traceur=1")
        self.end_headers()
        self.wfile.write(b"a tile")

    def log_message(self, *args):
        """Nothing on the screen of the tests."""


@pytest.fixture
def upstream():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    server.daemon_threads, server.asked = True, []
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def port(upstream, tmp_path):
    """nginx with the file that is shipped, whose upstream alone is another."""
    tiles = TILES.read_text(encoding="utf-8")
    assert "https://data.geopf.fr/wmts" in tiles
    tiles = tiles.replace("https://data.geopf.fr", f"http://127.0.0.1:{upstream.server_port}")
    number = databases.free_port()
    folders = "".join(
        f"{name}_temp_path {tmp_path}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''}\ndaemon off;\npid {tmp_path}/pid;\n"
        f"error_log {tmp_path}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n{folders}"
        f"proxy_cache_path {tmp_path}/tuiles levels=1:2 keys_zone=tuiles:1m;\n"
        f"server {{ listen 127.0.0.1:{number};\n{tiles}\n}} }}\n",
        encoding="utf-8",
    )
    with databases.running([PROGRAM, "-c", str(tmp_path / "nginx.conf")], number):
        yield number


def ask(port: int, path: str) -> tuple[int, dict, bytes]:
    told = {"Cookie": "session=secret", "Referer": "https://guide/?q=divorce", "User-Agent": "Moi"}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers=told | {"X-Forwarded-For": "203.0.113.7"})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def test_the_ign_sees_neither_visitor_nor_page_and_is_asked_once(upstream, port):
    for _time in range(3):
        status, headers, body = ask(port, "/tuiles/14/8420/5970.png")
        assert (status, body) == (200, b"a tile")
        assert "Set-Cookie" not in headers
    [(path, headers)] = upstream.asked
    assert "TILEMATRIX=14" in path and "TILEROW=5970" in path and "TILECOL=8420" in path
    seen = {name.lower() for name in headers}
    assert seen <= {"host", "connection"}


@pytest.mark.parametrize(
    "path",
    [
        *("/tuiles/9/1/1.png", "/tuiles/19/1/1.png", "/tuiles/14/8420/5970.png/../../x"),
        *("/tuiles/14/8420/5970", "/tuiles/14/a/b.png", "/tuiles/14/8420/5970&LAYER=x.png"),
        "/tuiles/14/99999999/1.png",
    ],
)
def test_nothing_but_tiles_of_the_map_is_asked(upstream, port, path):
    assert ask(port, path)[0] == 404
    assert upstream.asked == []
