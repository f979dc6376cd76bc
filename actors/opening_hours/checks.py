"""Refuses the hours that this guide cannot evaluate, and says in French what to type instead."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from opening_hours import validate as library_accepts

from actors.opening_hours import expansion, syntax
from actors.opening_hours.order import reorder
from actors.opening_hours.repair import suggest
from actors.opening_hours.syntax import MAX_LENGTH, Rule

EXAMPLE = "Mo-Fr 09:00-12:00,14:00-17:00"
# Past 6 in the morning, an end before its start is a slip rather than a night.
LATEST_NIGHT = 6 * 60
_ANY_YEARS = range(2026, 2028)
_SUN = ("sunrise", "sunset", "dawn", "dusk")


class HoursError(ValueError):
    """Hours that cannot be stored: the message says what to type.

    `proposal` is the whole text that would do, or None when we would have to guess.
    """

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
            _("Aucun horaire. Écrivez par exemple : %(example)s.") % {"example": EXAMPLE}
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
        if rule.readable:
            _check_dates(rule)
            _check_hours(rule)
            _check_times(rules, rule, overnight=overnight)
    return cleaned


def is_readable(text: str) -> bool:
    """Whether the library can evaluate a text, as typed and as it is rewritten for it.

    The hours of the sun are refused: some make the library panic, and no desk keeps them.
    """
    if not text.strip() or len(text) > MAX_LENGTH:
        return False
    cleaned = syntax.clean(text)
    bare = "".join(cleaned.split('"')[::2]).lower()
    if any(word in bare for word in _SUN):
        return False
    rules = syntax.parse(cleaned)
    if not rules or not library_accepts(cleaned):
        return False
    rewritten = expansion.expressions(rules, _ANY_YEARS)
    return all(library_accepts(part) for parts in rewritten for part in parts if part)


def repair(text: str) -> str | None:
    """Valid OSM that says what a French text says ("Lu-Ve 9h-12h"), or None when in doubt."""
    proposal = suggest(text)
    # Checked before `validate`, whose refusal of unreadable text asks for a repair in its turn.
    if proposal is None or not is_readable(proposal):
        return None
    try:
        return reorder(validate(proposal))
    except HoursError:
        return None


def _not_understood(text: str) -> HoursError:
    proposal = repair(text)
    if proposal:
        return HoursError(
            _("« %(text)s » n’est pas l’écriture attendue. Écrivez plutôt : %(proposal)s.")
            % {"text": text, "proposal": proposal},
            proposal,
        )
    example = repair(f"{text} 9h-12h")
    if example:
        return _no_hours(text, example)
    return HoursError(
        _("« %(text)s » n’est pas compris. Écrivez par exemple : %(example)s.")
        % {"text": _short(text), "example": EXAMPLE}
    )


def _no_hours(text: str, example: str) -> HoursError:
    return HoursError(
        _("« %(text)s » ne dit pas les heures. Écrivez par exemple : %(example)s.")
        % {"text": text, "example": example}
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _check_hours(rule: Rule) -> None:
    if rule.times or rule.comment or rule.modifier in ("off", "unknown"):
        return
    days = syntax.render(rule).removesuffix("open").strip()
    raise _no_hours(rule.raw, f"{days} 09:00-12:00".strip())


def _check_dates(rule: Rule) -> None:
    for dates in syntax.dates(rule) or ():
        try:
            # A leap year, for the dates that name none.
            first, last = dates.span() or (date(2028, *dates.first), date(2028, *dates.last))
        except ValueError as error:
            raise HoursError(
                _("« %(text)s » contient une date qui n’existe pas. Corrigez le jour ou le mois.")
                % {"text": rule.raw}
            ) from error
        if dates.year and last < first:
            raise HoursError(
                _("« %(text)s » finit avant de commencer. Écrivez la première date d’abord.")
                % {"text": rule.raw}
            )


def _check_times(rules: tuple[Rule, ...], rule: Rule, *, overnight: bool) -> None:
    slots = sorted(syntax.minutes(rule) or ())
    for start, end in slots:
        if not overnight and _is_inverted(rule, start, end):
            raise _inverted(rules, rule, start, end - syntax.DAY_MINUTES)
    merged: list[tuple[int, int]] = []
    for start, end in slots:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    if len(merged) < len(slots):
        times = ",".join(_range(start, end) for start, end in merged)
        better = replace(rule, times=times)
        raise HoursError(
            _("Les heures de « %(text)s » se chevauchent. Écrivez plutôt : %(better)s.")
            % {"text": rule.raw, "better": syntax.render(better)},
            _with_rule(rules, rule, better),
        )


def _is_inverted(rule: Rule, start: int, end: int) -> bool:
    """Whether a slot was typed with its end first: "22:00-02:00", not "22:00-26:00"."""
    return end > syntax.DAY_MINUTES and _range(start, end - syntax.DAY_MINUTES) in rule.times


def _inverted(rules: tuple[Rule, ...], rule: Rule, start: int, end: int) -> HoursError:
    if start == end:
        return HoursError(
            _("« %(text)s » ouvre et ferme à la même heure. Écrivez deux heures différentes.")
            % {"text": rule.raw}
        )
    typed, swapped = _range(start, end), _range(end, start)
    past_midnight = _range(start, end + syntax.DAY_MINUTES)
    if end > LATEST_NIGHT:
        message = _("« %(text)s » finit avant de commencer. Écrivez plutôt : %(swapped)s.")
    else:
        message = _(
            "« %(text)s » finit avant de commencer. Écrivez %(swapped)s, "
            "ou %(past)s si cela finit le lendemain."
        )
    return HoursError(
        message % {"text": rule.raw, "swapped": swapped, "past": past_midnight},
        _with_rule(rules, rule, replace(rule, times=rule.times.replace(typed, swapped))),
    )


def _range(start: int, end: int) -> str:
    return f"{syntax.clock(start)}-{syntax.clock(end)}"


def _with_rule(rules: tuple[Rule, ...], rule: Rule, better: Rule) -> str:
    """The whole text with one rule bettered."""
    return syntax.join([better if other is rule else other for other in rules])


def warnings(text: str) -> list[str]:
    """French sentences on valid hours that may not mean what they seem to; the text stays valid."""
    rules = syntax.parse(text)
    if not rules or not is_readable(text):
        return []
    found = [*_order_warning(text), *_everyday_warnings(rules)]
    for rule in rules:
        if rule.readable and rule.times and syntax.minutes(rule) is None:
            found.append(
                _("« %(text)s » ne dit pas quand cela ferme. Ajoutez l’heure de fin.")
                % {"text": rule.raw}
            )
    if not any("PH" in rule.holidays for rule in rules) and any(
        rule.times not in ("", syntax.ALWAYS) for rule in rules
    ):
        found.append(
            _(
                "Rien n’est dit des jours fériés : le guide écrira « Jour férié : appelez avant ». "
                "Ajoutez « ; PH off » si c’est fermé ces jours-là."
            )
        )
    return found


def _order_warning(text: str) -> list[str]:
    ordered = reorder(text)
    if ordered == text:
        return []
    return [
        _("Une règle annule celle qui la précède. Écrivez plutôt : %(proposal)s.")
        % {"proposal": ordered}
    ]


def _everyday_warnings(rules: tuple[Rule, ...]) -> list[str]:
    found = []
    for index, rule in enumerate(rules):
        says_days = not rule.is_bare or rule.times == syntax.ALWAYS
        if says_days or not rule.readable or not syntax.minutes(rule):
            continue
        previous = rules[index - 1] if index else None
        if previous and previous.readable and previous.times and rule.separator == ";":
            found.append(
                _(
                    "« %(text)s » vaut tous les jours et remplace ce qui précède. "
                    "Écrivez plutôt : %(proposal)s."
                )
                % {"text": rule.raw, "proposal": f"{syntax.render(previous)},{rule.times}"}
            )
        else:
            found.append(
                _("« %(text)s » ne dit pas quels jours : le guide comprendra tous les jours.")
                % {"text": rule.raw}
            )
    return found
