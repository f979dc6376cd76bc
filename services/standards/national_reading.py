"""How the national map reads one row of « Lieux de médiation numérique »: what it alters, and why.

Its importer looks for each known value anywhere in the lower-case text of a cell, so that a value
that holds another one brings both, and one it does not know vanishes without a word. What follows
replays that reading, field by field (anct-cartographie-nationale/mednum-cli, read in 2026).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.vocabularies import LIEUX
from services.standards.lieux_values import LISTS
from services.standards.lieux_written import (
    UNKNOWN_PIVOT,
    is_email,
    is_url,
    written_address,
    written_city,
)
from services.standards.national_hours import hours_effects

# What happens to a value, the worst first.
REFUSED, LOST, ALTERED, WARNING = "refused", "lost", "altered", "warning"
# Values that the importer never looks for: they vanish, or what they hold stands for them.
UNKNOWN_THERE = {
    "typologie": {"ESAT", "FABRIQUE", "MDH", "RELAIS_LECTURE"},
    "dispositif_programmes_nationaux": {"Aidants Connect", "France Services"},
}
# What it finds in a text beside the values themselves: text → value.
FOUND_THERE = {"typologie": {"pe": "FT"}}
# An older row adds only its programmes to that of somebody else about the same place.
FRESH_DAYS = 180
NEEDED = ("id", "nom", "commune", "code_postal", "adresse")


# Columns as the town calls them.
WORDS = {
    "id": gettext_lazy("Identifiant"),
    "pivot": gettext_lazy("SIRET"),
    "nom": gettext_lazy("Nom"),
    "commune": gettext_lazy("Commune"),
    "code_postal": gettext_lazy("Code postal"),
    "code_insee": gettext_lazy("Code de la commune"),
    "adresse": gettext_lazy("Adresse"),
    "latitude": gettext_lazy("Point sur la carte"),
    "telephone": gettext_lazy("Téléphone"),
    "courriels": gettext_lazy("E-mail"),
    "site_web": gettext_lazy("Site"),
    "horaires": gettext_lazy("Horaires"),
    "presentation_resume": gettext_lazy("Phrase en clair"),
    "presentation_detail": gettext_lazy("Présentation"),
    "date_maj": gettext_lazy("Date"),
    "services": gettext_lazy("Thèmes des services"),
    "fiche_acces_libre": gettext_lazy("Lien Acceslibre"),
    "prise_rdv": gettext_lazy("Lien de rendez-vous"),
    "typologie": gettext_lazy("Sorte de structure"),
    "itinerance": gettext_lazy("Lieu fixe ou itinérant"),
    "dispositif_programmes_nationaux": gettext_lazy("Programmes nationaux"),
    "formations_labels": gettext_lazy("Formations et labels"),
    "publics_specifiquement_adresses": gettext_lazy("Publics"),
    "prise_en_charge_specifique": gettext_lazy("Besoins particuliers"),
    "frais_a_charge": gettext_lazy("Prix"),
    "modalites_acces": gettext_lazy("Comment demander"),
    "modalites_accompagnement": gettext_lazy("Comment l’aide est donnée"),
}


@dataclass(frozen=True)
class Effect:
    """One thing the map does with a column: in French, what happens, and what to do about it."""

    severity: str
    column: str
    told: str
    fix: str

    @property
    def words(self) -> str:
        return str(WORDS[self.column])


def effects(row: dict, *, today: date) -> list[Effect]:
    """What becomes of a row as we write it; nothing when it is read as it stands."""
    found = [*_refusals(row), *_lists(row), *hours_of(row), *_texts(row), *_identity(row, today)]
    order = (REFUSED, LOST, ALTERED, WARNING)
    return sorted(found, key=lambda one: order.index(one.severity))


def read_list(column: str, cell: str) -> list[str]:
    """The values the map reads in a cell, in the order of the vocabulary."""
    text = cell.lower()
    return list(dict.fromkeys(value for term, value in _terms(column) if term in text))


@lru_cache(maxsize=32)
def _terms(column: str) -> tuple[tuple[str, str], ...]:
    unknown = UNKNOWN_THERE.get(column, ())
    values = (choice.value_in(LIEUX) for choice in LISTS[column])
    own = [(value.lower(), value) for value in values if value and value not in unknown]
    return tuple(own + list(FOUND_THERE.get(column, {}).items()))


def _refusals(row: dict) -> Iterator[Effect]:
    for column in NEEDED:
        if not row.get(column):
            yield _refused(column, _("Sans cette information, le lieu n’apparaît pas."))
    if not read_list("services", row.get("services", "")):
        yield _refused("services", _("Aucun service reconnu : le lieu n’apparaît pas."))
    if row.get("commune") and written_city(row["commune"]) != row["commune"]:
        yield _refused("commune", _("Ce nom de commune a des signes que la carte refuse."))
    if row.get("adresse") and written_address(row["adresse"]) != row["adresse"]:
        yield _refused("adresse", _("Cette adresse a des signes que la carte refuse."))
    if row.get("code_postal") and not re.fullmatch(r"\d{5}", row["code_postal"]):
        yield _refused("code_postal", _("Ce code postal n’a pas cinq chiffres."))
    for column, is_right in (("courriels", is_email), ("site_web", is_url), ("prise_rdv", is_url)):
        for value in filter(None, row.get(column, "").split("|")):
            if not is_right(value):
                told = _("« %(value)s » fait refuser toute la fiche.") % {"value": value}
                yield _refused(column, told)


def _refused(column: str, told: str) -> Effect:
    return Effect(REFUSED, column, told, _("Complétez ou corrigez cette case dans la fiche."))


def _lists(row: dict) -> Iterator[Effect]:
    for column in LISTS:
        written = [value for value in row.get(column, "").split("|") if value]
        read = read_list(column, row.get(column, ""))
        lost = [value for value in written if value not in read]
        added = [value for value in read if value not in written]
        if lost:
            told = _("La carte ne reconnaît pas : %(values)s.") % {"values": ", ".join(lost)}
            yield Effect(LOST, column, told, _fix_of_list(column))
        if added:
            told = _("La carte ajoute : %(values)s.") % {"values": ", ".join(added)}
            yield Effect(ALTERED, column, told, _fix_of_list(column))


def _fix_of_list(column: str) -> str:
    if column in UNKNOWN_THERE or column == "frais_a_charge":
        return _("Rien à changer : quand la carte revient ici, les valeurs de la Ville restent.")
    return _("Choisissez une autre valeur, si une autre convient aussi bien.")


def hours_of(row: dict) -> Iterator[Effect]:
    for is_lost, told, fix in hours_effects(row.get("horaires", "")):
        yield Effect(LOST if is_lost else WARNING, "horaires", told, fix)


def _texts(row: dict) -> Iterator[Effect]:
    for column in ("presentation_resume", "presentation_detail"):
        if re.search(r"[\n\r\\]", row.get(column, "")):
            yield Effect(
                ALTERED,
                column,
                _("Les retours à la ligne disparaissent : des mots se collent."),
                _("Écrivez ce texte d’un seul paragraphe."),
            )
    for column in ("nom", "adresse", "commune"):
        if '"' in row.get(column, ""):
            yield Effect(
                ALTERED,
                column,
                _("Les guillemets droits disparaissent."),
                _("Écrivez-les « ainsi », ou enlevez-les."),
            )


def _identity(row: dict, today: date) -> Iterator[Effect]:
    if not row.get("code_insee"):
        yield Effect(
            LOST,
            "code_insee",
            _("Sans code de commune, la carte ne montre pas le lieu."),
            _("Ajoutez le code INSEE de la commune (Miramas : 13063)."),
        )
    if row.get("pivot") in (None, "", UNKNOWN_PIVOT):
        yield Effect(
            WARNING,
            "pivot",
            _("Sans numéro SIRET, la carte reconnaît mal l’organisme."),
            _("Ajoutez le SIRET du lieu ou de l’organisme."),
        )
    if row.get("latitude") is None or row.get("longitude") is None:
        yield Effect(
            WARNING,
            "latitude",
            _("Sans point, la carte cherche l’adresse elle-même et peut se tromper."),
            _("Placez le lieu sur la carte dans sa fiche."),
        )
    yield from _age(row.get("date_maj", ""), today)


def _age(day: str, today: date) -> Iterator[Effect]:
    try:
        age = today - date.fromisoformat(day)
    except ValueError:
        yield _refused("date_maj", _("La date n’est pas lisible : la carte écrira 1970."))
        return
    if age > timedelta(days=FRESH_DAYS):
        yield Effect(
            WARNING,
            "date_maj",
            _("Sa date a plus de six mois : la version d’un autre producteur l’emportera."),
            _("Appelez, puis confirmez la fiche."),
        )
