"""The values of « Lieux de médiation numérique », of today and of before, and how cells list them.

The former labels are those of the national schema before its version 1.0 (2022 to 2023).
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _

from actors import choices as actor_choices
from actors.text import fold
from actors.vocabularies import LIEUX, Vocabulary
from services import choices
from services.standards.records import Row

# Column → the vocabulary of its values.
LISTS: dict[str, Vocabulary] = {
    "services": choices.THEME,
    "publics_specifiquement_adresses": choices.AUDIENCE,
    "prise_en_charge_specifique": choices.SPECIAL_CARE,
    "frais_a_charge": choices.FEE,
    "modalites_acces": choices.ACCESS,
    "modalites_accompagnement": choices.SUPPORT,
    "typologie": actor_choices.TYPOLOGY,
    "itinerance": actor_choices.MOBILITY,
    "dispositif_programmes_nationaux": actor_choices.PROGRAMME,
    "formations_labels": actor_choices.TRAINING_LABEL,
}
# A label kept as it is, where no vocabulary has it any more.
_OTHER_LABEL = "autres_formations_labels"
_PROCEDURES = ("services", "aide-aux-demarches-administratives")
_TOOLS = ("services", "maitrise-des-outils-numeriques-du-quotidien")
_WORK = ("services", "insertion-professionnelle-via-le-numerique")
_ACCESS = ("services", "acces-internet-et-materiel-informatique")
_UNDERSTANDING = ("services", "comprehension-du-monde-numerique")
# Former label, before any « : » → column and code of today.
_FORMER = {
    "Devenir autonome dans les démarches administratives": _PROCEDURES,
    "Gagner en autonomie dans les démarches administratives": _PROCEDURES,
    "Réaliser des démarches administratives avec un accompagnement": _PROCEDURES,
    "Être accompagné dans les démarches administratives": _PROCEDURES,
    "Accompagner les démarches de santé": _PROCEDURES,
    "Prendre en main un smartphone ou une tablette": _TOOLS,
    "Prendre en main un ordinateur": _TOOLS,
    "Utiliser le numérique au quotidien": _TOOLS,
    "Approfondir ma culture numérique": _UNDERSTANDING,
    "Promouvoir la citoyenneté numérique": _UNDERSTANDING,
    "Favoriser mon insertion professionnelle": _WORK,
    "Créer et développer mon entreprise": _WORK,
    "Accéder à une connexion internet": _ACCESS,
    "Accéder à du matériel": _ACCESS,
    "S'équiper en matériel informatique": (
        "services",
        "acquisition-de-materiel-informatique-a-prix-solidaire",
    ),
    "Créer avec le numérique": ("services", "loisirs-et-creations-numeriques"),
    "Soutenir la parentalité et l'éducation avec le numérique": (
        "services",
        "parentalite-et-education-avec-le-numerique",
    ),
    "Seniors (+ 65 ans)": ("publics_specifiquement_adresses", "seniors"),
    "Familles/enfants": ("publics_specifiquement_adresses", "familles"),
    "Familles/enfant": ("publics_specifiquement_adresses", "familles"),
    "Familles": ("publics_specifiquement_adresses", "familles"),
    "Jeunes (16-26 ans)": ("publics_specifiquement_adresses", "jeunes"),
    "Uniquement femmes": ("publics_specifiquement_adresses", "femmes"),
    "Public langues étrangères": ("prise_en_charge_specifique", "langues-etrangeres-autres"),
    "Personnes en situation d'illettrisme": ("prise_en_charge_specifique", "illettrisme"),
    "Seul": ("modalites_accompagnement", "en-autonomie"),
    "Avec de l'aide": ("modalites_accompagnement", "accompagnement-individuel"),
    "A ma place": ("modalites_accompagnement", "accompagnement-individuel"),
    "Dans un atelier": ("modalites_accompagnement", "dans-un-atelier-collectif"),
    "CNFS": ("dispositif_programmes_nationaux", "conseillers-numeriques"),
    "Conseiller numérique": ("dispositif_programmes_nationaux", "conseillers-numeriques"),
    "France Service": ("dispositif_programmes_nationaux", "france-services"),
    "Grandes écoles du numérique": (
        "dispositif_programmes_nationaux",
        "grande-ecole-du-numerique",
    ),
    "Point relais CAF": ("dispositif_programmes_nationaux", "point-dacces-numerique-caf"),
    "Point numérique CAF": ("dispositif_programmes_nationaux", "point-dacces-numerique-caf"),
    "APTIC": (_OTHER_LABEL, "APTIC"),
    "Relais pôle emploi": (_OTHER_LABEL, "Relais pôle emploi"),
    "French Tech": (_OTHER_LABEL, "French Tech"),
    "Campus connecté": (_OTHER_LABEL, "Campus connecté"),
    "PE": ("typologie", "ft"),
    "Association": ("typologie", "asso"),
    "Bibliothèque": ("typologie", "bib"),
    "Médiathèque": ("typologie", "bib"),
    "Tiers-lieu": ("typologie", "tiers-lieux"),
    "Mairie": ("typologie", "muni"),
}
# Columns among which a value finds its place by itself: before 1.0 they were one.
_COUSINS = {
    "publics_specifiquement_adresses": ("prise_en_charge_specifique",),
    "dispositif_programmes_nationaux": ("formations_labels",),
}
_SIGNS = re.compile(r"\s*[|;]\s*")
# Only where the piece as a whole means nothing: labels hold commas and slashes of their own.
_OTHER_SIGNS = (re.compile(r"\s+/\s*|\s*/\s+"), re.compile(r",\s*"))


@dataclass
class Lists:
    """Codes by column, and the labels that no vocabulary has."""

    codes: dict[str, list[str]] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)

    def add(self, column: str, code: str) -> None:
        found = self.labels if column == _OTHER_LABEL else self.codes.setdefault(column, [])
        if code not in found:
            found.append(code)


def read_lists(row: Row, cells: dict[str, str]) -> Lists:
    """Every list of the row; what is not of the standard is told, translated or left aside."""
    lists = Lists({column: [] for column in LISTS if column in cells})
    for column in LISTS:
        for piece in filter(None, _SIGNS.split(cells.get(column, "").strip())):
            for value in _values(column, piece):
                _add(row, lists, column, value)
    return lists


def _values(column: str, piece: str) -> list[str]:
    """The piece itself when it is a value, else its parts when one of them is."""
    if fold(piece) in _known(column):
        return [piece]
    if _find(column, piece):
        return _explained(column, piece)
    for sign in _OTHER_SIGNS:
        parts = [part.strip() for part in sign.split(piece) if part.strip()]
        if len(parts) > 1 and any(_find(column, part) for part in parts):
            return parts
    return [piece]


def _explained(column: str, piece: str) -> list[str]:
    """« Seul : à mon rythme, Avec de l’aide : guidé » is two values and their explanations."""
    found: list[str] = []
    for part in _OTHER_SIGNS[1].split(piece):
        if not found or _find(column, part):
            found.append(part)
        else:
            found[-1] += f", {part}"
    return found


def _add(row: Row, lists: Lists, column: str, value: str) -> None:
    found = _find(column, value)
    if found is None:
        row.set_aside(column, value, _("Cette valeur n’est pas du standard."))
        return
    lists.add(*found)
    written = _written(*found)
    if value not in written:
        row.repair(column, value, written[0], _("Ancien libellé ou autre écriture."))


@lru_cache(maxsize=4096)
def _find(column: str, value: str) -> tuple[str, str] | None:
    """(column, code) of a value, whatever its accents, capitals, apostrophes or explanation."""
    for text in (value, value.partition(":")[0]):
        found = _known(column).get(fold(text))
        if found:
            return found
    return None


@lru_cache(maxsize=32)
def _known(column: str) -> dict[str, tuple[str, str]]:
    known = {}
    for other in (*_COUSINS.get(column, ()), column):
        for choice in LISTS[other]:
            for value in choice.standards.get(LIEUX, ()):
                known[fold(value)] = (other, choice.code)
    allowed = {column, *_COUSINS.get(column, ())}
    if column == "dispositif_programmes_nationaux":
        allowed.add(_OTHER_LABEL)
    former = {fold(label): found for label, found in _FORMER.items() if found[0] in allowed}
    return former | known


@lru_cache(maxsize=512)
def _written(column: str, code: str) -> tuple[str, ...]:
    """How the standard writes a code; a label that no vocabulary has is written as it is."""
    if column == _OTHER_LABEL:
        return (code,)
    return LISTS[column].get(code).standards[LIEUX]
