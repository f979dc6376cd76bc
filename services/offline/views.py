"""Pages of the guide without network, and the script that keeps it for who asked."""

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from services.offline import copies
from services.web.caching import cached_page


@cached_page
def keep(request):
    """What it is to keep the guide, how to, and how to take it away again."""
    context = {"size": len(copies.file(request, timezone.now()))}
    return render(request, "services/offline/keep.html", context)


@cached_page
def kept_guide(request):
    """The page a browser keeps: the same words as the file, with the site's own policy."""
    at = timezone.now()
    context = {"body": copies.body(request, at), "day": timezone.localdate(at)}
    return render(request, "services/offline/kept.html", context)


@require_safe
def guide_file(request):
    """One file for a tablet in a room without network; never shown, always taken away."""
    at = timezone.now()
    response = HttpResponse(copies.file(request, at), content_type="text/html; charset=utf-8")
    name = f"guide-numerique-miramas-{timezone.localdate(at).isoformat()}.html"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def service_worker(request):
    """Served at the root, so that it may answer for every page; asked again each time."""
    with open(finders.find("js/service-worker.js"), "rb") as script:
        response = HttpResponse(script.read(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
