"""The pin of a location on staff forms: what the script needs, and the doubt about the commune."""

import json

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _

from actors import geo
from actors.text import fold


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


def is_doubtful(location) -> bool:
    """The commune is Miramas and the point is outside of it: a warning, never a refusal."""
    is_elsewhere = not location.is_in_town or fold(location.city) not in ("", "miramas")
    if location.latitude is None or location.longitude is None or is_elsewhere:
        return False
    return not geo.is_in_town(float(location.latitude), float(location.longitude))
