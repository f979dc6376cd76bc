"""Going to ProConnect, coming back, leaving: `/proconnect/…`; nothing is there while it is off."""

from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache

from actors import audit
from actors.accounts.proconnect import is_on, provider
from actors.accounts.proconnect.refusals import REASONS, Refused
from actors.models import AuditEntry

ID_TOKEN = "oidc_id_token"  # noqa: S105 the package's name in the session


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


@_refusing
def go(request):
    from actors.accounts.proconnect import exchange  # it loads 20 MB that no page needs

    return exchange.Request.as_view()(request)


@_refusing
def back(request):
    if request.GET.get("state", "") not in request.session.get("oidc_states", {}):
        raise Refused("state")
    from actors.accounts.proconnect import exchange  # as in go

    return exchange.Callback.as_view()(request)


def leave_url(request) -> str:
    """Where who came by ProConnect also leaves ProConnect; "" for everyone else.

    To be asked before the session ends.
    """
    token = request.session.get(ID_TOKEN)
    if not token or not is_on():
        return ""
    import jwt  # as in go

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
