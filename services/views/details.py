"""One service, one organisation, one place: QUI, QUOI, OÙ, QUAND."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors import glossary, opening_hours
from actors.models import Actor, Location, State
from actors.models.slugs import current_slug
from actors.opening_hours.words import month_words
from services import cards, facets, hours, mapping, next_steps
from services.choices import PILLAR, Appointment
from services.models import Service
from services.models.service import is_public
from services.views import linked_data
from services.views.around import around, sessions_at
from services.views.common import card_setting, prepared, report_url, source_text
from services.web import revision
from services.web.caching import cached_page
from services.web.context import surroundings
from services.web.copying import made_at


def former_address(request, model, slug: str, url_name: str):
    """A redirect when this slug was the record's before, else the 404 page."""
    slug_now = current_slug(model, slug)
    if slug_now is None or slug_now == slug:
        raise Http404
    query = request.META.get("QUERY_STRING")
    target = reverse(url_name, args=[slug_now])
    return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)


def gone(request, title: str, nearest=()):
    return render(request, "410.html", {"title": title, "nearest": nearest}, status=410)


# A service.


@cached_page
def service_detail(request, slug: str):
    service = Service.objects.filter(slug=slug).with_card().first()
    if service is None:
        return former_address(request, Service, slug, "services:detail")
    if State.ARCHIVED in (service.state, service.actor.state):
        nearest = prepared(request, next_steps.nearest_equivalent(service))
        return gone(request, service.title, nearest)
    if not is_public(service):
        raise Http404
    return render(request, "services/service_detail.html", _service_context(request, service))


def _service_context(request, service: Service) -> dict:
    at = timezone.now()
    setting = card_setting(request, at=at)
    today = timezone.localdate(at)
    book = cards.book_of([service], at)
    [service] = cards.prepare([service], setting, book=book)
    for place in service.shown_places:
        place.status = hours.status_of_place(place, at, book)
        place.week = week_of(
            hours.of_place(place, today),
            at,
            place.location.name,
            book.periods(place.location_id, place.pk),
        )
    all_facets = revision.remember("facets", revision.of(request), facets.build)
    others = all_facets.count_of("acteur", service.actor.slug) - 1
    pillar = PILLAR.get(service.pillar)
    return {
        "section": "services",
        "service": service,
        "pillar": {
            "code": pillar.code,
            "plain": pillar.words(),
            "official": pillar.label,
            "url": f"{reverse('services:list')}?pilier={pillar.code}",
        },
        "places": service.shown_places,
        "week": service.place.week if service.place else None,
        "closures": closure_lines(book, service.shown_places),
        "appointment_text": _appointment_text(service),
        "bring": cards.labels_of(service, "bring") + _texts(service.bring_note),
        "price_text": ", ".join(cards.labels_of(service, "fee") + _texts(service.price_note)),
        "audience": cards.labels_of(service, "audience") + cards.labels_of(service, "special_care"),
        "audience_text": audience_text(service),
        "facts": _facts(service),
        "hard_words": glossary.found_in(service.title, service.summary, service.description),
        "actor_other_count": others,
        "actor_other_url": f"{reverse('services:list')}?acteur={service.actor.slug}",
        **around(request, service, setting, book),
        "other_here": [],
        "source_text": source_text(service),
        "share_text": share_text(service),
        "map": {
            "sketch": mapping.draw([service]),
            "geojson_url": "",
            "outside_text": "",
        },
        "report_url": report_url(service),
        "json_ld": linked_data.of_service(service, at, book),
    }


def week_of(applied: hours.AppliedHours, at, place_name: str, closures=()) -> dict | None:
    """The week as a table, whose hours they are, and what else the text says."""
    if not applied.text:
        return None
    return {
        "caption": (
            _("Accueil du lieu : %(place)s") if applied.is_building else _("Horaires : %(place)s")
        )
        % {"place": place_name},
        "rows": [
            {"day": row.name, "text": row.text, "today": row.is_today and not made_at()}
            for row in opening_hours.week_rows(applied.text, at, closures)
        ],
        "notes": [],
        "scope": _("Accueil du lieu") if applied.is_building else "",
        "sentence": opening_hours.sentence(applied.text),
        "verified": applied.verified,
        "year": applied.announced_year,
    }


def closure_lines(book: hours.ClosureBook, places) -> list[str]:
    lines = []
    for place in places:
        for closure in book.of(place.location_id, place.pk):
            line = closure_line(closure)
            if line not in lines:
                lines.append(line)
    return lines


def closure_line(closure) -> str:
    """« Fermé du 21 décembre au 3 janvier (congés) »."""
    days = {
        "first": month_words(closure.starts_on),
        "last": month_words(closure.ends_on, year=True),
    }
    if closure.starts_on == closure.ends_on:
        line = _("Fermé le %(last)s") % days
    else:
        line = _("Fermé du %(first)s au %(last)s") % days
    return f"{line} ({closure.reason})" if closure.reason else line


def _appointment_text(service: Service) -> str:
    if not service.appointment:
        return ""
    return str(Appointment(service.appointment).label).capitalize()


def _texts(*texts: str) -> list[str]:
    return [text for text in texts if text]


def audience_text(service: Service) -> str:
    """Ages and the note, as one sentence; empty when nothing is stated."""
    low, high = service.age_min, service.age_max
    if low is not None and high is not None:
        ages = _("De %(low)s à %(high)s ans") % {"low": low, "high": high}
    elif low is not None:
        ages = ngettext("À partir de %(low)s an", "À partir de %(low)s ans", low) % {"low": low}
    elif high is not None:
        ages = ngettext("Jusqu’à %(high)s an", "Jusqu’à %(high)s ans", high) % {"high": high}
    else:
        ages = ""
    return ". ".join(_texts(ages, service.audience_note))


def _facts(service: Service) -> list[dict]:
    rows = [
        (_("Niveau"), ", ".join(cards.labels_of(service, "level"))),
        (_("Langues parlées"), ", ".join(cards.labels_of(service, "language"))),
        (_("Comment ça se passe"), ", ".join(cards.labels_of(service, "support"))),
        (_("Comment demander"), ", ".join(cards.labels_of(service, "access"))),
        (_("Précision"), service.mobilisation_note),
        (_("Conditions"), service.conditions),
        (_("Places"), cards.places_words(service, timezone.localdate())),
    ]
    return [{"label": label, "text": text} for label, text in rows if text]


def share_text(service: Service) -> str:
    """A few lines that fit in a text message: what, who, where, which number."""
    lines = [service.title, service.actor.short_name]
    if service.place:
        lines.append(service.place.location.full_address)
    lines.append(cards.display_phone(service.call_number))
    return "\n".join(line for line in lines if line)


# An organisation.


@cached_page
def actor_detail(request, slug: str):
    actor = Actor.objects.filter(slug=slug).first()
    if actor is None:
        return former_address(request, Actor, slug, "actors:detail")
    if actor.state == State.ARCHIVED:
        return gone(request, actor.name)
    if not actor.is_published:
        raise Http404
    at = timezone.now()
    locations = list(actor.locations.published())
    _with_hours(locations, at)
    services = Service.objects.published().of_actor([actor.slug]).stated_first()
    help_phone = surroundings(request).guide.help_phone
    number = actor.phone or next((place.phone for place in locations if place.phone), "")
    context = {
        "section": "actors",
        "actor": actor,
        "kind_label": actor.get_kind_display(),
        "locations": locations,
        "services": prepared(request, services, at=at),
        "source_text": source_text(actor),
        "report_url": report_url(actor),
        "json_ld": linked_data.of_actor(actor),
        "call_number": number or help_phone,
        "call_label": _("Appeler") if number else _("Aide"),
    }
    return render(request, "actors/actor_detail.html", context)


def _with_hours(locations: list[Location], at) -> None:
    today = timezone.localdate(at)
    book = hours.ClosureBook.for_locations([place.pk for place in locations], today)
    for location in locations:
        applied = hours.of_location(location, today)
        location.status = hours.status_of(applied, at, book.periods(location.pk))
        location.closed = book.periods(location.pk)
        location.week = week_of(applied, at, location.name, location.closed)
        location.closure_lines = [closure_line(c) for c in book.of(location.pk)]


# A place.


@cached_page
def location_detail(request, slug: str):
    location = Location.objects.select_related("actor").filter(slug=slug).first()
    if location is None:
        return former_address(request, Location, slug, "locations:detail")
    if State.ARCHIVED in (location.state, location.actor.state):
        return gone(request, location.name)
    if not (location.is_published and location.actor.is_published):
        raise Http404
    at = timezone.now()
    _with_hours([location], at)
    held = Service.objects.published().held_at(location).stated_first()
    number = location.phone or location.actor.phone
    context = {
        "section": "locations",
        "location": location,
        "week": location.week,
        "closures": location.closure_lines,
        "equipment": [
            str(term.label) for term in location.terms.all() if term.vocabulary == "equipment"
        ],
        "services": prepared(request, held, at=at),
        "sessions": sessions_at(request, location, card_setting(request, at=at)),
        "map": {"sketch": mapping.draw_location(location), "geojson_url": "", "outside_text": ""},
        "source_text": source_text(location),
        "report_url": report_url(location),
        "json_ld": linked_data.of_location(location, at, location.closed),
        "call_number": number or surroundings(request).guide.help_phone,
        "call_label": _("Appeler") if number else _("Aide"),
    }
    return render(request, "actors/location_detail.html", context)
