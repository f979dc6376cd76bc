"""Who sees what professionals see: city staff, and the advisors of the group « Conseil »."""

from django.conf import settings

from services.roles import ADVISOR


def is_signed_in_advisor(request) -> bool:
    """No session cookie, no query: the public page never looks for an account."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = request.user
    if not (user.is_authenticated and user.is_active):
        return False
    return user.is_staff or user.groups.filter(name=ADVISOR).exists()
