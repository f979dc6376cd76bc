"""A small guide in the form of the seed, and records made from it."""

from services.standards import guide
from services.standards.imports import load


def make_guide(*actors: dict, source: str = "essai") -> dict:
    return {"source": source, "actors": list(actors) or [make_actor()]}


def make_actor(id: str = "ccas", **values) -> dict:
    values.setdefault("name", "Centre communal d’action sociale")
    values.setdefault("short_name", "CCAS")
    values.setdefault("kind", "ccas")
    values.setdefault("state", "published")
    values.setdefault("locations", [make_location()])
    values.setdefault("services", [make_service()])
    return {"id": id, **values}


def make_location(id: str = "lieu-ccas", **values) -> dict:
    values.setdefault("name", "Maison des services")
    values.setdefault("address", "4 boulevard Docteur Jacques-Minet")
    values.setdefault("postcode", "13140")
    values.setdefault("city", "Miramas")
    values.setdefault("city_code", "13063")
    values.setdefault("opening_hours", "Mo-Fr 09:00-12:00")
    values.setdefault("phone", "+33490504574")
    values.setdefault("state", "published")
    return {"id": id, **values}


def make_service(id: str = "aide", at: tuple[dict, ...] | None = None, **values) -> dict:
    values.setdefault("title", "Remplir un dossier en ligne")
    values.setdefault("pillar", "necessite")
    values.setdefault("themes", ["aide-aux-demarches-administratives"])
    values.setdefault("needs", ["demarche-en-ligne"])
    values.setdefault("state", "published")
    places = [{"location": "lieu-ccas"}] if at is None else list(at)
    return {"id": id, **values, "at": places}


def load_sample(data: dict | None = None, **options):
    options.setdefault("apply", True)
    return load(guide.parse(data or make_guide()), label="Essai", **options)
