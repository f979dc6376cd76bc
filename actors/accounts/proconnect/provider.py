"""What the provider says of itself: its addresses, read from its discovery document."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache

from actors.accounts.proconnect.refusals import Refused

_KEPT_S = 3600
_LARGEST = 64 * 1024
_LOCAL = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Provider:
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    end_session_endpoint: str


def current() -> Provider:
    """The provider of PROCONNECT_URL; Refused when it is away or says something else."""
    key = f"proconnect:{settings.PROCONNECT_URL}"
    kept = cache.get(key)
    if kept is None:
        kept = _discovered()
        cache.set(key, kept, _KEPT_S)
    return Provider(**kept)


def _discovered() -> dict[str, str]:
    import requests  # by who signs in this way: 8 MB that no page needs

    address = f"{settings.PROCONNECT_URL}/.well-known/openid-configuration"
    try:
        answer = requests.get(address, timeout=settings.PROCONNECT_TIMEOUT_S, allow_redirects=False)
        answer.raise_for_status()
        if len(answer.content) > _LARGEST:
            raise Refused("provider")
        told = answer.json()
        found = {name: str(told[name]) for name in Provider.__dataclass_fields__}
    except (requests.RequestException, ValueError, KeyError, TypeError) as error:
        raise Refused("provider") from error
    if found["issuer"].rstrip("/") != settings.PROCONNECT_URL:
        raise Refused("provider")
    if not all(_is_its_own(found[name]) for name in found):
        raise Refused("provider")
    return found


def _is_its_own(address: str) -> bool:
    """On the provider's own host, over https (or on this machine, for tests)."""
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or parts.hostname in _LOCAL
    return is_safe and parts.netloc == urlsplit(settings.PROCONNECT_URL).netloc
