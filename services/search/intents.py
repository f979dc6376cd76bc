"""Wishes: « gratuit », « le samedi », « pour les seniors »: what a service must offer beside."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from services.search.documents import MOMENTS, Document

AUDIENCES = (
    "tous-publics",
    "seniors",
    "jeunes",
    "etudiants",
    "familles",
    "femmes",
    "demandeurs-emploi",
    "actifs",
    "beneficiaires-des-minimas-sociaux",
    "personnes-en-situation-de-handicap",
    "personnes-en-situation-durgence",
    "personnes-en-situation-juridique-specifique",
    "personnes-exilees",
    "residents-qpv-frr",
)
_BIT = {code: 1 << place for place, code in enumerate(AUDIENCES)}
# Those of the vocabulary that are not French, and an interpreter for any.
OTHER = "autre"
LANGUAGES = (
    *("en", "ar", "tr", "es", "pt", "it", "pl", "ro", "ru", "uk"),
    *("fa", "ps", "ka", "ber", "lsf", OTHER),
)
_LANGUAGE_BIT = {code: 1 << place for place, code in enumerate(LANGUAGES)}
# What a service gains when it meets a wish, and loses when it does not.
GAIN = {"public": 0.8, "frais": 0.3, "jour": 0.5, "moment": 0.8, "rdv": 0.6, "acces": 0.6}
LOSS = {"public": 0.25, "frais": 0.25, "jour": 0.65, "moment": 0.6, "rdv": 0.35, "acces": 0.35}
GAIN["langue"], LOSS["langue"] = 0.9, 0.45
_UNSAID = {"frais": 0.4, "jour": 0.3, "moment": 0.3, "rdv": 0.2, "acces": 0.0, "langue": 0.0}
_FOR_ALL = 0.55
_FIRST_DEGREE = 0.6
_INTERPRETED = 0.7


@dataclass
class Facets:
    """Columns of figures, one row a service."""

    audiences: np.ndarray
    days: np.ndarray
    moments: np.ndarray
    free: np.ndarray
    walk_in: np.ndarray
    remote: np.ndarray
    languages: np.ndarray
    inferred: np.ndarray
    digital: np.ndarray

    @classmethod
    def of(cls, documents: list[Document]) -> "Facets":
        def column(values, kind):
            return np.fromiter(values, dtype=kind, count=len(documents))

        return cls(
            audiences=column((_audience_bits(d) for d in documents), np.int32),
            days=column((sum(1 << day for day in d.days) for d in documents), np.uint8),
            moments=column(
                (sum(1 << MOMENTS.index(m) for m in d.moments) for d in documents), "u1"
            ),
            free=column((_said(d.free) for d in documents), np.float32),
            walk_in=column((_said(d.walk_in) for d in documents), np.float32),
            remote=column((float(d.remote) for d in documents), np.float32),
            languages=column((_language_bits(d.languages) for d in documents), np.int32),
            inferred=column((d.inferred for d in documents), bool),
            digital=column((_is_digital(d) for d in documents), bool),
        )


def _said(value: bool | None) -> float:
    return np.nan if value is None else float(value)


def _audience_bits(document: Document) -> int:
    return sum(_BIT.get(code, 0) for code in document.audiences)


def _language_bits(codes: Iterable[str]) -> int:
    return sum(_LANGUAGE_BIT.get(code, 0) for code in codes)


def _is_digital(document: Document) -> bool:
    """The guide is about digital help: what is stated to be of another theme comes after."""
    return not document.codes or any(
        code.startswith("numerique--") or "--" not in code for code in document.codes
    )


def met(name: str, values: tuple[str, ...], facets: Facets) -> np.ndarray | None:
    """How far each service says it meets the wish, in [0, 1]; None when no field can say."""
    if name == "public":
        return _audience(values, facets)
    if name == "jour":
        wanted = sum(1 << int(value) for value in values)
        unsaid = np.where(facets.days == 0, _UNSAID[name], 0.0)
        return np.maximum((facets.days & wanted) > 0, unsaid).astype(np.float32)
    if name == "moment":
        wanted = sum(1 << MOMENTS.index(value) for value in values if value in MOMENTS)
        unsaid = np.where(facets.moments == 0, _UNSAID[name], 0.0)
        return np.maximum((facets.moments & wanted) > 0, unsaid).astype(np.float32)
    if name == "frais":
        return np.nan_to_num(facets.free, nan=_UNSAID[name])
    if name == "rdv":
        return np.nan_to_num(facets.walk_in, nan=_UNSAID[name])
    if name == "acces" and "distance" in values:
        return facets.remote
    if name == "langue":
        interpreted = np.where(facets.languages & _LANGUAGE_BIT[OTHER], _INTERPRETED, 0.0)
        spoken = (facets.languages & _language_bits(values)) > 0
        return np.maximum(spoken, interpreted).astype(np.float32)
    return np.zeros(len(facets.days), dtype=np.float32)


def _audience(values: tuple[str, ...], facets: Facets) -> np.ndarray:
    result = np.zeros(len(facets.audiences), dtype=np.float32)
    for_all = (facets.audiences == 0) | ((facets.audiences & _BIT["tous-publics"]) > 0)
    result[for_all] = _FOR_ALL
    for place, value in enumerate(values):
        share = 1.0 if place == 0 else _FIRST_DEGREE
        result = np.maximum(result, share * ((facets.audiences & _BIT.get(value, 0)) > 0))
    return result.astype(np.float32)


def factor(name: str, evidence: np.ndarray, strength: float) -> np.ndarray:
    """Multiplier of a score for how far the wish is met."""
    gain, loss = GAIN.get(name, 0.3), LOSS.get(name, 0.2)
    return 1 + strength * (gain * evidence - loss * (1 - evidence))
