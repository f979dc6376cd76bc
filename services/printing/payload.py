"""What a Typst template receives: plain values in JSON, the words around them, the QR codes."""

import io
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from math import ceil
from pathlib import Path

import segno
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.models import EditionKind, GuideSettings
from services.printing.contexts import Frame, PaperGuide, PillarPart
from services.printing.editions import Edition
from services.printing.entries import Entry
from services.printing.indexes import ActorLine, PlaceLine
from services.printing.news import ChangedEntry, News
from services.printing.plan import Plan, names, svg
from services.templatetags.guide import plain_date

# Signs in a line, and lines that a block may have to stay whole: about three quarters of a page.
_CAPACITY = {
    EditionKind.STANDARD: (48, 27),
    EditionKind.LARGE: (34, 17),
    EditionKind.NEWS: (48, 27),
}
# Width of a letter on the plan, in its units.
_LETTERS = {EditionKind.STANDARD: 4.6, EditionKind.LARGE: 8.2}
_LOGO_TYPES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


def of_guide(guide: PaperGuide, edition: Edition) -> dict:
    return {
        "edition": _edition(edition, _("%(name)s de Miramas") % {"name": guide.frame.name}),
        "frame": _frame(guide.frame),
        "words": words(),
        "pillars": [_pillar(part, edition.kind) for part in guide.pillars],
        "actors": [_actor(line, edition.kind) for line in guide.actors],
        "quarters": [
            {
                "title": quarter.title,
                "places": [_place(line, edition.kind) for line in quarter.places],
            }
            for quarter in guide.quarters
        ],
        "plan": _plan(guide.plan, edition.kind) if guide.plan else None,
    }


def of_news(news: News, frame: Frame, edition: Edition) -> dict:
    title = _("Nouveautés du %(name)s de Miramas") % {"name": frame.name.lower()}
    return {
        "edition": _edition(edition, title),
        "frame": _frame(frame),
        "words": words(),
        "news": {
            "since": _since(news),
            "nothing": _nothing(news),
            "added_title": _("Nouvelles aides"),
            "added": [_entry(entry, edition.kind) for entry in news.added],
            "changed_title": _("Ce qui a changé"),
            "changed": [_changed(changed) for changed in news.changed],
            "removed_title": _("Ce qui n’est plus dans le guide"),
            "removed": [asdict(entry) for entry in news.removed],
        },
    }


def _since(news: News) -> str:
    if news.since is None:
        return _("C’est la première édition.")
    day = plain_date(timezone.localdate(news.since))
    return _("Ce qui a changé depuis le guide imprimé à jour au %(date)s.") % {"date": day}


def _nothing(news: News) -> str:
    if news.since is None:
        return _("Il n’y a pas encore d’édition précédente : tout le guide est nouveau.")
    return _("Rien n’a changé : votre guide est toujours bon.") if news.is_empty else ""


def _edition(edition: Edition, full_title: str) -> dict:
    day = timezone.localdate(edition.at)
    return {
        "kind": edition.kind,
        "title": edition.title,
        "full_title": full_title,
        "date": edition.date,
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }


def _frame(frame: Frame) -> dict:
    return {
        **asdict(frame),
        "verification": frame.verification,
        "verification_sentence": frame.verification_sentence,
        "qr": qr_svg(f"{frame.site}/"),
        "qr_text": _("QR code vers le guide sur internet"),
        "logo": _logo(),
    }


def _logo() -> list[int] | None:
    """The logo's bytes as numbers, which is how JSON carries them."""
    logo = (GuideSettings.objects.first() or GuideSettings()).logo
    if not logo or Path(logo.name).suffix.lower() not in _LOGO_TYPES:
        return None
    try:
        with logo.open("rb") as file:
            return list(file.read())
    except OSError:
        return None  # a guide without its logo is better than no guide


def _pillar(part: PillarPart, kind: str) -> dict:
    count = part.count
    return {
        "code": part.code,
        "plain": part.plain,
        "official": part.official,
        "count_text": ngettext("%(n)s aide", "%(n)s aides", count) % {"n": count},
        "needs": [
            {
                "label": need.label,
                "question": need.question,
                "entries": [_entry(entry, kind) for entry in need.entries],
                "see_also": [asdict(reference) for reference in need.see_also],
            }
            for need in part.needs
        ],
    }


def _entry(entry: Entry, kind: str) -> dict:
    return {
        **asdict(entry),
        "whole": _keeps_whole(kind, _paragraphs(entry)),
        "url": entry.url,
        "qr": qr_svg(entry.url),
        "qr_text": _("QR code vers la page « %(title)s »") % {"title": entry.title},
    }


def _changed(changed: ChangedEntry) -> dict:
    return {
        **asdict(changed.entry),
        "changes": [asdict(change) for change in changed.changes],
    }


def _keeps_whole(kind: str, texts: Iterable[str]) -> bool:
    """True when a block of these paragraphs surely fits on one page, and so stays in one piece."""
    signs, lines = _CAPACITY[kind]
    return sum(max(1, ceil(len(text) / signs)) for text in texts) <= lines


def _paragraphs(entry: Entry) -> Iterable[str]:
    yield from (entry.title, entry.stamp.text, entry.summary, entry.who, entry.phone.text)
    for place in entry.places:
        yield f"{place.name}, {place.address} {place.note}"
        yield f"{place.name} {place.hours.scope} {place.hours.text} {place.hours.note}"
        yield from place.closures
    yield from (fact.text for fact in entry.facts)


def _actor(line: ActorLine, kind: str) -> dict:
    titles = (reference.title for reference in line.services)
    whole = _keeps_whole(kind, (line.name, line.kind, line.stamp.text, *titles))
    return asdict(line) | {"whole": whole}


def _place(line: PlaceLine, kind: str) -> dict:
    codes = "code (p. 00), " * len(line.services)
    told = (line.name, line.address, line.hours.text + line.hours.note, line.wheelchair, codes)
    return asdict(line) | {"whole": _keeps_whole(kind, told)}


def _plan(plan: Plan, kind: str) -> dict:
    drawn = plan.sketch
    return {
        "width": drawn.width,
        "height": drawn.height,
        "alternative": plan.alternative,
        "svg": svg(plan),
        "labels": [asdict(label) for label in names(plan, _LETTERS[kind])],
        "landmarks": [asdict(label) for label in drawn.landmarks],
        "pins": [{"x": pin.x, "y": pin.y, "mark": pin.label} for pin in drawn.pins],
    }


# The editions of one night draw the same codes: five milliseconds each.
@lru_cache(maxsize=4096)
def qr_svg(url: str) -> str:
    """Black on nothing, with the four blank modules that readers need around it."""
    stream = io.BytesIO()
    code = segno.make(url, error="m", boost_error=False, micro=False)
    code.save(stream, kind="svg", xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return stream.getvalue().decode()


def words() -> dict:
    """What the templates say by themselves."""
    return {
        "help_line": _("Une personne vous répond :"),
        "help_line_short": _("Aide :"),
        "help_short": _("aide :"),
        "call_us": _("Vous préférez parler à quelqu’un ?"),
        "who_what_where": _("QUI ? fait QUOI ? et OÙ ?"),
        "how_title": _("Comment lire ce guide"),
        "how": _how(),
        "contents": _("Sommaire"),
        "page": _("page"),
        "page_short": _("p."),
        "code": _("Code"),
        "code_short": _("code"),
        "see_also": _("Voir aussi :"),
        "see": _("Voir :"),
        "who": _("Qui"),
        "place": _("Où"),
        "place_unknown": _("Lieu à demander par téléphone."),
        "when": _("Quand"),
        "hours_unknown": _("Horaires à demander"),
        "phone": _("Téléphone"),
        "email": _("E-mail"),
        "before": _("avant :"),
        "who_title": _("QUI vous aide"),
        "who_note": _("Les organismes, de A à Z."),
        "where_title": _("OÙ aller"),
        "where_note": _("Le plan, puis les lieux par quartier."),
        "plan_note": _(
            "Les numéros du plan sont ceux des lieux de la liste. Des lieux voisins partagent "
            "un numéro. Fond : IGN Admin Express 2018 et IRIS, Licence ouverte."
        ),
        "services_here": _("Aides, par leur code :"),
        "back_title": _("Une question ? Appelez."),
        "back_note": _("Dites ce que vous voulez faire. On vous dira où aller."),
        "mistake_title": _("Une erreur dans ce guide ?"),
        "mistake_note": _("Dites-le au même numéro : la prochaine édition sera juste."),
        "online_title": _("Le guide sur internet"),
        "online_note": _("Il est tenu à jour ici :"),
        "trust": _("Gratuit et sans compte. On ne vous demandera jamais votre mot de passe."),
    }


def _how() -> list[dict]:
    lines = (
        ("✔", _("Vérifié."), _("Une personne a confirmé ces informations.")),
        ("◐", _("Annoncé, ou à demander."), _("Pas encore vérifié : appelez avant de venir.")),
        (
            "",
            _("Probable, à confirmer."),
            _("C’est une mission habituelle de cet organisme. Appelez avant de venir."),
        ),
        ("", _("Accueil du lieu."), _("Les heures du lieu. Celles de l’aide peuvent différer.")),
        ("", _("Code."), _("Tapez-le dans la recherche du guide sur internet.")),
        ("", _("QR code."), _("Visez-le avec un téléphone : la page de l’aide s’ouvre.")),
    )
    return [{"sign": sign, "name": name, "text": text} for sign, name, text in lines]
