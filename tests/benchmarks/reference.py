"""The reference of every ratio: a bare view that renders the same card for 20 rows of one query."""

from django.http import HttpResponse
from django.template.loader import get_template
from django.utils import timezone

from services import cards
from services.models import Service

ROWS = 20


_NOTHING = {"badges": (), "reasons": (), "marks": (), "welcome": "", "next_session": ""}


def bare_list(request):
    """One indexed query on the kept connection, then the card template, 20 times."""
    rows = Service.objects.published().select_related("actor").order_by("pk")[:ROWS]
    status = cards.unknown_status(timezone.now())
    return HttpResponse("".join(_card(row, number, status) for number, row in enumerate(rows, 1)))


def one_row(request, pk: int):
    """The same for one row: what one service's page is compared with."""
    service = Service.objects.published().select_related("actor").get(pk=pk)
    return HttpResponse(_card(service, 1, cards.unknown_status(timezone.now())))


def bare_answer(request):
    """Nothing but the middleware: what an answer 304 is compared with."""
    return HttpResponse("rien")


def _card(service: Service, number: int, status) -> str:
    said = _NOTHING | {"status": status, "place": None, "distance": None, "kept": False}
    said |= {"call_number": "+33800013140", "call_label": "Aide", "needs_actor_in_link": False}
    vars(service).update(said, number=number)
    template = get_template("services/includes/_service_card.html")
    return template.render({"service": service, "number": number, "heading": "h2"})
