"""What the national map keeps of opening hours, and the same hours as it would keep them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from actors.opening_hours import syntax

_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
# Texts that begin otherwise are dropped, the whole of them: one day, or two joined, then a time.
KEPT = re.compile(rf"(?:{_DAY}(?:[-,]{_DAY})?\s)?{_HOUR}-{_HOUR}.*", re.DOTALL)
_HOLIDAYS = re.compile(r"\b(?:PH|SH)\b")


def hours_effects(text: str) -> Iterator[tuple[bool, str, str]]:
    """(whether the hours are lost, what happens, what to do) for hours in OSM text."""
    if not text:
        return
    if not KEPT.fullmatch(text):
        told = _("La carte ne lit pas ces horaires : ils disparaissent.")
        same = as_kept(text)
        if same:
            yield True, told, _("Écrivez la même chose ainsi : %(hours)s") % {"hours": same}
        else:
            yield True, told, _("Commencez par un jour ordinaire et ses heures, si c’est possible.")
        return
    if _HOLIDAYS.search(text) or '"' in text:
        yield (
            False,
            _("Les horaires restent, mais la carte ne sait plus dire « ouvert » ou « fermé »."),
            _("Rien à changer ici : ces précisions servent aux habitants de la ville."),
        )


def as_kept(text: str) -> str:
    """Hours that say the same and that the map keeps; nothing when there are none.

    The first rule is cut after its first days: its own two parts name other days, so that neither
    takes anything from the other, whatever follows.
    """
    first, *others = syntax.parse(text) or (None,)
    if first is None or not first.readable or first.both or first.wide or first.is_off:
        return ""
    here, *later = first.days.split(",")
    if not here or not (later or first.holidays):
        return ""
    rules = [
        replace(first, days=here, holidays=()),
        replace(first, days=",".join(later), separator=";"),
        *others,
    ]
    same = syntax.join(rules)
    return same if len(same) <= syntax.MAX_LENGTH and KEPT.fullmatch(same) else ""
