"""The needs of residents that an imported service answers, for staff to correct."""

from collections.abc import Iterable

# Theme → the need that names the theme itself; finer needs are read in the words.
_BY_THEME = {
    "aide-aux-demarches-administratives": "demarche-en-ligne",
    "maitrise-des-outils-numeriques-du-quotidien": "se-debrouiller",
    "insertion-professionnelle-via-le-numerique": "emploi",
    "utilisation-securisee-du-numerique": "arnaques",
    "parentalite-et-education-avec-le-numerique": "enfants-ecole",
    "loisirs-et-creations-numeriques": "jouer-creer",
    "comprehension-du-monde-numerique": "comprendre",
    "acces-internet-et-materiel-informatique": "internet",
    "acquisition-de-materiel-informatique-a-prix-solidaire": "ordinateur-pas-cher",
}


def needs_of(title: str, description: str, themes: Iterable[str], kind: str = "") -> list[str]:
    """Codes of needs, sorted."""
    found = {_BY_THEME[theme] for theme in themes if theme in _BY_THEME}
    return sorted(found)
