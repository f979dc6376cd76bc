"""The controlled values of data.inclusion: read into our vocabularies, and written back."""

from collections.abc import Iterable

from actors.vocabularies import DATA_INCLUSION
from services import choices
from services.standards.inclusion_rows import Reader
from services.standards.tables import (
    ACCESS_TO_MOBILISATION,
    CARE_TO_AUDIENCE,
    MOBILISATION_TO_ACCESS,
    REMOTE_SUPPORT,
    SUPPORT_TO_KIND,
    inclusion_of,
    themes_of,
    values_of,
)

# Vocabulary → column of a service, and the vocabulary itself.
_LISTED = {
    "di_theme": ("thematiques", choices.DI_THEME),
    "audience": ("publics", choices.AUDIENCE),
    "fee": ("frais", choices.FEE),
    "reception": ("modes_accueil", choices.RECEPTION),
    "mobilisation": ("modes_mobilisation", choices.MOBILISATION),
    "mobilisable_by": ("mobilisable_par", choices.MOBILISABLE_BY),
}


def read_terms(read: Reader) -> dict[str, list[str]]:
    """What the source states, and the pages' own vocabularies, so that the filters find it."""
    terms = {name: read.codes(column, words) for name, (column, words) in _LISTED.items()}
    terms["theme"] = themes_of(terms["di_theme"])
    terms["access"] = [MOBILISATION_TO_ACCESS[way] for way in terms["mobilisation"]]
    return terms


def read_kind(read: Reader) -> str:
    kinds = read.codes("type", choices.SERVICE_KIND)
    return kinds[0] if kinds else ""


def kind_of(values: dict) -> str:
    """The kind as it is stated, else the first that the ways of helping tell."""
    supports = values.get("terms", {}).get("support", ())
    derived = (kind for support, kind in SUPPORT_TO_KIND.items() if support in supports)
    return values.get("kind") or next(derived, "")


def write_terms(terms: dict) -> dict:
    """Each list as its source stated it, else derived from what the guide knows."""
    stated = {name: terms.get(name, ()) for name in _LISTED}
    stated["di_theme"] = stated["di_theme"] or inclusion_of(terms.get("theme", ()))
    stated["mobilisation"] = stated["mobilisation"] or _unique(
        ACCESS_TO_MOBILISATION.get(access) for access in terms.get("access", ())
    )
    stated["audience"] = _audiences(terms)
    if not stated["reception"] and REMOTE_SUPPORT in terms.get("support", ()):
        stated["reception"] = ["a-distance"]
    if "gratuit-sous-condition" in stated["fee"]:
        stated["fee"] = ["gratuit"]
    lists = {
        column: values_of(vocabulary, DATA_INCLUSION, stated[name])
        for name, (column, vocabulary) in _LISTED.items()
    }
    lists["frais"] = lists["frais"][0] if lists["frais"] else ""
    return lists


def _audiences(terms: dict) -> list[str]:
    stated = list(terms.get("audience", ()))
    if "tous-publics" in stated:
        return ["tous-publics"]  # the standard takes it alone
    return stated + [
        CARE_TO_AUDIENCE[care] for care in terms.get("special_care", ()) if care in CARE_TO_AUDIENCE
    ]


def _unique(codes: Iterable[str | None]) -> list[str]:
    return [code for code in dict.fromkeys(codes) if code]
