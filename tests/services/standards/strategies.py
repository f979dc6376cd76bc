"""Generated guides, in the form of the seed."""

from datetime import date

from hypothesis import strategies as st

from actors import choices as actor_choices
from services import choices

WORDS = st.text("abcdéèœ ’-«»", min_size=3, max_size=40).map(str.strip).filter(lambda t: len(t) > 2)
NOTE = st.one_of(st.just(""), WORDS)
DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2026, 1, 1))
DATES = st.one_of(st.none(), DAYS.map(lambda day: day.isoformat()))
PHONES = st.sampled_from(["", "+33490504574", "+33800013140", "3949"])
HOURS = st.sampled_from(["", "Mo-Fr 09:00-12:00", "Mo,We 14:00-17:00; PH off", "Sa 10:00-12:00"])
STATES = st.sampled_from(["draft", "published"])


def codes(vocabulary):
    return st.lists(st.sampled_from(vocabulary.codes()), max_size=3, unique=True)


def position():
    inside = st.tuples(st.integers(43550000, 43618000), st.integers(4967000, 5062000))
    return st.one_of(st.none(), inside.map(lambda pair: (pair[0] / 1e6, pair[1] / 1e6)))


def _some(required: dict, optional: dict):
    return st.fixed_dictionaries(required, optional=optional)


PROVENANCE = {
    "state": STATES,
    "doubts": st.lists(st.sampled_from(["weak_source", "two_hours"]), unique=True),
    "staff_note": NOTE,
    "sources": st.lists(WORDS, max_size=2),
    "source_date": DATES,
}


def _location(id: str):
    plain = _some(
        {"id": st.just(id), "name": WORDS},
        {
            "address": st.sampled_from(
                ["", "1 rue de l’Église", '2 "rue" #3', "Place Jean-Jaurès"]
            ),
            "postcode": st.sampled_from(["", "13140", "13140"]),
            "city": st.sampled_from(["", "Miramas", "Miramas", "L’Île"]),
            "city_code": st.sampled_from(["", "13063"]),
            "email": st.sampled_from(
                ["", "accueil@ville.example", "éa@ville.example", "a@ville.example"]
            ),
            "website": st.sampled_from(["", "https://ville.example/été", "http://a.example:8080/"]),
            "accessibility_url": st.sampled_from(["", "https://acces.example/erp/1/"]),
            "opening_hours": HOURS,
            "phone": PHONES,
            "equipment": codes(actor_choices.EQUIPMENT),
            "extra": st.just({"typologie": ["CS"], "uai": "0133195C"}),
            **PROVENANCE,
        },
    )
    return st.tuples(plain, position()).map(lambda pair: pair[0] | _pin(pair[1]))


def _pin(pin) -> dict:
    return {"latitude": pin[0], "longitude": pin[1]} if pin else {}


def _service(id: str, locations: list[str]):
    places = st.lists(st.sampled_from(locations), unique=True) if locations else st.just([])
    at = places.map(lambda names: [{"location": name, "note": "salle 2"} for name in names])
    return _some(
        {
            "id": st.just(id),
            "title": WORDS,
            "pillar": st.sampled_from(choices.PillarCode.values),
            "at": at,
        },
        {
            "themes": codes(choices.THEME),
            "audiences": codes(choices.AUDIENCE),
            "fees": codes(choices.FEE),
            "needs": st.just(["demarche-en-ligne"]),
            "summary": NOTE,
            "description": NOTE,
            "price_note": NOTE,
            "conditions": NOTE,
            "access": codes(choices.ACCESS),
            "supports": codes(choices.SUPPORT),
            "special_care": codes(choices.SPECIAL_CARE),
            "kind": st.sampled_from(["", *choices.SERVICE_KIND.codes()]),
            "mobilisation_url": st.sampled_from(["", "https://rdv.example/"]),
            "phone": PHONES,
            "inferred": st.booleans(),
            "source_date_precision": st.just("month"),
            **PROVENANCE,
        },
    )


@st.composite
def actors(draw, id: str):
    locations = [f"{id}-lieu-{n}" for n in range(draw(st.integers(0, 2)))]
    services = [f"{id}-service-{n}" for n in range(draw(st.integers(0, 3)))]
    own = draw(
        _some(
            {
                "id": st.just(id),
                "name": WORDS,
                "short_name": WORDS,
                "kind": st.sampled_from(actor_choices.ACTOR_KIND.codes()),
            },
            {
                "description": NOTE,
                "phone": PHONES,
                "cited_by_town": st.booleans(),
                "siret": st.sampled_from(["", "21130063700017"]),
                **PROVENANCE,
            },
        )
    )
    own["locations"] = [draw(_location(name)) for name in locations]
    own["services"] = [draw(_service(name, locations)) for name in services]
    return own


@st.composite
def guides(draw, source: str = "essai"):
    names = [f"acteur-{n}" for n in range(draw(st.integers(1, 3)))]
    return {"source": source, "actors": [draw(actors(name)) for name in names]}


def exportable(data: dict) -> dict:
    """The same guide with all that the exports ask for, one record in three excepted."""
    for actor in data["actors"]:
        actor |= {"state": "published", "source_date": actor.get("source_date") or "2024-01-02"}
        for number, location in enumerate(actor["locations"]):
            if number % 3 < 2:
                _complete(location, address="3 rue Haute", postcode="13140", city="Miramas")
        for number, service in enumerate(actor["services"]):
            if number % 3 < 2:
                _complete(service, themes=["aide-aux-demarches-administratives"])
                service["inferred"] = False
    return data


def _complete(record: dict, **values) -> None:
    record["state"] = "published"
    record |= {name: record.get(name) or value for name, value in values.items()}
    record["source_date"] = record.get("source_date") or "2023-05-06"


def exportable_guides():
    return guides().map(exportable)
