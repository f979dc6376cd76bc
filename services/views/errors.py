"""Pages for what went wrong: kind words, a way out, and someone to call."""

from django.shortcuts import render


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """A form that was open too long, or sent from elsewhere."""
    return render(request, "403.html", {"expired_form": True}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """Static on purpose: neither database nor context may be what failed again."""
    return render(None, "500.html", status=500)
