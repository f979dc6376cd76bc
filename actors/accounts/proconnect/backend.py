"""The check of everything the provider sends, and which account it opens.

mozilla-django-oidc (5.0.2) verifies neither `iss` nor `aud`, matches accounts by e-mail, takes a
user info that nobody signed, and lets several errors of PyJWT through: each is done here.
"""

import jwt
import requests
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from actors import audit
from actors.accounts.proconnect import is_on, provider
from actors.accounts.proconnect.refusals import Refused
from actors.models import AuditEntry, ProConnectIdentity, User

# With a second factor, whoever the organisation's own provider is.
STRONG = ("eidas0-mfa", "eidas1-mfa", "eidas2", "eidas3")
_NEEDED = ("exp", "iat", "iss", "aud", "sub")
# Clocks differ a little.
_LEEWAY_S = 10


def setting(name: str, *default):
    """What the package asks under its own names."""
    known = {
        "OIDC_RP_CLIENT_ID": settings.PROCONNECT_CLIENT_ID,
        "OIDC_RP_CLIENT_SECRET": settings.PROCONNECT_CLIENT_SECRET,
        "OIDC_RP_SIGN_ALGO": settings.PROCONNECT_ALGORITHM,
        # No name is asked: an address and an organisation are enough.
        "OIDC_RP_SCOPES": "openid email siret",
        "OIDC_TIMEOUT": settings.PROCONNECT_TIMEOUT_S,
        "OIDC_AUTHENTICATION_CALLBACK_URL": "proconnect_back",
        "OIDC_USE_PKCE": True,
        "OIDC_STORE_ID_TOKEN": True,
        "OIDC_STATE_SIZE": 43,
        "OIDC_NONCE_SIZE": 43,
    }
    if name in known:
        return known[name]
    endpoints = {
        "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
        "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
        "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
        "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
    }
    if name in endpoints:
        return getattr(provider.current(), endpoints[name])
    return OIDCAuthenticationBackend.get_settings(name, *default)


class ProConnectBackend(OIDCAuthenticationBackend):
    get_settings = staticmethod(setting)
    # The package's own would keep a closed account signed in.
    get_user = ModelBackend.get_user

    def __init__(self, *args, **kwargs):
        # Django makes one at every sign-in, ProConnect's or not: the provider is asked later.
        self.UserModel = User

    def authenticate(self, request, **kwargs):
        if request is None or "nonce" not in kwargs or not is_on():
            return None
        try:
            super().__init__()
            return super().authenticate(request, **kwargs)
        except (SuspiciousOperation, jwt.PyJWTError) as error:
            raise Refused("token") from error
        except (requests.RequestException, ValueError, TypeError, KeyError) as error:
            raise Refused("provider") from error

    def verify_token(self, token, *, nonce=None, **kwargs):
        """The claims of the id_token, once everything in it was checked."""
        claims = self._decoded(token)
        if not nonce or claims.get("nonce") != nonce:
            raise Refused("token")
        if claims.get("acr") not in STRONG:
            raise Refused("weak")
        return claims

    def _decoded(self, token) -> dict:
        if not isinstance(token, str) or len(token) > 20_000:
            raise Refused("token")
        # The algorithm is the one agreed on, whatever the token says of itself.
        key = self._key_of(token)
        claims = jwt.decode(
            token,
            key,
            algorithms=[settings.PROCONNECT_ALGORITHM],
            audience=settings.PROCONNECT_CLIENT_ID,
            issuer=provider.current().issuer,
            leeway=_LEEWAY_S,
            options={"require": list(_NEEDED)},
        )
        if claims.get("azp", settings.PROCONNECT_CLIENT_ID) != settings.PROCONNECT_CLIENT_ID:
            raise Refused("token")
        return claims

    def _key_of(self, token: str):
        if jwt.get_unverified_header(token).get("alg") != settings.PROCONNECT_ALGORITHM:
            raise Refused("token")
        if settings.PROCONNECT_ALGORITHM.startswith("HS"):
            return settings.PROCONNECT_CLIENT_SECRET
        try:
            return self.retrieve_matching_jwk(token)
        except KeyError as error:
            raise Refused("token") from error  # no `kid`, or keys without one

    def get_userinfo(self, access_token, id_token, payload) -> dict:
        """Signed like the id_token, for us, and about the same person."""
        answer = requests.get(
            self.OIDC_OP_USER_ENDPOINT,
            headers={"Authorization": f"Bearer {access_token}"},
            timeout=settings.PROCONNECT_TIMEOUT_S,
            allow_redirects=False,
        )
        answer.raise_for_status()
        if not answer.headers.get("Content-Type", "").lower().startswith("application/jwt"):
            raise Refused("token")
        claims = self._decoded(answer.text.strip())
        if claims["sub"] != payload["sub"]:
            raise Refused("token")
        return claims

    def get_or_create_user(self, access_token, id_token, payload):
        """Never creates: a manager makes the account, ProConnect proves who opens it."""
        claims = self.get_userinfo(access_token, id_token, payload)
        email = str(claims.get("email") or "").strip().lower()
        siret = "".join(str(claims.get("siret") or "").split())
        with transaction.atomic():
            return _account(payload["iss"], payload["sub"], email, siret)


def _account(issuer: str, subject: str, email: str, siret: str) -> User:
    """The account of this identity, or the one whose e-mail it has and no other identity."""
    identity = (
        ProConnectIdentity.objects.select_related("user")
        .filter(issuer=issuer, subject=subject)
        .first()
    )
    of_email = User.objects.select_for_update().filter(email=email).first() if email else None
    user = identity.user if identity else of_email
    if user is None:
        raise Refused("unknown")
    if identity and user.email != email:
        raise Refused("other_account" if of_email else "email_changed", user.pk)
    if identity is None and ProConnectIdentity.objects.filter(user=user).exists():
        raise Refused("relink", user.pk)
    if not user.is_active:
        raise Refused("inactive", user.pk)
    if not siret or siret not in _allowed_sirets(user):
        raise Refused("siret", user.pk)
    if identity is None:
        ProConnectIdentity.objects.create(user=user, issuer=issuer, subject=subject)
        audit.record(AuditEntry.Action.IDENTITY_LINKED, account=user.pk)
    return user


def _allowed_sirets(user: User) -> set[str]:
    """The town's for its staff; for a partner, those of the organisations it keeps."""
    kept = set(user.membership_set.values_list("actor__siret", flat=True)) - {""}
    return kept | (set(settings.PROCONNECT_SIRETS) if user.is_staff else set())
