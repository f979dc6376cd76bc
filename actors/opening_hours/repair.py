"""Turns the ways French people write hours into OSM text, when nothing has to be guessed."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from actors.opening_hours.syntax import MONTHS, weekday_list

_MOST_SIGNS = 1000
_DAY_NAMES = (
    ("lundi", "lundis", "lun", "lu", "mo"),
    ("mardi", "mardis", "mar", "ma", "tu"),
    ("mercredi", "mercredis", "mer", "me", "we"),
    ("jeudi", "jeudis", "jeu", "je", "th"),
    ("vendredi", "vendredis", "ven", "ve", "fr"),
    ("samedi", "samedis", "sam", "sa"),
    ("dimanche", "dimanches", "dim", "di", "su"),
)
_DAYS = {name: day for day, names in enumerate(_DAY_NAMES) for name in names}
_MONTH_NAMES = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet"),
    *("aout", "septembre", "octobre", "novembre", "decembre"),
)
_MONTHS = {name: MONTHS[number] for number, name in enumerate(_MONTH_NAMES)}
_DATE = rf"(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)})(?: (\d{{4}}))?"
_PERIOD = re.compile(
    rf"(?:du )?(\d{{1,2}})(?: ({'|'.join(_MONTHS)})(?: (\d{{4}}))?)? ?(?:au|a|-) ?{_DATE}|{_DATE}"
)
# Each phrase becomes one word, so that the words below need no look-ahead.
_PHRASES = (
    (r"24 ?h(?:eures)? ?(?:/|sur) ?24(?:[ ,]*7 ?j(?:ours)? ?(?:/|sur) ?7)?|24/7", " @always "),
    (r"7 ?j(?:ours)? ?(?:/|sur) ?7|tous les jours|chaque jour|toute la semaine", " @everyday "),
    (r"(?:en|la|jours de) semaine|jours ouvres", " @workdays "),
    (r"week[ -]?ends?", " @weekend "),
    (r"(?:les )?jours? feries?|\bph\b", " @ph "),
    (r"(?:(?:pendant|durant) )?(?:les )?(?:vacances scolaires|vacances)|\bsh\b", " @sh "),
    # « 9h-12h et sur rendez-vous » : by appointment then, or at other hours? Not ours to say.
    (r"\bet (?=sur (?:rendez|rdv))", " @unsure "),
    (r"(?:uniquement |seulement )?sur (?:rendez[ -]?vous|rdv|r\.d\.v\.?)", " @appointment "),
    (r"\bouvert(?:e|es|s|ures?)?\b", " @open "),
    (r"\bsauf\b|\bferme(?:e|es|s|ture)?\b|\boff\b|\bclosed\b", " @off "),
    (r"\bmidi\b", " 12:00 "),
    (r"\bminuit\b", " 24:00 "),
    (r"(?<![\dh:])(?<!h )(\d{1,2}) ?(?:-|a) ?(?=\d{1,2} ?h)", r" \1:00 - "),
    (r"(?<=\dh) ?(?:-|a) ?(\d{1,2})\b(?! ?h|:|\d)", r" - \1:00 "),
    (r"\b(\d{1,2}) ?(?:heures?|h)(?![a-z]) ?([0-5]\d)?(?! ?h|\d|:)", r" \1:\2 "),
    (r"\b(\d{1,2})\.([0-5]\d)\b", r" \1:\2 "),
)
_TOKEN = re.compile(r"@[a-z]+|<[^>]*>|\d{1,2}:\d{0,2}|\d+|[a-z]+|\S")
_SEVERAL_DAYS = {"@everyday": range(7), "@workdays": range(5), "@weekend": (5, 6)}
_DAY_WORDS = {*_SEVERAL_DAYS, "@ph", "@sh"}
_FILLER = {"le", "les", "la", "du", "de", "des", "d", "l", "en", "aux", "puis", "horaire"}
_FILLER |= {"horaires", "accueil", "public", "(", ")", ":", "’", "'"}
_TO = {"-", "a", "au", "jusqu"}
_AND = {",", "et", "/", "&", "+"}
_END = {";", ".", "|"}
_CLOCK = re.compile(r"(\d{1,2}):(\d{0,2})")


class _Unknown(Exception):
    """A word that would have to be guessed."""


@dataclass
class _Group:
    """What is said of some days, until other days are named."""

    days: set[int] = field(default_factory=set)
    special: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    off: bool = False
    complete: bool = False
    appointment: bool = False
    always: bool = False

    @property
    def is_told(self) -> bool:
        return bool(self.times or self.appointment or self.always)

    @property
    def names_days(self) -> bool:
        return bool(self.days or self.special or self.dates)


def suggest(text: str) -> str | None:
    """An OSM text that says what the French text says, or None. The caller validates it."""
    if not isinstance(text, str) or len(text) > _MOST_SIGNS:
        return None
    try:
        groups = _groups(_words(text))
        told = [group for group in groups if group.names_days or group.is_told]
        rules = [_osm(group) for group in told]
    except _Unknown:
        return None
    if len(told) > 1 and any(not group.names_days for group in told):
        return None
    return "; ".join(rules) or None


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain).replace('"', " ")
    plain = re.sub(r"\s*\n\s*", " ; ", plain.strip())
    plain = re.sub(r"\b1er\b", "1", " ".join(plain.split()))
    plain = re.sub(r"\b(lun|mar|mer|jeu|ven|sam|dim)\.", r"\1", plain)
    plain = _PERIOD.sub(_dates, plain)
    for pattern, word in _PHRASES:
        plain = re.sub(pattern, word, plain)
    return _TOKEN.findall(plain)


def _dates(match: re.Match) -> str:
    """« du 24 décembre 2026 au 3 janvier 2027 » as the word `<2026_Dec_24-2027_Jan_03>`."""
    day, month, year, last_day, last_month, last_year, one, one_month, one_year = match.groups()
    if one_month:
        return f" <{_date(one, one_month, one_year)}> "
    if last_day is None:
        raise _Unknown(match[0])
    start_year = year or (last_year if (month or last_month) == last_month else None)
    if bool(start_year) != bool(last_year):
        raise _Unknown(match[0])
    first = _date(day, month or last_month, start_year)
    return f" <{first}-{_date(last_day, last_month, last_year)}> "


def _date(day: str | None, month: str, year: str | None) -> str:
    return "_".join(part for part in (year, _MONTHS[month], day and day.zfill(2)) if part)


def _groups(words: list[str]) -> list[_Group]:
    groups = [_Group()]
    link, last_day = "", None
    for word in words:
        if _starts_group(word, groups[-1]):
            groups.append(_Group())
            link, last_day = "", None
        group = groups[-1]
        if word in _DAYS:
            if link == "to" and last_day is None:
                raise _Unknown(word)
            _add_day(group, _DAYS[word], last_day if link == "to" else None)
            last_day, link = _DAYS[word], ""
        elif word in _TO or word in _AND:
            link = "to" if word in _TO else "and"
        elif word not in _FILLER and word not in _END and word != "@open":
            _add_word(group, word)
            link = ""
    return groups


def _starts_group(word: str, group: _Group) -> bool:
    if word in _END:
        return True
    if word == "@open":
        return group.names_days or group.is_told
    if word == "@off":
        return group.is_told
    names_days = word in _DAYS or word in _DAY_WORDS or word.startswith("<")
    return names_days and bool(group.times or group.always or group.complete)


def _add_day(group: _Group, day: int, since: int | None) -> None:
    if since is None:
        group.days.add(day)
    else:
        last = day if day >= since else day + 7
        group.days.update(number % 7 for number in range(since, last + 1))


def _add_word(group: _Group, word: str) -> None:
    if word in _SEVERAL_DAYS:
        group.days.update(_SEVERAL_DAYS[word])
    elif word in ("@ph", "@sh"):
        group.special.append(word[1:].upper())
    elif word.startswith("<"):
        group.dates.append(word[1:-1].replace("_", " "))
    elif word == "@off":
        # « lundi fermé, mardi 9h-12h » : said after its days, it ends the group.
        group.off, group.complete = True, group.names_days
    elif word == "@appointment":
        # « sur rendez-vous du lundi au jeudi » : the days that follow belong to it.
        group.appointment, group.complete = True, group.names_days
    elif word == "@always":
        group.always = True
    elif clock := _CLOCK.fullmatch(word):
        group.times.append(f"{int(clock[1]):02d}:{clock[2] or '00'}")
    else:
        raise _Unknown(word)


def _osm(group: _Group) -> str:
    parts = [",".join(group.dates), ",".join(group.special), weekday_list(group.days)]
    selector = " ".join(part for part in parts if part)
    if group.off:
        if group.is_told or not selector:
            raise _Unknown("off")
        return f"{selector} off"
    times = ",".join(_pairs(group.times))
    if group.always:
        times = "00:00-24:00" if selector and len(group.days) < 7 else "24/7"
        selector = "" if times == "24/7" else selector
    comment = '"sur rendez-vous"' if group.appointment else ""
    if not times and not comment:
        raise _Unknown(selector)
    return " ".join(part for part in (selector, times, comment) if part)


def _pairs(times: list[str]) -> Iterator[str]:
    """["09:00", "12:00", "14:00", "17:00"] as "09:00-12:00", "14:00-17:00"."""
    if len(times) % 2 or len(times) > 6:
        raise _Unknown("times")
    for start, end in zip(times[::2], times[1::2], strict=True):
        yield f"{'00:00' if start == '24:00' else start}-{end}"
