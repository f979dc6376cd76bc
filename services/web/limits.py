"""How often one network may send a form, without its address being kept.

When the cache is down, this process counts by itself: forms go on, limits too.
"""

import ipaddress
import logging
import time
from threading import Lock

from django.core.cache import cache
from django.utils.crypto import salted_hmac

_LOG = logging.getLogger(__name__)
_LOCAL = {"127.0.0.1", "::1", ""}
_lock = Lock()
_here: dict[str, int] = {}
_MOST_HERE = 10_000


def network_of(request) -> str:
    """The network asked from: /24 in IPv4, /48 in IPv6.

    Behind a proxy of this machine, the last address that the proxy itself wrote.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if address in _LOCAL:
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rsplit(",", 1)[-1].strip() or address
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    prefix = 24 if found.version == 4 else 48
    return str(ipaddress.ip_network(f"{found}/{prefix}", strict=False))


def allowed(name: str, request, *, most: int, seconds: int) -> bool:
    """Count this request for its network; False beyond `most` in the running window."""
    return add(name, network_of(request), seconds) <= most


def add(name: str, who: str, seconds: int) -> int:
    """Count once more for `who`, kept only as a keyed hash."""
    key = _key(name, who, seconds)
    try:
        cache.add(key, 0, seconds)
        return cache.incr(key)
    except Exception:  # whatever the cache answers, the form must go on
        _LOG.warning("The limit of %s is counted by this process alone.", name)
        return _counted_here(key)


def count(name: str, who: str, seconds: int) -> int:
    """How often `who` was counted in the running window."""
    key = _key(name, who, seconds)
    # What was counted here while the cache was away; a forgiving one then answers 0.
    here = _here.get(key, 0)
    try:
        return max(cache.get(key, 0), here)
    except Exception:  # whatever the cache answers, the form must go on
        _LOG.warning("The limit of %s is read from this process alone.", name)
        return here


def _counted_here(key: str) -> int:
    with _lock:
        if len(_here) >= _MOST_HERE:
            _here.clear()  # a flood of networks: the count starts again rather than grow for ever
        _here[key] = _here.get(key, 0) + 1
        return _here[key]


def _key(name: str, who: str, seconds: int) -> str:
    window = int(time.time() // seconds)
    return f"limit:{name}:{salted_hmac(f'limit.{name}', f'{who}|{window}').hexdigest()[:32]}"
