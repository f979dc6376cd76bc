"""The steps as plain text: for an e-mail, or a follow-up report that asks for identifiers."""

from django.conf import settings
from django.utils.translation import gettext as _

from services import cards
from services.models import Service
from services.printing.entries import address_of


def text_of(services: list[Service]) -> str:
    """One block a step, blank lines between; identifiers at the end of each."""
    return "\n\n".join(_block(number, each) for number, each in enumerate(services, 1))


def _block(number: int, service: Service) -> str:
    place, actor = service.place, service.actor
    lines = [f"{number}. {service.title}", actor.name]
    if place:
        lines.append(f"{place.location.name}, {address_of(place.location)}")
    phone = cards.display_phone(service.call_number)
    if phone:
        lines.append(_("Téléphone : %(number)s") % {"number": phone})
    lines.append(service.status.text)
    if not service.verified_on:
        lines.append(_("Fiche à confirmer avant de venir"))
    siret = (place.location.siret if place else "") or actor.siret
    if siret:
        lines.append(_("SIRET de la structure : %(siret)s") % {"siret": siret})
    structure = place.location if place else actor
    lines.append(_("Identifiant de la structure : %(uid)s") % {"uid": structure.uid})
    lines.append(_("Identifiant du service : %(uid)s") % {"uid": service.uid})
    lines.append(settings.SITE_URL + service.get_absolute_url())
    return "\n".join(lines)
