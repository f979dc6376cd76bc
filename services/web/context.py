"""What every page shows around its content: the guide's name, whom to call, how sure we are."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from actors.opening_hours.words import date_words
from services import catalogue
from services.agenda import snapshot as sessions
from services.desk.shortlist import ShortlistState
from services.models import GuideSettings, Notice
from services.pathways import steps as pathways
from services.web import copying, revision

_RIGHT_TO_LEFT = {"ar"}
# Each language under its own name, for people who read no French.
OWN_NAMES = {
    "fr": "Français",
    "en": "English",
    "ar": "العربية",
    "tr": "Türkçe",
    "es": "Español",
    "pt": "Português",
}


@dataclass(frozen=True)
class Verification:
    """How many published actors have confirmed their records."""

    confirmed: int
    total: int


@dataclass(frozen=True)
class Surroundings:
    """What is the same on every page until the revision moves."""

    guide: GuideSettings
    notices: tuple[Notice, ...]
    verification: Verification

    def notices_of(self, day: date) -> list[Notice]:
        return [notice for notice in self.notices if notice.starts_on <= day <= notice.ends_on]


def surroundings(request) -> Surroundings:
    number = revision.of(request)

    def build() -> Surroundings:
        known = catalogue.current(number)
        return Surroundings(
            guide=GuideSettings.objects.first() or GuideSettings(),
            notices=tuple(Notice.objects.all()),
            verification=Verification(known.confirmed_actors, len(known.actors)),
        )

    return revision.remember("surroundings", number, build)


@lru_cache(maxsize=4_096)
def _in_language(path: str, _current: str | None, code: str) -> str:
    """Kept: to find the view of an address, six times a page, costs more than to draw the links."""
    return translate_url(path, code)


def languages(request) -> list[dict]:
    """Links to this page in each language."""
    path, mark, asked = request.get_full_path().partition("?")
    current = translation.get_language()
    return [
        {
            "code": code,
            "name": OWN_NAMES[code],
            "url": _in_language(path, current, code) + mark + asked,
            "dir": "rtl" if code in _RIGHT_TO_LEFT else "ltr",
        }
        for code, _label in settings.LANGUAGES
        if code in settings.LANGUAGES_READY
    ]


def _alternates(links: list[dict]) -> list[tuple[str, str]]:
    """(language, whole address) of this page for search engines; none of one that has no other."""
    if len({link["url"] for link in links}) < len(links):
        return []
    found = {link["code"]: settings.SITE_URL + link["url"] for link in links}
    return [*found.items(), ("x-default", found[settings.LANGUAGE_CODE])]


def _navigation(request) -> dict:
    """Links to pages that have something to show; what it takes is remembered by revision."""
    number, now = revision.of(request), timezone.now()
    links = languages(request)
    return {
        "languages": links,
        "alternates": _alternates(links),
        "agenda": reverse("agenda:list") if sessions.to_come(number, now) else "",
        "aide": reverse("aide"),
        "pathways": SimpleLazyObject(
            lambda: reverse("pathways:list") if pathways.public(number) else ""
        ),
        "data": reverse("data"),
        "report": f"{reverse('report')}?{urlencode({'page': request.path[:300]})}",
    }


def _copy_notice() -> list[Notice]:
    """On a page kept for later: how old it is, and what it cannot do."""
    made_at = copying.made_at()
    if made_at is None:
        return []
    made = timezone.localtime(made_at)
    when = f"{date_words(made, year=True)}, {date_format(made, 'H:i')}"
    text = _(
        "Le guide est en panne. Vous lisez sa copie du %(when)s. La recherche ne marche pas."
        " Appelez avant de vous déplacer."
    ) % {"when": when}
    return [Notice(text=text)]


def guide(request) -> dict:
    """Context processor; lazy, so that a page that uses none of it makes no query."""
    today = timezone.localdate()
    around = SimpleLazyObject(lambda: surroundings(request))
    return {
        "guide": SimpleLazyObject(lambda: around.guide),
        "verification": SimpleLazyObject(lambda: around.verification),
        "notices": SimpleLazyObject(lambda: [*_copy_notice(), *around.notices_of(today)]),
        "shortlist": SimpleLazyObject(lambda: ShortlistState.of(request)),
        "nav": SimpleLazyObject(lambda: _navigation(request)),
        "is_reviewed": translation.get_language() in settings.LANGUAGES_REVIEWED,
        "text_direction": "rtl" if translation.get_language() in _RIGHT_TO_LEFT else "ltr",
    }
