"""Holes as sentences: « Rien le samedi pour les seniors à La Carraire. »"""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import geo
from services.choices import AUDIENCE, PILLAR
from services.figures.coverage import AFTERNOON, ALL_WEEK, MORNING, Hole, half_day

DAYS = (
    gettext_lazy("lundi"),
    gettext_lazy("mardi"),
    gettext_lazy("mercredi"),
    gettext_lazy("jeudi"),
    gettext_lazy("vendredi"),
    gettext_lazy("samedi"),
    gettext_lazy("dimanche"),
)
HALVES = (gettext_lazy("matin"), gettext_lazy("après-midi"))
MOST_NAMED = 3
# « pour … »: the labels of the vocabulary do not all follow that word.
_FOR = {
    "tous-publics": gettext_lazy("tous les habitants"),
    "seniors": gettext_lazy("les seniors"),
    "jeunes": gettext_lazy("les jeunes"),
    "etudiants": gettext_lazy("les étudiants"),
    "familles": gettext_lazy("les familles"),
    "femmes": gettext_lazy("les femmes"),
    "demandeurs-emploi": gettext_lazy("les personnes qui cherchent un emploi"),
    "actifs": gettext_lazy("les personnes qui travaillent"),
}


def sentence(hole: Hole) -> str:
    parts = [_("Rien"), when(hole.half_days)]
    if hole.pillar:
        parts.append(_("pour « %(pillar)s »") % {"pillar": PILLAR.label_of(hole.pillar)})
    if hole.audiences:
        parts.append(_("pour %(people)s") % {"people": _people(hole.audiences)})
    parts.append(_where(hole.quarters))
    return " ".join(part for part in parts if part) + "."


def _where(codes: tuple[str, ...]) -> str:
    names = [quarter(code) for code in codes]
    if not names:
        return _("dans toute la ville")
    if all(name.startswith("La ") for name in names):
        return _("à %(places)s") % {"places": listed(names)}
    if len(names) == 1:
        return _("dans le quartier %(place)s") % {"place": names[0]}
    return _("dans les quartiers %(places)s") % {"places": listed(names)}


def _people(codes: tuple[str, ...]) -> str:
    """The first three by name: a sentence of ten audiences says nothing any more."""
    names = [audience(code) for code in codes]
    left = len(names) - MOST_NAMED
    if left > 1:
        others = _("%(n)d autres publics") % {"n": left}
        names = [*names[:MOST_NAMED], others]
    return listed(names)


def when(half_days: int) -> str:
    """« le samedi », « du lundi au vendredi », « le lundi matin »; nothing for the whole week."""
    if half_days == ALL_WEEK:
        return ""
    whole = [
        day for day in range(7) if _has(half_days, day, MORNING) and _has(half_days, day, AFTERNOON)
    ]
    parts = _ranges(whole)
    for half in (MORNING, AFTERNOON):
        days = [day for day in range(7) if _has(half_days, day, half) and day not in whole]
        parts += [f"{text} {HALVES[half]}" for text in _ranges(days)]
    return listed(parts)


def _has(half_days: int, day: int, half: int) -> bool:
    return bool(half_days & half_day(day, half))


def _ranges(days: list[int]) -> list[str]:
    """Three days in a row and more become one range."""
    texts, run = [], []
    for day in [*days, 99]:
        if run and day != run[-1] + 1:
            if len(run) > 2:
                told = {"first": DAYS[run[0]], "last": DAYS[run[-1]]}
                texts.append(_("du %(first)s au %(last)s") % told)
            else:
                texts += [_("le %(day)s") % {"day": DAYS[one]} for one in run]
            run = []
        run.append(day)
    return texts


def audience(code: str) -> str:
    return str(_FOR.get(code) or f"« {AUDIENCE.label_of(code)} »")


def quarter(code: str) -> str:
    return str(geo.quarter_labels().get(code, code))


def listed(words: Iterable[str]) -> str:
    """« a, b et c »."""
    *first, last = [str(word) for word in words]
    return _("%(first)s et %(last)s") % {"first": ", ".join(first), "last": last} if first else last
