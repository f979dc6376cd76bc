"""The agenda by day, its calendar files, and the poster of a month."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from actors.models import Location
from services.agenda import calendars, snapshot
from services.agenda.cards import by_day, capitalised, prepared
from services.agenda.filters import AgendaFilter
from services.views.linked_data import of_sessions
from services.web import revision
from services.web.caching import cached_page
from services.web.context import surroundings
from services.web.opened import open_to_all

PAGE_SIZE = 30
# A calendar file is read by machines every hour: this many sessions are about 250 kB.
MOST_IN_A_FILE = 1000


def _rows(request, at: datetime) -> list[snapshot.Row]:
    return snapshot.to_come(revision.of(request), at)


def _prepared(request, ids, at: datetime):
    return prepared(ids, help_phone=surroundings(request).guide.help_phone, at=at)


@cached_page
def agenda(request):
    at = timezone.now()
    filters = AgendaFilter(_rows(request, at), request.GET, request.path)
    kept = filters.kept()
    page = Paginator([row.pk for row in kept], PAGE_SIZE).get_page(request.GET.get("page"))
    chips = filters.chips()
    title = _("Agenda des ateliers")
    if page.paginator.num_pages > 1:
        numbers = {"n": page.number, "total": page.paginator.num_pages}
        title = f"{title}, " + _("page %(n)s sur %(total)s") % numbers
    sessions = _prepared(request, page.object_list, at)
    context = {
        "section": "agenda",
        "page_title": title,
        "days": by_day(sessions, this_year=timezone.localdate(at).year),
        "json_ld": of_sessions(sessions),
        "count": len(kept),
        "has_sessions": bool(filters.rows),
        "page_obj": page,
        "params": request.GET,
        "fields": filters.fields(),
        "chips": chips,
        "clear_url": request.path,
        "noindex": bool(request.GET),
    }
    return render(request, "services/agenda/agenda.html", context)


# Calendar files.


def _file(sessions, name: str, at: datetime) -> HttpResponse:
    content = calendars.calendar_file(sessions, name=name, at=at)
    return HttpResponse(content, content_type=calendars.CONTENT_TYPE)


@open_to_all
@cached_page
def all_sessions_file(request):
    at = timezone.now()
    ids = [row.pk for row in _rows(request, at)][:MOST_IN_A_FILE]
    return _file(_prepared(request, ids, at), _("Ateliers numériques à Miramas"), at)


@open_to_all
@cached_page
def session_file(request, pk: int):
    at = timezone.now()
    if not any(row.pk == pk for row in _rows(request, at)):
        raise Http404
    [session] = _prepared(request, [pk], at)
    return _file([session], session.service.title, at)


@open_to_all
@cached_page
def location_file(request, slug: str):
    """An empty calendar is still a calendar: who subscribed keeps it until the next workshop."""
    location = get_object_or_404(Location.objects.published(), slug=slug)
    at = timezone.now()
    ids = [row.pk for row in _rows(request, at) if row.location_slug == location.slug]
    sessions = _prepared(request, ids[:MOST_IN_A_FILE], at)
    return _file(sessions, _("Ateliers : %(place)s") % {"place": location.name}, at)


# The poster.


def month_words(month: str) -> str:
    """« 2026-12 » as « décembre 2026 »."""
    year, number = month.split("-")
    return f"{MONTHS[int(number)]} {year}"


@cached_page
def poster(request):
    """One month on paper; without `mois`, the month of the next session."""
    at = timezone.now()
    rows = _rows(request, at)
    months = sorted({row.month for row in rows})
    asked = request.GET.get("mois", "")
    this_month = f"{timezone.localdate(at):%Y-%m}"
    month = asked if asked in months else next(iter(months), this_month)
    ids = [row.pk for row in rows if row.month == month]
    sessions = _prepared(request, ids, at)
    context = {
        "section": "agenda",
        "month": month_words(month),
        "title": _("Ateliers numériques : %(month)s") % {"month": month_words(month)},
        "days": by_day(sessions, this_year=int(month[:4])),
        "others": [
            {"url": f"{request.path}?mois={other}", "label": capitalised(month_words(other))}
            for other in months
            if other != month
        ],
        "today": timezone.localdate(at),
        "noindex": True,
    }
    return render(request, "services/agenda/poster.html", context)
