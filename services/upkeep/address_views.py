"""The point of a place found from its address, for staff: no script, nothing guessed."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from actors import geocoding, pins
from actors.models import Location


def address_page(request, pk: int):
    """Look, choose, keep: a sure answer is proposed, any other waits for a person."""
    if not request.user.has_perm("actors.change_location"):
        raise PermissionDenied
    place = get_object_or_404(Location, pk=pk)
    words = " ".join(filter(None, [place.address, place.postcode, place.city]))
    found, is_down = [], False
    try:
        found = geocoding.search(words) if place.address else []
    except geocoding.GeocoderDown:
        is_down = True
    if request.method == "POST":
        chosen = request.POST.get("point", "")
        if chosen.isdecimal() and int(chosen) < len(found):
            return _kept(request, place, found[int(chosen)])
        messages.error(request, _("Choisissez une des adresses."))
    rows = [
        {
            "found": one,
            "far": pins.length_words(geocoding.metres_from(one, place.latitude, place.longitude))
            if place.latitude is not None
            else "",
        }
        for one in found
    ]
    context = admin.site.each_context(request) | {
        "title": _("Trouver le point : %(place)s") % {"place": place},
        "place": place,
        "words": words if place.address else "",
        "rows": rows,
        "is_down": is_down,
        # A sure answer is proposed; any other one is for a person to choose.
        "is_first_sure": bool(found) and found[0].is_sure,
    }
    return TemplateResponse(request, "services/upkeep/address_page.html", context)


def _kept(request, place: Location, found: geocoding.Found):
    place.latitude, place.longitude = str(found.latitude), str(found.longitude)
    place.city_code = place.city_code or found.city_code[:5]
    place._change_reason = _("Point trouvé depuis l’adresse")
    place.clean_fields()
    place.save()
    messages.success(request, _("Le point est placé : %(label)s.") % {"label": found.label})
    return HttpResponseRedirect(reverse("admin:actors_location_change", args=[place.pk]))


staff_address_page = admin.site.admin_view(address_page)
