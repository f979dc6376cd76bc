"""The two halves of a sign-in by ProConnect; loads the package, which no other page needs."""

import json

from django.contrib import auth
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from mozilla_django_oidc.views import (
    OIDCAuthenticationCallbackView,
    OIDCAuthenticationRequestView,
)

from actors.accounts.proconnect.backend import STRONG, setting
from actors.accounts.proconnect.refusals import Refused
from actors.accounts.proconnect.views import ID_TOKEN

# Asked again when the answer comes (backend).
_CLAIMS = {
    "id_token": {"acr": {"essential": True, "values": list(STRONG)}, "amr": {"essential": True}}
}


class Request(OIDCAuthenticationRequestView):
    get_settings = staticmethod(setting)

    def get_extra_params(self, request) -> dict:
        return {"claims": json.dumps(_CLAIMS, separators=(",", ":"))}


class Callback(OIDCAuthenticationCallbackView):
    get_settings = staticmethod(setting)

    def login_success(self):
        wanted = self.request.session.get("oidc_login_next")
        id_token = self.request.session.get(ID_TOKEN)
        # Another person may have been signed in on this computer.
        if self.request.user.is_authenticated:
            auth.logout(self.request)
            self.request.session[ID_TOKEN] = id_token
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
