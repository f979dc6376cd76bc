"""Pages for what went wrong: kind words, a way out, and someone to call."""

import sys

from django.shortcuts import render

from services.web.faults import WORKING_PAGES, fault_of


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
    """Static on purpose: neither database nor context may be what failed again.

    Staff read what stands in the way when it is the machine: a full disk, a lost database.
    """
    fault = fault_of(sys.exc_info()[1])
    told = fault if request.path_info.startswith(WORKING_PAGES) else ""
    return render(None, "500.html", {"fault": told}, status=503 if fault else 500)
