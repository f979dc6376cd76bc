"""How long a session lives: 30 minutes unused, 8 hours in all, less when somebody closes it.

The last use is a signed cookie: a page that is only read writes nothing to the database.
"""

import time

from django.conf import settings
from django.contrib.auth import signals
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from actors import audit
from actors.accounts import second_factor
from actors.models import AuditEntry, User

IDLE_S, ABSOLUTE_S = 30 * 60, 8 * 3600
# The cookie is written again at most once a minute.
RENEWED_AFTER_S = 60
BEGAN = "began"
_SALT = "session.seen"


def connect() -> None:
    signals.user_logged_in.connect(_begin)


def _begin(sender, request, user, **kwargs):
    request.session[BEGAN] = time.time()
    second_factor.begin(request, user)
    request.guide_signed_in = True


class AccountMiddleware:
    """`request.user` is somebody only while the session lives and its second factor was given.

    `request.half_signed_in` is who gave a password but not yet the second factor.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        found = request.user
        request.half_signed_in = None
        request.user = SimpleLazyObject(lambda: _person(request, found))
        answer = second_factor.redirection(request)
        response = answer or self.get_response(request)
        return _with_seen_cookie(request, response)


def _person(request, found):
    if not found.is_authenticated:
        return found
    if is_over(request, found):
        request.session_is_over = True
        return AnonymousUser()
    request.guide_signed_in = True
    if not second_factor.is_given(request, found):
        request.half_signed_in = found
        return AnonymousUser()
    return found


def is_over(request, user: User) -> bool:
    now, began = time.time(), request.session.get(BEGAN)
    if not isinstance(began, int | float) or now - began > ABSOLUTE_S:
        return True
    closed = user.sessions_closed_at
    if closed is not None and began <= closed.timestamp():
        return True
    return now - max(began, _seen(request)) > IDLE_S


def close_all(user: User) -> None:
    """Every session of this account ends, wherever it is open."""
    user.sessions_closed_at = timezone.now()
    user.save(update_fields=["sessions_closed_at"])
    audit.record(AuditEntry.Action.SESSIONS_CLOSED, about=f"compte {user.pk}")


def cookie_name() -> str:
    return "__Host-seen" if settings.SESSION_COOKIE_SECURE else "seen"


def _signer(request) -> signing.Signer:
    return signing.Signer(salt=f"{_SALT}.{request.session.session_key}")


def _seen(request) -> float:
    try:
        return float(_signer(request).unsign(request.COOKIES.get(cookie_name(), "")))
    except (signing.BadSignature, ValueError):
        return 0


def _with_seen_cookie(request, response):
    if getattr(request, "session_is_over", False) and not hasattr(request, "guide_signed_in"):
        response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
        response.delete_cookie(cookie_name(), samesite="Lax")
        return response
    is_signed_in = hasattr(request, "guide_signed_in") and request.session.session_key
    if is_signed_in and time.time() - _seen(request) > RENEWED_AFTER_S:
        response.set_cookie(
            cookie_name(),
            _signer(request).sign(f"{time.time():.0f}"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
