"""The sheet: one HTML page that the browser prints or turns into a PDF."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from actors import qr
from services.desk import room, sheet, shortlist
from services.desk.chosen import Chosen, ids_in
from services.models import Service
from services.views.details import former_address
from services.web.caching import cached_page
from services.web.context import OWN_NAMES, surroundings

# Asks the page to open the print dialog by itself; a fragment never reaches a log.
PRINT_NOW = "#imprimer"


@cached_page
def show(request):
    """`/fiche/?s=12.45.7&langue=tr`; a form's longer address is first brought to that one."""
    ids = ids_in(request.GET)
    asked = request.GET.get("langue", "")
    short = sheet_url(ids, asked if asked in OWN_NAMES else "")
    if short != request.get_full_path():
        now = PRINT_NOW if "imprimer" in request.GET else ""
        return HttpResponseRedirect(short + now)
    return _sheet(request, ids, asked)


@cached_page
def of_service(request, slug: str):
    """`/services/<slug>/imprimer/`: the same sheet for one service."""
    pk = Service.objects.published().filter(slug=slug).values_list("pk", flat=True).first()
    if pk is None:
        return former_address(request, Service, slug, "services:print")
    return _sheet(request, [pk], request.GET.get("langue", ""))


def sheet_url(ids: list[int], language: str = "") -> str:
    """The shortest address of a sheet."""
    params = {"s": shortlist.join_ids(ids)} if ids else {}
    if language:
        params["langue"] = language
    query = urlencode(params)
    return reverse("sheet") + (f"?{query}" if query else "")


def _sheet(request, ids: list[int], asked: str):
    chosen = Chosen.of(request, ids)
    language = sheet.other_language(asked, shown=get_language() or "")
    setting = chosen.sheet_setting(request)
    count = len(chosen.services)
    address = chosen.list_url(language)
    items = sheet.items_of(chosen.services, setting, language)
    layout = room.layout_of(items, has_language=bool(language))
    if layout is room.TIGHT and setting.is_short and language:
        items = sheet.items_of(chosen.services, replace(setting, is_tight=True), language)
    context = {
        "items": items,
        "layout": layout.name,
        "french": sheet.side(sheet.FRENCH, setting, count, speaks=language),
        "other": sheet.side(language, setting, count) if language else None,
        "help_phone": surroundings(request).guide.help_phone,
        "guide_name": surroundings(request).guide.name,
        "missing_count": chosen.missing_count,
        "is_long": count > room.ON_ONE_PAGE,
        "languages": [
            {
                "name": OWN_NAMES[code],
                "code": code,
                "url": sheet_url(chosen.ids, code),
                "is_chosen": code == (language or sheet.FRENCH),
            }
            for code, _label in settings.LANGUAGES
        ],
        "change_url": f"{reverse('desk')}?s={chosen.joined}" if count else reverse("desk"),
        "address": address.split("//", 1)[-1],
        "qr": qr.svg(address) if count else "",
    }
    return render(request, "services/desk/sheet.html", context)
