"""Files of a made-up neighbour, and what the guide holds, to be compared."""

from actors.models import Actor, Location
from services.models import Service, ServiceAtLocation

HEADER = "id;nom;commune;code_postal;adresse;telephone;horaires;date_maj;services"
ROWS = (
    "1;Bibliothèque des Ormes;Autreville;13090;6 allée des Amandiers;0442235106;"
    "Mo-Fr 09:00-12:00;15/01/2026;Maîtrise des outils numériques du quotidien",
    "2;Maison de quartier;Autreville;13090;2 rue Basse;0442000001;;15/01/2026;"
    "Aide aux démarches administratives",
)
MODELS = (Actor, Location, Service, ServiceAtLocation)


def table(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join([header, *(rows or ROWS)]).encode("cp1252")


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def everything() -> list:
    rows = [list(model.objects.order_by("pk").values()) for model in MODELS]
    for row in (row for one in rows for row in one):
        row.pop("version")  # it only ever rises
    links = [sorted(model.terms.through.objects.values_list()) for model in (Location, Service)]
    codes = [{one[1:] for one in some} for some in links]
    return [rows, codes]
