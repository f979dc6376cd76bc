"""The one line that tells the public whether to come: three tiers, a sign, words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actors.opening_hours.calendars import in_paris
from actors.opening_hours.evaluation import (
    APPOINTMENT,
    CLOSED,
    CLOSED_TEMPORARILY,
    HOLIDAY,
    OPEN,
    UNKNOWN,
)
from actors.opening_hours.states import HoursState
from actors.opening_hours.words import (
    day_words,
    hour_words,
    list_words,
    opening_words,
    slot_words,
)

SURE, TO_CHECK, SHUT = "✔", "◐", "○"
_APPOINTMENT_ALONE = ("sur rendez-vous", "rendez-vous", "sur rdv", "rdv")


@dataclass(frozen=True)
class StatusLine:
    """tier: verified_open, announced, unknown, closed, appointment, holiday or closed_until.

    `detail` is a second, smaller line, often empty. Nothing of it changes before `next_change`.
    """

    tier: str
    sign: str
    text: str
    detail: str
    is_open: bool
    next_change: datetime


def status_line(
    state: HoursState,
    *,
    verified: bool,
    announced_year: int | None = None,
    verified_on: date | None = None,
    at: datetime,
) -> StatusLine:
    """The public words of a state; « Ouvert » and « Fermé » only for verified hours.

    A closure is stated by the place itself and an absence of hours claims nothing: neither
    depends on `verified`. `announced_year` is the year of the source, `verified_on` when a person
    last confirmed the hours, too long ago where `verified` is false.
    """
    at = in_paris(at)
    tier, sign, text, detail = _WRITERS[state.kind](state, verified, at)
    if not verified and tier in ("announced", "appointment"):
        how_sure = _announcement(announced_year, verified_on)
        detail = " · ".join(part for part in (how_sure, detail) if part)
    return StatusLine(tier, sign, text, detail, tier == "verified_open", state.next_change)


def timeless_line(at: datetime) -> StatusLine:
    """For what will be read at another time: the hours are on the page, not the state."""
    text = _("Horaires sur la fiche, appelez avant")
    return StatusLine("announced", TO_CHECK, text, "", False, at + timedelta(days=1))


def _announcement(year: int | None, verified_on: date | None) -> str:
    if verified_on is not None:
        month = date_format(verified_on, "F Y")
        return _("vérifié en %(month)s, à confirmer de nouveau") % {"month": month}
    if year is None:
        return _("horaires pas encore vérifiés")
    return _("annonce de %(year)d, pas encore vérifiée") % {"year": year}


def _open(state: HoursState, verified: bool, at: datetime) -> tuple[str, str, str, str]:
    if not verified:
        return _announced(state, at)
    if state.closes_at is None or state.closes_at - at > timedelta(days=1):
        return "verified_open", SURE, _("Ouvert jour et nuit"), state.comment
    text = _("Ouvert, ferme à %(hour)s") % {"hour": hour_words(state.closes_at)}
    return "verified_open", SURE, text, state.comment


def _closed(state: HoursState, verified: bool, at: datetime) -> tuple[str, str, str, str]:
    if not verified:
        return _announced(state, at)
    if state.next_opening is None:
        return "closed", SHUT, _("Fermé"), state.comment
    when = opening_words(state.next_opening, at)
    return "closed", SHUT, _("Fermé, ouvre %(when)s") % {"when": when}, state.comment


def _announced(state: HoursState, at: datetime) -> tuple[str, str, str, str]:
    if state.today:
        hours = list_words([slot_words(start, end) for start, end in state.today])
        text = _("Horaires annoncés : %(hours)s, appelez avant") % {"hours": hours}
    elif state.next_opening:
        when = opening_words(state.next_opening, at, near=True)
        text = _("Horaires annoncés : ouvre %(when)s, appelez avant") % {"when": when}
    else:
        text = _("Horaires annoncés : fermé, appelez avant")
    return "announced", TO_CHECK, text, state.comment


def _appointment(state: HoursState, verified: bool, at: datetime) -> tuple[str, str, str, str]:
    comment = "" if state.comment.lower() in _APPOINTMENT_ALONE else state.comment
    return "appointment", TO_CHECK, _("Sur rendez-vous"), comment


def _unknown(state: HoursState, verified: bool, at: datetime) -> tuple[str, str, str, str]:
    return "unknown", TO_CHECK, _("Horaires à demander"), state.comment


def _holiday(state: HoursState, verified: bool, at: datetime) -> tuple[str, str, str, str]:
    return "holiday", TO_CHECK, _("Jour férié : appelez avant"), ""


def _closed_until(state: HoursState, verified: bool, at: datetime) -> tuple[str, str, str, str]:
    detail = ""
    if verified and state.next_opening:
        when = opening_words(state.next_opening, at)
        detail = _("ouvre %(when)s") % {"when": when}
    if state.until is None:
        return "closed_until", SHUT, _("Fermé pour le moment"), detail
    if state.until == at.date():
        return "closed_until", SHUT, _("Fermé aujourd’hui"), detail
    day = day_words(state.until, at.date())
    if (state.until - at.date()).days == 1:
        return "closed_until", SHUT, _("Fermé jusqu’à demain"), detail
    return "closed_until", SHUT, _("Fermé jusqu’au %(day)s") % {"day": day}, detail


_WRITERS = {
    OPEN: _open,
    CLOSED: _closed,
    APPOINTMENT: _appointment,
    UNKNOWN: _unknown,
    HOLIDAY: _holiday,
    CLOSED_TEMPORARILY: _closed_until,
}
