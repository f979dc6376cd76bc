"""The order of rules: in OSM the later one wins, so each must come after those it corrects."""

from actors.opening_hours.syntax import Rule, dates, join, names_dates, parse

# School holidays are a season: "SH off; Jul-Aug Mo 09:00-12:00" may mean what it says.
WEEKLY, SEASON, DATED, PUBLIC = range(4)


def rank(rule: Rule) -> int:
    """Where a rule belongs in the safe order."""
    if rule.holidays == ("PH",) and (rule.both or not rule.days):
        return PUBLIC
    if names_dates(rule):
        return DATED
    if rule.holidays and (rule.both or not rule.days):
        return SEASON
    return SEASON if rule.wide or "[" in rule.days or not rule.readable else WEEKLY


def is_special(rule: Rule) -> bool:
    """Dated, and either shut or open on single days: it knows whether they are public holidays."""
    days = dates(rule)
    if not days or rule.days or rule.holidays:
        return False
    return rule.is_off or all(day.first == day.last for day in days)


def reorder(text: str) -> str:
    """The same rules in the safe order: weekly, seasons and school, dates, public holidays.

    Additional rules ("…, We 14:00-16:00") stay with the rule they complete, a fallback
    ("|| …") stays last. The text comes back as it was when its order is safe.
    """
    groups: list[list[Rule]] = []
    fallback: list[Rule] = []
    rules = parse(text)
    if not all(rule.readable for rule in rules):
        return text
    for rule in rules:
        if rule.separator == "||" or fallback:
            fallback.append(rule)
        elif rule.separator == "," and groups:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    ordered = [groups[place] for place in sorted(range(len(groups)), key=_places(groups).get)]
    if ordered == groups:
        return text
    return join([rule for group in ordered for rule in group] + fallback)


def _places(groups: list[list[Rule]]) -> dict[int, int]:
    """The rank of each group; a special day said after the public holidays may stay there."""
    places, after_public = {}, False
    for index, group in enumerate(groups):
        place = rank(group[0])
        after_public |= place == PUBLIC
        places[index] = PUBLIC if after_public and is_special(group[0]) else place
    return places
