"""Going to ProConnect, coming back, leaving: `/proconnect/…`; nothing is there while it is off."""

import json
from functools import wraps
from urllib.parse import urlencode

import jwt
from django.conf import settings
from django.contrib import auth
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from mozilla_django_oidc.views import (
    OIDCAuthenticationCallbackView,
    OIDCAuthenticationRequestView,
)

from actors import audit
from actors.accounts.proconnect import is_on, provider
from actors.accounts.proconnect.backend import STRONG, setting
from actors.accounts.proconnect.refusals import REASONS, Refused
from actors.models import AuditEntry

_ID_TOKEN = "oidc_id_token"  # noqa: S105 the package's name in the session
# Asked again when the answer comes (backend).
_CLAIMS = {
    "id_token": {"acr": {"essential": True, "values": list(STRONG)}, "amr": {"essential": True}}
}


def _refusing(view):
    """One line in the trail, no session, and words to the person, whatever went wrong."""

    @never_cache
    @wraps(view)
    def answered(request, *args, **kwargs):
        if not is_on():
            raise Http404
        request.sign_in_way = "proconnect"
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return _refused(request, refused)
        except SuspiciousOperation:
            return _refused(request, Refused("state"))

    return answered


def _refused(request, refused: Refused):
    status, words = REASONS[refused.code]
    if refused.code != "state":
        request.session.flush()  # begun for this answer; another site's link must not sign out
    about = f"compte {refused.account}" if refused.account else ""
    # Without the person of the session: nobody is proven.
    audit.record(AuditEntry.Action.REFUSED, about=about, way="proconnect", why=refused.code)
    context = {"words": words, "section": "partner", "noindex": True}
    return render(request, "accounts/proconnect_refused.html", context, status=status)


class _Request(OIDCAuthenticationRequestView):
    get_settings = staticmethod(setting)

    def get_extra_params(self, request) -> dict:
        return {"claims": json.dumps(_CLAIMS, separators=(",", ":"))}


class _Callback(OIDCAuthenticationCallbackView):
    get_settings = staticmethod(setting)

    def login_success(self):
        wanted = self.request.session.get("oidc_login_next")
        id_token = self.request.session.get(_ID_TOKEN)
        # Another person may have been signed in on this computer.
        if self.request.user.is_authenticated:
            auth.logout(self.request)
            self.request.session[_ID_TOKEN] = id_token
        auth.login(self.request, self.user, backend=self.user.backend)
        return HttpResponseRedirect(wanted if _is_ours(wanted) else _home_of(self.user))

    def login_failure(self):
        raise Refused("declined" if self.request.GET.get("error") == "access_denied" else "state")


def _is_ours(address) -> bool:
    is_local = url_has_allowed_host_and_scheme(address or "", allowed_hosts=None)
    return is_local and address.startswith("/")


def _home_of(user) -> str:
    """`partner_home` is a page of another app, known here by its name alone."""
    return reverse("admin:index" if user.is_staff else "partner_home")


@_refusing
def go(request):
    return _Request.as_view()(request)


@_refusing
def back(request):
    if request.GET.get("state", "") not in request.session.get("oidc_states", {}):
        raise Refused("state")
    return _Callback.as_view()(request)


def leave_url(request) -> str:
    """Where who came by ProConnect also leaves ProConnect; "" for everyone else.

    To be asked before the session ends.
    """
    token = request.session.get(_ID_TOKEN)
    if not token or not is_on():
        return ""
    try:
        end = provider.current().end_session_endpoint
        jwt.get_unverified_header(token)
    except (Refused, jwt.PyJWTError):
        return ""
    query = {
        "id_token_hint": token,
        "state": get_random_string(43),
        "post_logout_redirect_uri": f"{settings.SITE_URL}/",
    }
    return f"{end}?{urlencode(query)}"
