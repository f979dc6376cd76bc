"""The second factor of city staff: a telephone's codes (TOTP, RFC 6238), and codes on paper.

Asked over https; a test on one's own machine does without, unless the account enrolled.
"""

import base64
import hashlib
import secrets
import time
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django_otp.oath import TOTP

from actors import audit
from actors.models import AuditEntry, RecoveryCode, SecondFactor, User

STATE, GIVEN_AT = "factor", "factor_at"
ASKED, FREE, GIVEN = "asked", "free", "given"
STEP_S = 30
# A phone's clock may be half a minute off.
TOLERANCE = 1
CODES = 10
# No sign that reads like another; 12 of 31 make 59 bits.
_ALPHABET, _LENGTH = "23456789abcdefghjkmnpqrstuvwxyz", 12
# Accounts and roles ask the factor again after a quarter of an hour; a form already open
# has an hour, so that nothing typed is lost.
FRESH_S, FRESH_FOR_FORMS_S = 15 * 60, 3600
STAFF_PAGES = "/gestion/"
SENSITIVE = ("/gestion/actors/user/", "/gestion/actors/membership/")
_OPEN = ("/gestion/login/", "/gestion/logout/", "/gestion/second-facteur/", "/gestion/jsi18n/")
_SALT = "second-factor"


def begin(request, user: User) -> None:
    """At a sign-in: what this session must still give; ProConnect already gave it."""
    if getattr(request, "sign_in_way", "") == "proconnect":
        give(request)
        return
    is_asked = user.is_staff and (settings.SECOND_FACTOR_REQUIRED or is_enrolled(user))
    request.session[STATE] = ASKED if is_asked else FREE


def give(request) -> None:
    request.session[STATE], request.session[GIVEN_AT] = GIVEN, time.time()


def is_given(request, user: User) -> bool:
    state = request.session.get(STATE)
    if state == GIVEN or not user.is_staff:
        return True
    return state == FREE and not settings.SECOND_FACTOR_REQUIRED


def is_enrolled(user: User) -> bool:
    return SecondFactor.objects.filter(user=user).exists()


def redirection(request):
    """Where a page of `/gestion/` sends who has not given the factor, or gave it long ago."""
    path = request.path_info
    if not path.startswith(STAFF_PAGES) or path.startswith(_OPEN):
        return None
    is_known = request.user.is_authenticated
    if request.half_signed_in is None and not (is_known and _is_stale(request)):
        return None
    back = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('second_factor')}?{back}")


def _is_stale(request) -> bool:
    if not settings.SECOND_FACTOR_REQUIRED or not request.path_info.startswith(SENSITIVE):
        return False
    most = FRESH_S if request.method in ("GET", "HEAD") else FRESH_FOR_FORMS_S
    return time.time() - request.session.get(GIVEN_AT, 0) > most


# ── a telephone ──


def new_secret() -> str:
    """20 bytes, as RFC 4226 asks, in base 32 as telephones read them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def address_of(secret: str, user: User) -> str:
    """What the square holds: `otpauth://totp/…`."""
    issuer = quote("Guide numérique")
    label = quote(str(user.email or user.label or user.pk))
    return f"otpauth://totp/{issuer}:{label}?secret={secret}&issuer={issuer}"


def sealed(secret: str, user: User) -> str:
    """The secret in a form that is being filled: nothing is kept before the first good code."""
    return signing.dumps([user.pk, _cipher().encrypt(secret.encode()).decode()], salt=_SALT)


def unsealed(text: str, user: User) -> str:
    """Give the secret back; "" when the form is not this person's or is an hour old."""
    from cryptography.fernet import InvalidToken  # as in _cipher

    try:
        owner, hidden = signing.loads(text, salt=_SALT, max_age=3600)
        return _cipher().decrypt(hidden.encode()).decode() if owner == user.pk else ""
    except (signing.BadSignature, InvalidToken, ValueError, TypeError):
        return ""


def matching_step(secret: str, code: str, *, after: int = -1) -> int | None:
    """The half-minute whose code this is, later than `after`; None when it is of none."""
    if not (code.isascii() and code.isdecimal() and len(code) == 6):
        return None
    totp = TOTP(base64.b32decode(secret), step=STEP_S)
    totp.time = time.time()
    if not totp.verify(int(code), TOLERANCE, after + 1):
        return None
    return totp.t()


def enrol(user: User, secret: str, code: str) -> list[str]:
    """Keep the telephone when its code is right; the ten codes to print, else nothing."""
    step = matching_step(secret, code)
    if step is None:
        return []
    hidden = _cipher().encrypt(secret.encode()).decode()
    with transaction.atomic():
        SecondFactor.objects.filter(user=user).delete()
        SecondFactor.objects.create(user=user, secret=hidden, last_step=step)
        audit.record(AuditEntry.Action.FACTOR_ADDED, account=user.pk)
        return new_recovery_codes(user)


def new_recovery_codes(user: User) -> list[str]:
    """Ten new codes, in groups of four signs; the former ones stop working."""
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)) for _ in range(CODES)]
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(user=user, digest=_digest(code)) for code in codes
        )
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


def check(user: User, typed: str) -> bool:
    """Whether this is a code of the telephone, not yet used, or one of the paper's."""
    code = "".join(typed.split()).replace("-", "").lower()[:40]
    with transaction.atomic():
        device = SecondFactor.objects.select_for_update().filter(user=user).first()
        if device is None or not device.verify_is_allowed()[0]:
            return False
        step = matching_step(_secret_of(device), code, after=device.last_step)
        if step is None and not _use_recovery_code(user, code):
            device.throttle_increment()
            audit.record(AuditEntry.Action.FACTOR_REFUSED, account=user.pk)
            return False
        device.last_step = device.last_step if step is None else step
        device.throttle_reset()
    return True


def waiting_s(user: User) -> int:
    """Seconds before the next code is looked at: 1, 2, 4, 8… after each wrong one."""
    device = SecondFactor.objects.filter(user=user).first()
    is_allowed, told = device.verify_is_allowed() if device else (True, None)
    if is_allowed:
        return 0
    return max(1, round(told["locked_until"].timestamp() - time.time()))


def reset(user: User) -> bool:
    """Forget the telephone and the paper codes, close every session; False if there was none."""
    from actors.accounts import sessions

    with transaction.atomic():
        count, _each = SecondFactor.objects.filter(user=user).delete()
        RecoveryCode.objects.filter(user=user).delete()
        if count:
            audit.record(AuditEntry.Action.FACTOR_RESET, about=f"compte {user.pk}")
            sessions.close_all(user)
    return bool(count)


def _use_recovery_code(user: User, code: str) -> bool:
    used, _each = RecoveryCode.objects.filter(user=user, digest=_digest(code)).delete()
    return bool(used)


def _digest(code: str) -> str:
    # 59 random bits need no slow digest: there is no dictionary of them.
    return hashlib.sha256(f"recovery.{code}".encode()).hexdigest()


def _secret_of(device: SecondFactor) -> str:
    from cryptography.fernet import InvalidToken  # as in _cipher

    try:
        return _cipher().decrypt(device.secret.encode()).decode()
    except InvalidToken:
        return new_secret()  # the site's secret key was changed: only paper codes still open


def _cipher():
    from cryptography.fernet import Fernet  # by who signs in with it: 8 MB that no page needs

    key = hashlib.sha256(f"{_SALT}.{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
