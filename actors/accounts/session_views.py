"""`/gestion/session/`: whether one is still signed in. Asking is using: it puts the end off."""

import time

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actors.accounts import sessions


@never_cache
@require_safe
def session_left(request):
    """Seconds left, and the token that a form opened before needs to be sent after."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0})
    began = request.session.get(sessions.BEGAN, 0)
    left = sessions.ABSOLUTE_S - (time.time() - began)
    return JsonResponse({"seconds": int(min(sessions.IDLE_S, left)), "token": get_token(request)})
