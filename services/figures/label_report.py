"""The inventory of a year in words, for the page and for the PDF that joins the dossier."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.figures import headings
from services.figures.label import Inventory, Line
from services.models import GuideSettings
from services.templatetags.guide import plain_date


def payload(inventory: Inventory, at: datetime) -> dict:
    """Plain values for the template: every number already in words."""
    guide = GuideSettings.objects.first() or GuideSettings()
    day = plain_date(timezone.localdate(at))
    return {
        "title": _("Miramas, actions numériques de l’année %(year)s") % {"year": inventory.year},
        "publisher": guide.publisher,
        "made_on": _("fait le %(day)s") % {"day": day},
        "lead": lead(inventory),
        "facts": facts(inventory),
        "by_heading": [[part.title, part.count] for part in inventory.parts],
        "by_pillar": [list(pair) for pair in inventory.by_pillar],
        "by_actor": [list(pair) for pair in inventory.by_actor],
        "past": [past_line(one) for one in headings.past_totals()],
        "parts": [
            {"title": part.title, "actions": [_action(line) for line in part.lines]}
            for part in inventory.parts
            if part.lines
        ],
        "words": {
            "by_heading": _("Par rubrique"),
            "heading": _("Rubrique"),
            "by_pillar": _("Par pilier"),
            "pillar": _("Pilier"),
            "by_actor": _("Par acteur"),
            "actor": _("Acteur"),
            "actions": _("Actions"),
            "past": _("Les années passées"),
            "past_head": [_("Cérémonie"), _("Label"), _("Actions"), _("Source")],
            "past_note": past_note(),
        },
    }


def lead(inventory: Inventory) -> str:
    # French counts 0 as one, the fallback of gettext does not.
    text = ngettext(
        "%(n)d action notée en %(year)s.",
        "%(n)d actions notées en %(year)s.",
        max(1, inventory.count),
    )
    return text % {"n": inventory.count, "year": inventory.year}


def facts(inventory: Inventory) -> list[str]:
    """What is summed, and over how many actions: a number nobody gave is not a zero."""
    count = inventory.count
    if not count:
        return []
    return [
        _("Personnes touchées : %(sum)s (nombre connu pour %(known)d sur %(count)d).")
        % {
            "sum": _thousands(inventory.people),
            "known": inventory.people_counted,
            "count": count,
        },
        _("Coût : %(sum)s (montant connu pour %(known)d sur %(count)d).")
        % {"sum": euros(inventory.cost), "known": inventory.cost_counted, "count": count},
        _("Avec un lien de preuve : %(known)d sur %(count)d.")
        % {"known": inventory.with_evidence, "count": count},
    ]


def past_line(one: headings.PastTotal) -> dict:
    total = _("plus de %(n)d") % {"n": one.total} if one.at_least else str(one.total)
    return asdict(one) | {
        "total": total,
        "level": f"{one.level}@",
        "source": f"{one.source} – {one.note}" if one.note else one.source,
    }


def past_note() -> str:
    return _("Totaux publiés par la Ville pour chaque cérémonie. Aucun n’a été trouvé pour 2022.")


def euros(amount: Decimal) -> str:
    """`1250.5` as « 1 250,50 € », cents only where there are some."""
    whole = amount == amount.to_integral_value()
    text = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    return text.replace(",", "\u202f").replace(".", ",") + "\u00a0€"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _action(line: Line) -> dict:
    people = line.people
    parts = [
        plain_date(line.day),
        line.kind,
        line.pillar,
        line.actors,
        ngettext("%d personne", "%d personnes", people) % people if people is not None else "",
        euros(line.cost) if line.cost is not None else "",
    ]
    return {
        "title": line.title,
        "facts": " · ".join(part for part in parts if part),
        "description": line.description,
        "evidence": line.evidence,
    }
