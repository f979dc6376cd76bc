"""The pin of a location on staff forms: what the scripts need, and the doubts about it."""

import json

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from actors import geo
from actors.geocoding import Found
from actors.text import fold

# A point farther than this from its address is a mistake, or wants a tick.
FAR_METRES = 150


def script_settings() -> str:
    """JSON for `data-pin`: where the map's files and tiles are, where it opens, its words."""
    config = settings.LEAFLET_CONFIG
    _name, tiles, options = config["TILES"][0]
    return json.dumps(
        {
            "script": static("leaflet/leaflet.js"),
            "style": static("leaflet/leaflet.css"),
            "tiles": tiles,
            "tileOptions": options,
            "centre": config["DEFAULT_CENTER"],
            "words": {
                "open": _("Placer le point sur une carte"),
                "map": _("Carte pour placer le point"),
                "help": _("Déplacez la carte : la croix, au milieu, marque le lieu."),
                "north": _("Vers le nord"),
                "south": _("Vers le sud"),
                "west": _("Vers l’ouest"),
                "east": _("Vers l’est"),
                "closer": _("Zoom avant"),
                "farther": _("Zoom arrière"),
                "position": _("Le point est à la latitude {lat} et à la longitude {lon}."),
                "none": _("Aucun point : les deux cases sont vides."),
                "failed": _("La carte ne s’ouvre pas. Écrivez les deux nombres dans les cases."),
            },
        }
    )


def address_settings() -> str:
    """JSON for `data-address`: who suggests addresses, and the words around."""
    return json.dumps(
        {
            "url": reverse("admin:actors_location_suggestions"),
            "words": {
                "list": _("Adresses proposées"),
                "some": _("Adresses proposées : {n}. Flèches pour choisir."),
                "none": _("Aucune adresse ne ressemble à cela."),
                "down": _("Le service d’adresses ne répond pas : écrivez l’adresse vous-même."),
                "unsure": _("(à vérifier)"),
                "taken": _("Adresse et point remplis."),
                "approximate": _("Rempli, mais le point est approximatif : vérifiez-le."),
            },
        }
    )


def suggestion(found: Found) -> dict:
    """What the script writes in the fields of a location."""
    return {
        "label": found.label,
        "address": found.name,
        "postcode": found.postcode,
        "city": found.city,
        "city_code": found.city_code,
        "latitude": written(found.latitude),
        "longitude": written(found.longitude),
        "sure": found.is_sure,
    }


def written(degrees: float) -> str:
    """As staff type it: « 43,582222 »."""
    return f"{degrees:.6f}".replace(".", ",")


def length_words(metres: float) -> str:
    if metres < 1000:
        return f"{round(metres / 10) * 10}\u00a0m"
    return f"{metres / 1000:.1f}\u00a0km".replace(".", ",")


def is_doubtful(location) -> bool:
    """The commune is Miramas and the point is outside of it: a warning, never a refusal."""
    is_elsewhere = not location.is_in_town or fold(location.city) not in ("", "miramas")
    if location.latitude is None or location.longitude is None or is_elsewhere:
        return False
    return not geo.is_in_town(float(location.latitude), float(location.longitude))
