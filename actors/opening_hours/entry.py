"""The entry table: hours as an editor fills them, and the OSM text they make, in the safe order."""

from dataclasses import dataclass, field, replace
from datetime import date, time

from actors.opening_hours import syntax
from actors.opening_hours.syntax import DAY_MINUTES

SAME, CLOSED, OTHER = "same", "closed", "other"
SCHOOL_HOLIDAYS = (SAME, CLOSED, OTHER)
MOST_SLOTS = 3
APPOINTMENT_COMMENT = "sur rendez-vous"


@dataclass(frozen=True)
class Slot:
    """From `start` to `end`; 00:00 as an end is midnight.

    An end before the start is only meant when `crosses_midnight` is ticked.
    """

    start: time
    end: time
    crosses_midnight: bool = False

    def minutes(self) -> tuple[int, int]:
        """Minutes from the midnight of its day; the end past 1440 when it falls on the next day."""
        end = _minutes(self.end)
        if end == 0 or self.crosses_midnight:
            end += DAY_MINUTES
        return _minutes(self.start), end


Slots = tuple[Slot, ...]
Week = tuple[Slots, ...]
NO_HOURS: Week = ((),) * 7


@dataclass(frozen=True)
class SpecialDays:
    """From a day to a day, both included: shut, or open at those hours and no others."""

    first: date
    last: date
    slots: Slots = ()
    reason: str = ""


@dataclass(frozen=True)
class Entry:
    """One filled table.

    days, school_days: seven days from Monday, up to three slots each.
    public_holidays: None when nothing is said, () when shut, else the slots of those days.
    school_holidays: same, closed, or other (then `school_days` is the week of the holidays).
    by_appointment: the slots, if any, are for those who have an appointment.
    unknown: nobody knows the hours; nothing else is then filled.
    """

    days: Week = NO_HOURS
    public_holidays: Slots | None = None
    school_holidays: str = SAME
    school_days: Week = NO_HOURS
    exceptions: tuple[SpecialDays, ...] = field(default=())
    by_appointment: bool = False
    unknown: bool = False


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def slot_of(start: int, end: int) -> Slot:
    """The slot of (start, end) minutes, the end past 1440 when it falls on the next day."""
    crosses = end > DAY_MINUTES
    end %= DAY_MINUTES
    return Slot(time(start // 60, start % 60), time(end // 60, end % 60), crosses)


def normalise(entry: Entry) -> Entry:
    """The same hours, written one way: slots sorted, ticks and choices that change nothing undone.

    Exceptions come longest first, so that a special day inside a closure wins.
    """
    if entry.unknown:
        return Entry(unknown=True)
    days = tuple(_normal_slots(slots) for slots in entry.days)
    school, school_days = entry.school_holidays, NO_HOURS
    if school == OTHER:
        school_days = tuple(_normal_slots(slots) for slots in entry.school_days)
        if school_days == days:
            school, school_days = SAME, NO_HOURS
        elif not any(school_days):
            school = CLOSED
    if school == CLOSED and not any(days) and not _is_appointment_alone(entry):
        school = SAME
    holidays = entry.public_holidays
    exceptions = {
        replace(item, slots=_normal_slots(item.slots), reason=_reason(item.reason))
        for item in entry.exceptions
    }
    return replace(
        entry,
        days=days,
        public_holidays=None if holidays is None else _normal_slots(holidays),
        school_holidays=school,
        school_days=school_days,
        exceptions=tuple(sorted(exceptions, key=_longest_first)),
    )


def _is_appointment_alone(entry: Entry) -> bool:
    return entry.by_appointment and not any(entry.days)


def _normal_slots(slots: Slots) -> Slots:
    normal = set()
    for slot in slots:
        start, end = slot.minutes()
        ticked = slot.crosses_midnight and slot.end != time(0) and end - start < DAY_MINUTES
        normal.add(replace(slot, crosses_midnight=ticked))
    return tuple(sorted(normal, key=Slot.minutes))


def _longest_first(item: SpecialDays) -> tuple:
    slots = tuple(slot.minutes() for slot in item.slots)
    return (item.first - item.last, item.first, slots, item.reason)


def _reason(text: str) -> str:
    """A reason that OSM can hold between its quotes."""
    return " ".join(text.replace('"', " ").split())


def without_past(entry: Entry, today: date) -> Entry:
    """The entry without the exceptions that are over: they only take room."""
    return replace(entry, exceptions=tuple(item for item in entry.exceptions if item.last >= today))


def to_osm(entry: Entry) -> str:
    """The OSM text of a checked entry, "" when hours are unknown.

    Weekly rules come first, then school holidays, dated exceptions, public holidays last: in any
    other order a later rule would undo an earlier one.
    """
    entry = normalise(entry)
    if entry.unknown:
        return ""
    comment = f'"{APPOINTMENT_COMMENT}"' if entry.by_appointment else ""
    rules = _week_rules("", entry.days, comment)
    if not rules and entry.by_appointment:
        rules = [comment]
    if entry.school_holidays != SAME:
        rules.append("SH off")
        rules += _week_rules("SH", entry.school_days, comment)
    rules += [_exception_rule(item, entry.by_appointment) for item in entry.exceptions]
    if entry.public_holidays is not None:
        rules.append(_rule("PH", entry.public_holidays, comment))
    return "; ".join(rules)


def _week_rules(prefix: str, week: Week, comment: str) -> list[str]:
    """One rule for the days that share their hours, in the order of the week."""
    groups: dict[Slots, list[int]] = {}
    for day, slots in enumerate(week):
        if slots:
            groups.setdefault(slots, []).append(day)
    return [
        _rule(f"{prefix} {syntax.weekday_list(set(days))}".strip(), slots, comment)
        for slots, days in groups.items()
    ]


def _rule(selector: str, slots: Slots, comment: str) -> str:
    if not slots:
        return f"{selector} off"
    times = ",".join(
        f"{syntax.clock(start)}-{syntax.clock(end)}"
        for start, end in (slot.minutes() for slot in slots)
    )
    return f"{selector} {times} {comment}".strip()


def _exception_rule(item: SpecialDays, by_appointment: bool) -> str:
    days = syntax.osm_dates(item.first, item.last)
    if not item.slots:
        return f'{days} off "{item.reason}"' if item.reason else f"{days} off"
    parts = [APPOINTMENT_COMMENT] if by_appointment else []
    parts += [item.reason] if item.reason else []
    return _rule(days, item.slots, f'"{", ".join(parts)}"' if parts else "")
