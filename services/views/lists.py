"""Who helps, and the places from A to Z."""

from itertools import groupby

from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor, Location, State
from services import hours
from services.web.caching import cached_page
from services.web.context import surroundings

_PUBLISHED = Q(services__state=State.PUBLISHED)
_HELD = Q(
    held_services__service__state=State.PUBLISHED,
    held_services__service__actor__state=State.PUBLISHED,
)


@cached_page
def actor_list(request):
    """Those of Miramas first, then those outside that help its residents."""
    in_town = Location.objects.published().filter(actor=OuterRef("pk")).in_town()
    anywhere = Location.objects.published().filter(actor=OuterRef("pk"))
    actors = list(
        Actor.objects.published()
        .annotate(
            service_count=Count("services", filter=_PUBLISHED, distinct=True),
            is_local=Exists(in_town) | ~Exists(anywhere),
        )
        .prefetch_related("locations")
        .in_alphabetical_order()
    )
    help_phone = surroundings(request).guide.help_phone
    for actor in actors:
        actor.kind_label = actor.get_kind_display()
        labels = {place.quarter_label for place in actor.locations.all() if place.is_published}
        actor.quarter_text = ", ".join(sorted(labels - {""}))
        actor.call_number = actor.phone or help_phone
        actor.call_label = _("Appeler") if actor.phone else _("Aide")
    groups = [
        {"title": _("À Miramas"), "actors": [actor for actor in actors if actor.is_local]},
        {"title": _("Hors de Miramas"), "actors": [a for a in actors if not a.is_local]},
    ]
    context = {
        "section": "actors",
        "groups": [group for group in groups if group["actors"]],
        "count": len(actors),
    }
    return render(request, "actors/actor_list.html", context)


@cached_page
def location_list(request):
    at = timezone.now()
    today = timezone.localdate(at)
    locations = list(
        Location.objects.published()
        .select_related("actor")
        .annotate(service_count=Count("held_services", filter=_HELD, distinct=True))
        .in_alphabetical_order()
    )
    book = hours.ClosureBook.for_locations([place.pk for place in locations], today)
    for location in locations:
        applied = hours.of_location(location, today)
        location.status = hours.status_of(applied, at, book.periods(location.pk))
    here = [place for place in locations if place.is_in_town]
    letters = [
        {"letter": letter.upper(), "locations": list(places)}
        for letter, places in groupby(here, key=lambda place: place.name_key[:1])
    ]
    context = {
        "section": "locations",
        "letters": letters,
        "outside": [place for place in locations if not place.is_in_town],
        "count": len(locations),
    }
    return render(request, "actors/location_list.html", context)
