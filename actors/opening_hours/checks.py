"""Refuses, in plain French, the hours that OSM or this guide cannot evaluate, and says what to type."""

from datetime import date

from django.utils.translation import gettext as _
from opening_hours import validate as library_accepts

from actors.opening_hours import syntax
from actors.opening_hours.repair import suggest
from actors.opening_hours.syntax import MAX_LENGTH, Rule

EXAMPLE = "Mo-Fr 09:00-12:00,14:00-17:00"
# Past 6 in the morning, an end before its start is a slip rather than a night.
LATEST_NIGHT = 6 * 60
_SUN = ("sunrise", "sunset", "dawn", "dusk")


class HoursError(ValueError):
    """Hours that cannot be stored: its text says what to type, `proposal` is that text or None."""

    def __init__(self, message: str, proposal: str | None = None):
        super().__init__(message)
        self.proposal = proposal


def validate(text: str, *, overnight: bool = False) -> str:
    """The text, its spaces cleaned, when it is OSM that we can evaluate; else HoursError.

    `overnight` accepts an end before its start ("22:00-02:00"): the editor's tick. The form that
    says it by itself ("22:00-26:00") needs no tick.
    """
    if not isinstance(text, str) or not text.strip():
        # Empty hours are unknown hours, which a form stores without asking.
        raise HoursError(
            _("Aucun horaire. Écrivez par exemple : %(example)s.") % {"example": EXAMPLE}
        )
    if len(text) > MAX_LENGTH:
        raise HoursError(
            _("Ce texte compte %(length)d signes, pour %(most)d au plus. Retirez des exceptions.")
            % {"length": len(text), "most": MAX_LENGTH}
        )
    cleaned = syntax.clean(text)
    rules = syntax.parse(cleaned)
    if not is_readable(cleaned):
        raise _not_understood(cleaned)
    for rule in rules:
        _check_rule(rule, overnight=overnight)
    return cleaned


def is_readable(text: str) -> bool:
    """Whether the library can evaluate a text, as typed and as we rewrite it.

    The hours of the sun are refused: some make the library panic, and no desk keeps them.
    """
    if not text.strip() or len(text) > MAX_LENGTH:
        return False
    cleaned = syntax.clean(text)
    bare = "".join(cleaned.split('"')[::2]).lower()
    if any(word in bare for word in _SUN):
        return False
    rules = syntax.parse(cleaned)
    return bool(rules) and library_accepts(cleaned) and library_accepts(syntax.join(list(rules)))


def repair(text: str) -> str | None:
    """Valid OSM that says what a French text says ("Lu-Ve 9h-12h"), or None when in doubt."""
    proposal = suggest(text)
    if proposal is None:
        return None
    try:
        return syntax.reorder(validate(proposal))
    except HoursError:
        return None


def _not_understood(text: str) -> HoursError:
    proposal = repair(text)
    if proposal:
        return HoursError(
            _("« %(text)s » n’est pas l’écriture attendue. Écrivez plutôt : %(proposal)s.")
            % {"text": text, "proposal": proposal},
            proposal,
        )
    example = repair(f"{text} 9h-12h")
    if example:
        return _no_hours(text, example)
    return HoursError(
        _("« %(text)s » n’est pas compris. Écrivez par exemple : %(example)s.")
        % {"text": _short(text), "example": EXAMPLE}
    )


def _no_hours(text: str, example: str) -> HoursError:
    return HoursError(
        _("« %(text)s » ne dit pas les heures. Écrivez par exemple : %(example)s.")
        % {"text": text, "example": example}
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _check_rule(rule: Rule, *, overnight: bool) -> None:
    if not rule.readable:
        return
    _check_dates(rule)
    says_nothing = not (rule.times or rule.comment or rule.modifier in ("off", "unknown"))
    if says_nothing:
        example = syntax.render(rule).removesuffix("open").strip()
        raise _no_hours(rule.raw, f"{example} 09:00-12:00".strip())
    _check_times(rule, overnight=overnight)


def _check_dates(rule: Rule) -> None:
    for dates in syntax.dates(rule) or ():
        try:
            # A leap year, for the dates that name none.
            first, last = dates.span() or (date(2028, *dates.first), date(2028, *dates.last))
        except ValueError as error:
            raise HoursError(
                _("« %(text)s » contient une date qui n’existe pas. Corrigez le jour ou le mois.")
                % {"text": rule.raw}
            ) from error
        if dates.year and last < first:
            raise HoursError(
                _("« %(text)s » finit avant de commencer. Écrivez la première date d’abord.")
                % {"text": rule.raw}
            )


def _check_times(rule: Rule, *, overnight: bool) -> None:
    slots = sorted(syntax.minutes(rule) or ())
    for start, end in slots:
        inverted = f"{clock(start)}-{clock(end - syntax.DAY_MINUTES)}" in rule.times
        if end > syntax.DAY_MINUTES and inverted and not overnight:
            raise _inverted(rule, start, end)
    for (start, end), (next_start, next_end) in zip(slots, slots[1:], strict=False):
        if next_start < end:
            whole = f"{clock(start)}-{clock(max(end, next_end))}"
            raise HoursError(
                _("Les heures de « %(text)s » se chevauchent. Écrivez plutôt : %(proposal)s.")
                % {"text": rule.raw, "proposal": whole},
                whole,
            )


def _inverted(rule: Rule, start: int, end: int) -> HoursError:
    end -= syntax.DAY_MINUTES
    if start == end:
        return HoursError(
            _("« %(text)s » ouvre et ferme à la même heure. Écrivez deux heures différentes.")
            % {"text": rule.raw}
        )
    swapped = f"{clock(end)}-{clock(start)}"
    past_midnight = f"{clock(start)}-{clock(end + syntax.DAY_MINUTES)}"
    if end > LATEST_NIGHT:
        return HoursError(
            _("« %(text)s » finit avant de commencer. Écrivez plutôt : %(swapped)s.")
            % {"text": rule.raw, "swapped": swapped},
            swapped,
        )
    return HoursError(
        _(
            "« %(text)s » finit avant de commencer. Écrivez %(swapped)s, "
            "ou %(past)s si cela finit le lendemain."
        )
        % {"text": rule.raw, "swapped": swapped, "past": past_midnight},
        swapped,
    )


def clock(minutes: int) -> str:
    """540 as "09:00", 1560 as "26:00"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def warnings(text: str) -> list[str]:
    """French sentences on valid hours that may not mean what they seem to; the text stays valid."""
    rules = syntax.parse(text)
    if not rules or not is_readable(text):
        return []
    found = [*_order_warning(text), *_everyday_warnings(rules)]
    for rule in rules:
        if rule.readable and rule.times and syntax.minutes(rule) is None:
            found.append(
                _("« %(text)s » ne dit pas quand cela ferme. Ajoutez l’heure de fin.")
                % {"text": rule.raw}
            )
    if not any("PH" in rule.holidays for rule in rules) and any(
        rule.times not in ("", syntax.ALWAYS) for rule in rules
    ):
        found.append(
            _(
                "Rien n’est dit des jours fériés : le guide écrira « Jour férié : appelez avant ». "
                "Ajoutez « ; PH off » si c’est fermé ces jours-là."
            )
        )
    return found


def _order_warning(text: str) -> list[str]:
    ordered = syntax.reorder(text)
    if ordered == text:
        return []
    return [
        _("Une règle annule celle qui la précède. Écrivez plutôt : %(proposal)s.")
        % {"proposal": ordered}
    ]


def _everyday_warnings(rules: tuple[Rule, ...]) -> list[str]:
    found = []
    for index, rule in enumerate(rules):
        if not (rule.readable and rule.is_bare and syntax.minutes(rule)) or rule.times == syntax.ALWAYS:
            continue
        previous = rules[index - 1] if index else None
        if previous and previous.readable and previous.times and rule.separator == ";":
            found.append(
                _(
                    "« %(text)s » vaut tous les jours et remplace ce qui précède. "
                    "Écrivez plutôt : %(proposal)s."
                )
                % {"text": rule.raw, "proposal": f"{syntax.render(previous)},{rule.times}"}
            )
        else:
            found.append(
                _("« %(text)s » ne dit pas quels jours : le guide comprendra tous les jours.")
                % {"text": rule.raw}
            )
    return found
