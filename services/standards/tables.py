"""How the standards' values answer to each other, as the national platform itself maps them."""

from collections.abc import Iterable
from functools import lru_cache

from actors.vocabularies import Vocabulary

# Theme (the nine national services) → themes of data.inclusion v1, the first being the closest.
THEME_TO_INCLUSION = {
    "acces-internet-et-materiel-informatique": (
        "numerique--acceder-a-une-connexion-internet",
        "numerique--acquerir-un-equipement",
    ),
    "acquisition-de-materiel-informatique-a-prix-solidaire": ("numerique--acquerir-un-equipement",),
    "aide-aux-demarches-administratives": (
        "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
        "numerique--acceder-a-des-services-en-ligne",
    ),
    "comprehension-du-monde-numerique": ("numerique--maitriser-les-fondamentaux-du-numerique",),
    "insertion-professionnelle-via-le-numerique": (
        "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi",
        "numerique--maitriser-les-fondamentaux-du-numerique",
    ),
    "loisirs-et-creations-numeriques": (
        "remobilisation--activites-sportives-et-culturelles",
        "numerique--maitriser-les-fondamentaux-du-numerique",
    ),
    "maitrise-des-outils-numeriques-du-quotidien": (
        "numerique--maitriser-les-fondamentaux-du-numerique",
        "numerique--acceder-a-des-services-en-ligne",
    ),
    "parentalite-et-education-avec-le-numerique": (
        "famille--soutien-a-la-parentalite-et-a-leducation",
        "numerique--maitriser-les-fondamentaux-du-numerique",
    ),
    "utilisation-securisee-du-numerique": ("numerique--maitriser-les-fondamentaux-du-numerique",),
}
# Theme of data.inclusion, or its family, → our theme: the page's own vocabulary.
INCLUSION_TO_THEME = {
    "numerique--acceder-a-des-services-en-ligne": "aide-aux-demarches-administratives",
    "numerique--acceder-a-une-connexion-internet": "acces-internet-et-materiel-informatique",
    "numerique--acquerir-un-equipement": "acquisition-de-materiel-informatique-a-prix-solidaire",
    "numerique--maitriser-les-fondamentaux-du-numerique": (
        "maitrise-des-outils-numeriques-du-quotidien"
    ),
    "difficultes-administratives-ou-juridiques": "aide-aux-demarches-administratives",
    "famille--soutien-a-la-parentalite-et-a-leducation": (
        "parentalite-et-education-avec-le-numerique"
    ),
    "remobilisation--activites-sportives-et-culturelles": "loisirs-et-creations-numeriques",
    "choisir-un-metier": "insertion-professionnelle-via-le-numerique",
    "creer-une-entreprise": "insertion-professionnelle-via-le-numerique",
    "preparer-sa-candidature": "insertion-professionnelle-via-le-numerique",
    "se-former": "insertion-professionnelle-via-le-numerique",
    "trouver-un-emploi": "insertion-professionnelle-via-le-numerique",
}
# A more precise theme says what this one is about: online procedures, or learning the tools.
_GENERAL = (
    "numerique--acceder-a-des-services-en-ligne",
    "numerique--maitriser-les-fondamentaux-du-numerique",
)
# Way of asking in data.inclusion → way of access of « lieux » and of the pages.
MOBILISATION_TO_ACCESS = {
    "se-presenter": "se-presenter",
    "telephoner": "telephoner",
    "envoyer-un-courriel": "contacter-par-mail",
    "utiliser-lien-mobilisation": "prendre-un-rdv-en-ligne",
}
ACCESS_TO_MOBILISATION = {access: way for way, access in MOBILISATION_TO_ACCESS.items()} | {
    "envoyer-un-mail-avec-une-fiche-de-prescription": "envoyer-un-courriel"
}
# Special care → audience of data.inclusion; illiteracy has none there.
CARE_TO_AUDIENCE = {
    "surdite": "personnes-en-situation-de-handicap",
    "handicaps-moteurs": "personnes-en-situation-de-handicap",
    "handicaps-mentaux": "personnes-en-situation-de-handicap",
    "deficience-visuelle": "personnes-en-situation-de-handicap",
    "langues-etrangeres-anglais": "personnes-exilees",
    "langues-etrangeres-autres": "personnes-exilees",
}
# Way of helping → kind of service; the first one present wins, in this order.
SUPPORT_TO_KIND = {
    "en-autonomie": "aide-materielle",
    "dans-un-atelier-collectif": "atelier",
    "accompagnement-individuel": "accompagnement",
}
REMOTE_SUPPORT = "a-distance"
# Network that carries a structure in data.inclusion → kind of actor.
NETWORK_TO_KIND = {
    "communes": "commune",
    "ccas-cias": "ccas",
    "france-service": "france-services",
    "msap": "france-services",
    "mjc": "mjc",
    "fcsf": "centre-social",
    "france-travail": "france-travail",
    "mission-locale": "mission-locale",
    "points-justice": "point-justice",
    "departements": "departement",
    "maisons-des-solidarites": "departement",
    "caf": "organisme-social",
    "cpam": "organisme-social",
    "cnam": "organisme-social",
    "mutualite-sociale-agricole": "organisme-social",
    "la-poste": "poste",
    "geiq": "geiq",
    "aci": "insertion",
    "ai": "insertion",
    "ei": "insertion",
    "etti": "insertion",
    "afpa": "emploi-formation",
    "maisons-de-l-emploi": "emploi-formation",
    "plie": "emploi-formation",
    "action-logement": "bailleur",
}
# Kind of actor → network that carries it, where the kind itself says so.
KIND_TO_NETWORK = {
    "commune": "communes",
    "ccas": "ccas-cias",
    "france-services": "france-service",
    "mjc": "mjc",
    "france-travail": "france-travail",
    "mission-locale": "mission-locale",
    "point-justice": "points-justice",
    "poste": "la-poste",
    "geiq": "geiq",
}
# Word of a name → kind of actor, when no network says it.
NAME_TO_KIND = {
    "mediatheque": "mediatheque",
    "bibliotheque": "mediatheque",
    "ccas": "ccas",
    "mairie": "commune",
    "france services": "france-services",
    "centre social": "centre-social",
    "mjc": "mjc",
    "mission locale": "mission-locale",
    "france travail": "france-travail",
    "la poste": "poste",
    "college": "education",
    "lycee": "education",
    "ecole": "education",
    "association": "association",
}


def themes_of(inclusion: Iterable[str]) -> list[str]:
    """Our themes for those of data.inclusion; the two general ones only where nothing is said."""
    inclusion = list(inclusion)
    precise = [code for code in inclusion if code not in _GENERAL]
    found = [_theme_of(code) for code in precise]
    if not any(found) or len(inclusion) == len(precise):
        found += [_theme_of(code) for code in inclusion if code in _GENERAL]
    return sorted({theme for theme in found if theme})


def _theme_of(code: str) -> str | None:
    return INCLUSION_TO_THEME.get(code) or INCLUSION_TO_THEME.get(code.partition("--")[0])


def inclusion_of(themes: Iterable[str]) -> list[str]:
    """Themes of data.inclusion for ours, in their own alphabetical order."""
    return sorted({code for theme in themes for code in THEME_TO_INCLUSION.get(theme, ())})


@lru_cache(maxsize=64)
def _codes(vocabulary: Vocabulary, standard: str) -> dict[str, str]:
    return {
        value: choice.code for choice in vocabulary for value in choice.standards.get(standard, ())
    }


@lru_cache(maxsize=64)
def _values(vocabulary: Vocabulary, standard: str) -> dict[str, str]:
    """Code → the value a standard writes, in the order of the vocabulary."""
    return {
        choice.code: values[0]
        for choice in vocabulary
        if (values := choice.standards.get(standard, ()))
    }


def code_of(vocabulary: Vocabulary, standard: str, value: str) -> str | None:
    return _codes(vocabulary, standard).get(value)


def values_of(vocabulary: Vocabulary, standard: str, codes: Iterable[str]) -> list[str]:
    """What the standard writes for these codes, in the order of the vocabulary."""
    return list(_written(vocabulary, standard, frozenset(codes)))


@lru_cache(maxsize=4096)
def _written(vocabulary: Vocabulary, standard: str, codes: frozenset[str]) -> tuple[str, ...]:
    # The same few sets come back row after row; a vocabulary may hold a hundred values.
    return tuple([value for code, value in _values(vocabulary, standard).items() if code in codes])
