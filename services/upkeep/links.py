"""Whether a public page still answers, asked without ever reaching a machine of our own network.

A link comes from a form or an import: whoever writes it chooses where this server connects. So
each name is resolved once, every address it gives must be public, the connection goes to the very
address that was checked (a name that changes in between changes nothing), each redirect is
treated as a new link, no body is read, and time is bounded. Pure: no model, no setting.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

REDIRECTS, SECONDS = 3, 8.0
PORTS = {"http": 80, "https": 443}
AGENT = "miramas-guide (verification of links)"
# refused: not a public address. unknown: the name does not exist. silent: nobody answers in time.
# certificate: not trusted. loop: too many redirects. broken: an answer that says no.
PROBLEMS = ("refused", "unknown", "silent", "certificate", "loop", "broken")
# Servers that answer so to a robot are alive all the same.
_ALIVE = {401, 402, 403, 405, 406, 418, 429, 451, 999}
_MOVED = {301, 302, 303, 307, 308}
# IPv6 prefixes whose last bits are an IPv4 address, and the only ones that are routed.
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
_ROUTED = ipaddress.ip_network("2000::/3")

Address = tuple[str, int]
Resolver = Callable[[str, int], Iterable[str]]


class Refused(Exception):
    """The link may not be followed."""


@dataclass(frozen=True)
class Verdict:
    """`problem` is one of PROBLEMS, or "" when the page answers; `status` where one came."""

    problem: str = ""
    status: int = 0
    url: str = ""


def check(
    url: str,
    *,
    trusted: frozenset[Address] = frozenset(),
    resolve: Resolver | None = None,
    seconds: float = SECONDS,
) -> Verdict:
    """What a visitor would meet at this address.

    `trusted` lists exact (address, port) pairs that pass without being public: those of a
    server of a test, and nothing else; no setting reaches it.
    """
    deadline = time.monotonic() + seconds
    seen: set[str] = set()
    while url not in seen and len(seen) <= REDIRECTS:
        seen.add(url)
        try:
            target = _target(url)
            address = _address(target, trusted, resolve or _resolve)
            status, location = _ask(target, address, deadline)
            following = urljoin(url, location)
        except ssl.SSLCertVerificationError:  # also a ValueError: it comes first
            return Verdict("certificate", url=url)
        except (Refused, ValueError):
            return Verdict("refused", url=url)
        except LookupError:
            return Verdict("unknown", url=url)
        except (OSError, http.client.HTTPException):
            return Verdict("silent", url=url)
        if status not in _MOVED or not location:
            is_alive = status < 400 or status in _ALIVE
            return Verdict("" if is_alive else "broken", status, url)
        url = following
    return Verdict("loop", url=url)


def is_public(text: str) -> bool:
    """Whether an address is one of the open internet, whatever way it is written."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if address.version == 4:
        return address.is_global and not (address.is_multicast or address.is_reserved)
    inner = _inner(address)
    if inner is not None:
        return is_public(str(inner))
    return address in _ROUTED and address.is_global


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that this one carries."""
    if any(address in network for network in _TRANSLATED):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _target(url: str) -> SplitResult:
    """The parts of a link that may be asked: http or https, a name, no password."""
    target = urlsplit(url)
    is_plain = all(sign > " " and sign != "\x7f" for sign in url)
    if not is_plain or target.scheme not in PORTS or not target.hostname or "@" in target.netloc:
        raise Refused
    return target


def _port(target: SplitResult) -> int:
    return target.port or PORTS[target.scheme]


def _address(target: SplitResult, trusted: frozenset[Address], resolve: Resolver) -> str:
    """The first address of the name; one private address among them refuses them all."""
    port = _port(target)
    found = list(resolve(target.hostname, port))
    if not found:
        raise LookupError(target.hostname)
    for address in found:
        is_open = port in PORTS.values() and is_public(address)
        if not is_open and (address, port) not in trusted:
            raise Refused
    return found[0]


def _resolve(name: str, port: int) -> list[str]:
    try:
        rows = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise LookupError(name) from error
    # IPv4 first: not every server of a town has IPv6.
    rows.sort(key=lambda row: row[0] != socket.AF_INET)
    return [row[4][0] for row in rows]


def _ask(target: SplitResult, address: str, deadline: float) -> tuple[int, str]:
    """(status, Location) of one GET, whose body is not read."""
    connection = _Pinned(target, address, deadline)
    try:
        connection.request("GET", _path(target), headers=_headers(target))
        with connection.getresponse() as answer:
            location = answer.headers.get("Location", "")
            return answer.status, location.encode("latin-1", "replace").decode("utf-8", "replace")
    finally:
        connection.close()


def _path(target: SplitResult) -> str:
    path = target.path or "/"
    whole = f"{path}?{target.query}" if target.query else path
    return "".join(sign if sign.isascii() else _escaped(sign) for sign in whole)


def _escaped(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))


def _headers(target: SplitResult) -> dict[str, str]:
    name = target.hostname.encode("idna").decode() if ":" not in target.hostname else ""
    host = name or f"[{target.hostname}]"
    shown = host if target.port is None else f"{host}:{target.port}"
    return {"Host": shown, "User-Agent": AGENT, "Accept": "text/html,*/*", "Connection": "close"}


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, whatever its name has become, cut at the deadline."""

    def __init__(self, target: SplitResult, address: str, deadline: float):
        super().__init__(target.hostname, _port(target))
        self._target, self._address, self._deadline = target, address, deadline
        self._watch: threading.Timer | None = None

    def connect(self):
        self.sock = socket.create_connection((self._address, self.port), self._left())
        # A server that sends a byte now and then trips no timeout: the watch cuts the line.
        self._watch = threading.Timer(self._left(), self._cut)
        self._watch.daemon = True
        self._watch.start()
        if self._target.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def close(self):
        if self._watch:
            self._watch.cancel()
        super().close()

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _cut(self):
        try:
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
        except (OSError, TypeError):
            return  # closed meanwhile
