"""Fixed pages: the ones the law asks for, the site map, robots, icons."""

from datetime import timedelta

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from actors import glossary
from actors.models import Actor, Location
from services.models import Service
from services.privacy import register
from services.views.home import needs, pillars
from services.web.caching import cached_page
from services.web.context import surroundings


@cached_page
def site_map(request):
    context = {
        "pillars": pillars(request),
        "needs": needs(request),
        "actors": Actor.objects.published().in_alphabetical_order(),
        "locations": Location.objects.published().in_alphabetical_order(),
        "services": Service.objects.published().select_related("actor").in_alphabetical_order(),
    }
    return render(request, "services/site_map.html", context)


@cached_page
def words(request):
    """Hard words, each in one plain sentence."""
    return render(request, "services/words.html", {"entries": glossary.ENTRIES})


@cached_page
def legal(request):
    return render(request, "services/legal.html")


@cached_page
def privacy(request):
    return render(request, "services/privacy.html", {"register": register.REGISTER})


def robots(request):
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('shortlist')}",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def security(request):
    """Whom to tell of a weakness; the date is never more than half a year ahead."""
    expires = (timezone.now() + timedelta(days=180)).replace(minute=0, second=0, microsecond=0)
    contact = surroundings(request).guide.contact_email
    site = settings.SITE_URL
    lines = [
        f"Contact: mailto:{contact}" if contact else f"Contact: {site}{reverse('report')}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: fr, en",
        f"Canonical: {site}{reverse('security_txt')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@cache_control(max_age=86400, public=True)
def favicon(request):
    """Browsers ask for this address whatever the page says."""
    path = finders.find("img/favicon.ico") or finders.find("img/favicon.png")
    if not path:
        raise Http404
    return FileResponse(open(path, "rb"))
