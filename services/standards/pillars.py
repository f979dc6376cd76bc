"""The pillar of a service whose source knows none: a first guess, for the town to confirm."""

from collections.abc import Iterable

# Doubt of a record whose pillar was read in this table.
GUESSED = "guessed_pillar"
_DEFAULT = "necessite"
# By theme. Learning is « accomplissement », rights and access are « nécessité », culture and
# play are « loisir »: the town's own definitions (press release of 8 February 2024).
_BY_THEME = {
    "loisirs-et-creations-numeriques": "loisir",
    "comprehension-du-monde-numerique": "loisir",
    "insertion-professionnelle-via-le-numerique": "accomplissement",
    "parentalite-et-education-avec-le-numerique": "accomplissement",
    "maitrise-des-outils-numeriques-du-quotidien": "accomplissement",
    "utilisation-securisee-du-numerique": "accomplissement",
    "aide-aux-demarches-administratives": "necessite",
    "acces-internet-et-materiel-informatique": "necessite",
    "acquisition-de-materiel-informatique-a-prix-solidaire": "necessite",
}
# A course teaches, material help answers a need, whatever the theme; play stays play.
_BY_KIND = {
    "atelier": "accomplissement",
    "formation": "accomplissement",
    "aide-materielle": "necessite",
    "aide-financiere": "necessite",
}


def guess_pillar(themes: Iterable[str], kind: str = "") -> str:
    """One of the three pillars, from the themes and the kind of service."""
    pillars = [_BY_THEME[theme] for theme in _BY_THEME if theme in set(themes)]
    if pillars and pillars[0] == "loisir":
        return "loisir"
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    return pillars[0] if pillars else _DEFAULT
