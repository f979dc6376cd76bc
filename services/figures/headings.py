"""The headings of the Villes Internet dossier, and the kinds of action that stand under each.

From what excerpts of the town's dossiers show (2021 to 2024). The association's own form may say
more: a kind added here needs no migration of data.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

_FILE = Path(__file__).resolve().parents[2] / "fixtures" / "label.json"


@dataclass(frozen=True)
class Heading:
    """One heading of the dossier; `kinds` maps the code of a kind to its words."""

    code: str
    label: str
    kinds: dict[str, str]


HEADINGS = (
    Heading("demarches", _("Démarches en ligne"), {"demarche": _("démarche en ligne")}),
    Heading(
        "democratie",
        _("Information et démocratie locale"),
        {
            "information": _("information des habitants"),
            "participation": _("participation des habitants"),
        },
    ),
    Heading(
        "pour-tous",
        _("Le numérique pour tous"),
        {
            "ecoles": _("écoles"),
            "associations": _("associations"),
            "seniors": _("personnes âgées"),
            "commerces": _("commerces"),
            "entreprises": _("entreprises"),
            "accessibilite": _("accessibilité"),
        },
    ),
    Heading("mediation", _("Médiation numérique"), {"mediation": _("médiation numérique")}),
    Heading(
        "reseaux",
        _("Réseaux et équipements"),
        {
            "fibre": _("fibre"),
            "wifi": _("Wi-Fi municipal"),
            "donnees": _("centre de données municipal"),
            "equipement": _("autre équipement"),
        },
    ),
    Heading(
        "culture",
        _("Culture et patrimoine"),
        {"culture": _("culture"), "patrimoine": _("patrimoine")},
    ),
    Heading("education", _("Éducation au numérique"), {"education": _("éducation au numérique")}),
    Heading("agents", _("Formation des agents"), {"agents": _("formation des agents")}),
)


@dataclass(frozen=True)
class PastTotal:
    """What the town counted for a ceremony; `at_least` when it only said « plus de »."""

    year: int
    total: int
    at_least: bool
    ceremony: str
    level: int
    note: str
    source: str


def kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of a form, grouped by heading."""
    return [(heading.label, list(heading.kinds.items())) for heading in HEADINGS]


@lru_cache(maxsize=1)
def past_totals() -> tuple[PastTotal, ...]:
    """The totals of past years, from the town's own pages, the oldest first."""
    rows = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(PastTotal(**row) for row in rows["past_totals"])
