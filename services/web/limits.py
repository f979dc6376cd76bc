"""How often one network may send a public form, without its address being kept.

A limit protects the form, never the pages: when the cache is down, everything passes.
"""

import ipaddress
import logging
import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

_LOG = logging.getLogger(__name__)
_LOCAL = {"127.0.0.1", "::1", ""}


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
    """Count once more for `who`, kept only as a keyed hash; 0 when the cache is down."""
    key = _key(name, who, seconds)
    try:
        cache.add(key, 0, seconds)
        return cache.incr(key)
    except Exception:  # whatever the cache answers, the form must go on
        _LOG.warning("The limit of %s could not be counted.", name)
        return 0


def count(name: str, who: str, seconds: int) -> int:
    """How often `who` was counted in the running window."""
    try:
        return cache.get(_key(name, who, seconds), 0)
    except Exception:  # whatever the cache answers, the form must go on
        _LOG.warning("The limit of %s could not be read.", name)
        return 0


def _key(name: str, who: str, seconds: int) -> str:
    window = int(time.time() // seconds)
    return f"limit:{name}:{salted_hmac(f'limit.{name}', f'{who}|{window}').hexdigest()[:32]}"
