"""Visitors of the tests: a bounded number of requests, on loopback, each counted."""

import http.client
import itertools
import re
import ssl
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

HOST, NAME = "127.0.0.1", "guide.example"
PAGES = (
    *("/", "/services/", "/services/?q=imprimer", "/acteurs/", "/lieux/", "/carte/"),
    *("/services/?pilier=necessite", "/services/?q=tablette&frais=gratuit", "/parcours/"),
)
MOST_REQUESTS = 4_000
TOWNS = itertools.count(1)


def ask(port: int, path: str, *, method="GET", body=None, headers=None, source="127.0.0.1"):
    """One request over https on a connection of its own: (status, headers, text)."""
    context = ssl._create_unverified_context()  # noqa: S323
    connection = http.client.HTTPSConnection(
        HOST, port, timeout=45, context=context, source_address=(source, 0)
    )
    try:
        connection.request(method, path, body, {"Host": NAME} | (headers or {}))
        answer = connection.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, said, answer.read().decode(errors="replace")
    finally:
        connection.close()


@dataclass
class Told:
    """What the visitors saw: counts by outcome, the tokens of the reports that were accepted."""

    outcomes: Counter = field(default_factory=Counter)
    tokens: list[str] = field(default_factory=list)

    @property
    def sent(self) -> int:
        return self.outcomes.total()

    @property
    def failed(self) -> int:
        return sum(n for outcome, n in self.outcomes.items() if outcome not in (200, 302, 304))


class Visitors:
    """Threads that read pages, and one that sends reports, until the block ends."""

    def __init__(self, port: int, *, readers: int = 3, writes: bool = False):
        self.port = port
        self.told = Told()
        self.writes = Told()
        # Networks that no other visitors of this process came from: forms are limited by network.
        self.town = next(TOWNS)
        self._stop = threading.Event()
        self._numbers = itertools.count()
        targets = [self._read] * readers + [self._write] * writes
        self._threads = [threading.Thread(target=target, daemon=True) for target in targets]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def _read(self) -> None:
        while not self._stop.is_set() and (number := next(self._numbers)) < MOST_REQUESTS:
            # Every other page is one that nobody asked for before.
            path = PAGES[number % len(PAGES)]
            if number % 2:
                path += f"{'&' if '?' in path else '?'}n={number}"
            self.told.outcomes[self._tried(path)[0]] += 1

    def _write(self) -> None:
        _status, _headers, form = ask(self.port, "/signaler/")
        [stamp] = re.findall(r'name="shown" value="([^"]+)"', form)
        time.sleep(3.2)  # nobody reads a form faster
        for number in range(1_000):
            if self._stop.wait(0.1):
                return
            said = {"problem": "closed", "message": f"Message {number}", "shown": stamp}
            status, headers = self._tried(
                "/signaler/",
                method="POST",
                body=urlencode(said),
                headers={
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Sec-Fetch-Site": "same-origin",
                },
                source=f"127.{self.town}.{number // 8 % 250 + 1}.1",
            )
            self.writes.outcomes[status] += 1
            if status == 302:
                self.writes.tokens.append(headers["location"].rstrip("/").rsplit("/", 1)[-1])

    def _tried(self, path: str, **options) -> tuple[object, dict]:
        try:
            status, headers, _text = ask(self.port, path, **options)
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__, {}
        return status, headers
