"""The needs of residents that an imported service answers: a first guess, for staff to correct."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from services.search import lexicon
from services.search.analysis import stems

_LEXICON_FILE = Path(__file__).resolve().parents[2] / "fixtures" / "lexicon.csv"
# Theme → the need that names the theme itself; finer needs are read in the words.
_BY_THEME = {
    "aide-aux-demarches-administratives": "demarche-en-ligne",
    "insertion-professionnelle-via-le-numerique": "emploi",
    "utilisation-securisee-du-numerique": "arnaques",
    "parentalite-et-education-avec-le-numerique": "enfants-ecole",
    "loisirs-et-creations-numeriques": "jouer-creer",
    "comprehension-du-monde-numerique": "comprendre",
    "acces-internet-et-materiel-informatique": "internet",
    "acquisition-de-materiel-informatique-a-prix-solidaire": "ordinateur-pas-cher",
}
_LEARNING = "maitrise-des-outils-numeriques-du-quotidien"
_LEARNT_TOGETHER = ("atelier", "formation")
# A strong term of the lexicon weighs 3; in the description alone it counts for half.
_MET = 3.0
_IN_TEXT = 0.5


def needs_of(title: str, description: str, themes: Iterable[str], kind: str = "") -> list[str]:
    """Codes of needs, sorted: those of the themes, and those the words speak of."""
    themes = set(themes)
    found = {need for theme, need in _BY_THEME.items() if theme in themes}
    if _LEARNING in themes:
        found.add("ateliers" if kind in _LEARNT_TOGETHER else "se-debrouiller")
    for concept, score in _concepts(title, description).items():
        if score >= _MET:
            found.update(_lexicon()[0][concept])
    return sorted(found)


def _concepts(title: str, description: str) -> dict[str, float]:
    """How much each concept of the lexicon is met by these words."""
    _needs, terms = _lexicon()
    scores: dict[str, float] = defaultdict(float)
    met = set()
    for words, share in ((stems(title), 1.0), (stems(description), _IN_TEXT)):
        for position, word in enumerate(words):
            for concept, sequence, weight in terms.get(word, ()):
                is_met = tuple(words[position : position + len(sequence)]) == sequence
                if is_met and (concept, sequence) not in met:
                    met.add((concept, sequence))
                    scores[concept] += weight * share
    return scores


@lru_cache(maxsize=1)
def _lexicon():
    """Needs by concept, and terms by their first stem: (concept, stems, weight)."""
    concepts = lexicon.Lexicon(lexicon.read(_LEXICON_FILE.read_text(encoding="utf-8"))).concepts
    needs = {code: concept.needs for code, concept in concepts.items() if concept.needs}
    terms = defaultdict(list)
    for code in needs:
        for term in concepts[code].terms:
            if term.stems and (term.weight >= 2 or term.weight < 0):
                terms[term.stems[0]].append((code, term.stems, term.weight))
    return needs, dict(terms)
