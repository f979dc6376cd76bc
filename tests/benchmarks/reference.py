"""The reference of every ratio: a bare view that renders the same card for 20 rows of one query."""

from django.http import HttpResponse
from django.template.loader import get_template
from django.utils import timezone

from services import cards
from services.models import Service

ROWS = 20


def bare_list(request):
    """One indexed query on the kept connection, then the card template, 20 times."""
    rows = Service.objects.published().select_related("actor").order_by("pk")[:ROWS]
    template = get_template("services/includes/_service_card.html")
    status = None
    html = []
    for number, service in enumerate(rows, 1):
        status = status or cards.unknown_status(timezone.now())
        service.status, service.place, service.distance = status, None, None
        service.call_number, service.call_label = "+33800013140", "Aide"
        service.badges, service.reasons, service.kept = [], [], False
        service.needs_actor_in_link, service.number = False, number
        html.append(template.render({"service": service, "number": number, "heading": "h2"}))
    return HttpResponse("".join(html))


def one_row(request):
    """The same for one row: what one service's page is compared with."""
    service = Service.objects.published().select_related("actor").order_by("pk").first()
    service.status, service.place, service.distance = cards.unknown_status(timezone.now()), None, 1
    service.call_number, service.call_label = "+33800013140", "Aide"
    service.badges, service.reasons, service.kept = [], [], False
    service.needs_actor_in_link, service.number = False, 1
    template = get_template("services/includes/_service_card.html")
    return HttpResponse(template.render({"service": service, "number": 1, "heading": "h2"}))
