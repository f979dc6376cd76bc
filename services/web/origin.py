"""Public forms without a cookie: only pages of this site may post them."""

from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.views.decorators.csrf import csrf_exempt


def is_same_origin(request) -> bool:
    """By Sec-Fetch-Site where the browser sends it, else by Origin, else by Referer."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(said).netloc == request.get_host()


def same_origin_post(view):
    """Replace the CSRF token, which needs a cookie, by a check of where the form came from."""

    @csrf_exempt
    @wraps(view)
    def checked(request, *args, **kwargs):
        if request.method == "POST" and not is_same_origin(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked
