"""The taxonomies of the API: the three pillars and the nine national themes."""

from functools import cache

from actors.identifiers import uid_for
from actors.vocabularies import LIEUX, Choice
from services import choices
from services.standards import open_referral_shapes as shapes

TAXONOMIES = {"pillar": choices.PILLAR, "theme": choices.THEME}
_ABOUT = {
    "pillar": ("Piliers", "Les trois pôles du guide numérique de Miramas.", ""),
    "theme": (
        "Services de médiation numérique",
        "Les neuf services du schéma national des lieux de médiation numérique.",
        "1.0.2",
    ),
}


def identifier(name: str) -> str:
    return str(uid_for(shapes.SOURCE, name))


def taxonomy_id(vocabulary: str) -> str:
    return identifier(f"taxonomy:{vocabulary}")


def term_id(vocabulary: str, code: str) -> str:
    return identifier(f"term:{vocabulary}:{code}")


@cache
def term_keys() -> dict[str, tuple[str, str]]:
    """Id of a term → its vocabulary and code."""
    return {
        term_id(name, code): (name, code)
        for name, vocabulary in TAXONOMIES.items()
        for code in vocabulary.codes()
    }


@cache
def taxonomy_keys() -> dict[str, str]:
    """Id of a taxonomy → its vocabulary."""
    return {taxonomy_id(name): name for name in TAXONOMIES}


def render_taxonomy(vocabulary: str, *, whole: bool) -> dict:
    name, description, version = _ABOUT[vocabulary]
    values = {
        "id": taxonomy_id(vocabulary),
        "name": name,
        "description": description,
        "version": version,
    }
    if not whole:
        return shapes.TAXONOMY_IN_LIST.of(**values)
    terms = [render_term(vocabulary, code) for code in TAXONOMIES[vocabulary].codes()]
    return shapes.TAXONOMY.of(**values, taxonomy_terms=terms)


def render_term(vocabulary: str, code: str) -> dict:
    choice = TAXONOMIES[vocabulary].get(code)
    return shapes.TERM.of(
        id=term_id(vocabulary, code),
        code=code,
        name=_official(choice),
        description=str(choice.words()),
        taxonomy=_ABOUT[vocabulary][0],
        taxonomy_id=taxonomy_id(vocabulary),
    )


def _official(choice: Choice) -> str:
    return choice.value_in(LIEUX) or str(choice.label)


def attributes(service, codes: dict) -> list[dict]:
    uid = str(service.uid)
    terms = [("pillar", service.pillar), *(("theme", code) for code in codes.get("theme", ()))]
    return [
        shapes.ATTRIBUTE.of(
            id=identifier(f"{uid}:attribute:{name}:{code}"),
            link_id=uid,
            taxonomy_term_id=term_id(name, code),
            link_type={"pillar": "pilier", "theme": "theme"}[name],
            taxonomy_term=render_term(name, code),
        )
        for name, code in terms
    ]
