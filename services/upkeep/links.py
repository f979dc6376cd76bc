"""Whether a public page still answers, asked without ever reaching a machine of our own network.

A link comes from a form or an import: whoever writes it chooses where this server connects. So
each name is resolved once, every address it gives must be public, the connection goes to the very
address that was checked (a name that changes in between changes nothing), each redirect is
treated as a new link, and size and time are bounded. Pure: no model, no setting.
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

REDIRECTS, SECONDS, MOST_BYTES = 3, 8.0, 64 * 1024
PORTS = {"http": 80, "https": 443}
AGENT = "miramas-guide (verification of links)"
# Servers that answer so to a robot are alive all the same.
_ALIVE = {401, 402, 403, 405, 406, 418, 429, 451, 999}
_MOVED = {301, 302, 303, 307, 308}
# IPv6 prefixes whose last bits are an IPv4 address.
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
_LOCAL_TRANSLATED = ipaddress.ip_network("64:ff9b:1::/48")

Address = tuple[str, int]
Resolver = Callable[[str, int], Iterable[str]]


class Refused(Exception):
    """The link may not be followed."""


class Unanswered(Exception):
    """Nobody answered, or nothing that can be read."""


@dataclass(frozen=True)
class Verdict:
    """`problem` is a code of PROBLEMS, or "" when the page answers; `status` where one came."""

    problem: str = ""
    status: int = 0
    url: str = ""


# refused: not a public address. unknown: the name does not exist. silent: nobody answers in time.
# certificate: not trusted. loop: too many redirects. broken: an answer that says no.
PROBLEMS = ("refused", "unknown", "silent", "certificate", "loop", "broken")


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
    resolve = resolve or _resolve
    seen: set[str] = set()
    for _hop in range(REDIRECTS + 1):
        if url in seen:
            break
        seen.add(url)
        try:
            target = _target(url)
            address = _address(target, trusted, resolve)
            status, location = _ask(target, address, deadline)
        except Refused:
            return Verdict("refused", url=url)
        except LookupError:
            return Verdict("unknown", url=url)
        except ssl.SSLCertVerificationError:
            return Verdict("certificate", url=url)
        except (OSError, http.client.HTTPException, Unanswered):
            return Verdict("silent", url=url)
        if status not in _MOVED or not location:
            is_alive = status < 400 or status in _ALIVE
            return Verdict("" if is_alive else "broken", status, url)
        url = urljoin(url, location)
    return Verdict("loop", url=url)


def is_public(text: str) -> bool:
    """Whether an address is one of the open internet, whatever way it is written."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(address)
    if inner is not None:
        return is_public(str(inner))
    if address.version == 6 and address in _LOCAL_TRANSLATED:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inner(address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one carries."""
    if address.version == 4:
        return None
    if any(address in network for network in _TRANSLATED):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _target(url: str) -> SplitResult:
    """The parts of a link that may be asked: http or https, a name, its usual port, no password."""
    if any(sign <= " " or sign == "\x7f" for sign in url):
        raise Refused
    try:
        target = urlsplit(url)
        has_port = target.port is not None
    except ValueError as error:
        raise Refused from error
    if target.scheme not in PORTS or not target.hostname or "@" in target.netloc:
        raise Refused
    return target._replace(fragment="") if has_port or target.hostname else target


def _port(target: SplitResult) -> int:
    return target.port or PORTS[target.scheme]


def _address(target: SplitResult, trusted: frozenset[Address], resolve: Resolver) -> str:
    """The first address of the name; one private address among them refuses them all."""
    port = _port(target)
    found = list(resolve(target.hostname, port))
    if not found:
        raise LookupError(target.hostname)
    for address in found:
        is_usual = port in PORTS.values() and is_public(address)
        if not is_usual and (address, port) not in trusted:
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
    """(status, Location) of one GET, read from the address already checked."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise Unanswered
    connection = _Pinned(target, address, timeout=left)
    # A server that sends a byte now and then never trips a timeout: the watch closes the line.
    watch = threading.Timer(left, connection.cut)
    watch.daemon = True
    watch.start()
    try:
        connection.request("GET", _path(target), headers=_headers(target))
        answer = connection.getresponse()
        answer.read(MOST_BYTES)
        return answer.status, answer.headers.get("Location", "")
    finally:
        watch.cancel()
        connection.close()


def _path(target: SplitResult) -> str:
    path = target.path or "/"
    whole = f"{path}?{target.query}" if target.query else path
    return urljoin("/", _ascii(whole)) if not whole.startswith("/") else _ascii(whole)


def _ascii(text: str) -> str:
    return "".join(
        sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode())
        for sign in text
    )


def _headers(target: SplitResult) -> dict[str, str]:
    name = target.hostname.encode("idna").decode() if not target.hostname.isascii() else None
    host = name or target.hostname
    host = f"[{host}]" if ":" in host else host
    shown = host if target.port is None else f"{host}:{target.port}"
    return {"Host": shown, "User-Agent": AGENT, "Accept": "text/html,*/*", "Connection": "close"}


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, whatever its name would resolve to by now."""

    def __init__(self, target: SplitResult, address: str, *, timeout: float):
        super().__init__(target.hostname, _port(target), timeout=timeout)
        self._target, self._address = target, address

    def connect(self):
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def cut(self):
        """End whatever is being waited for, from another thread."""
        line = self.sock
        if line is not None:
            try:
                socket.socket.shutdown(line, socket.SHUT_RDWR)
            except OSError:
                return
