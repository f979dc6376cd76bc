"""What search engines should know, with the day of each record's last change."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from actors.models import Actor, Location
from services.models import Revision, Service
from services.pathways import steps


class _InEachLanguage(Sitemap):
    """Each page stands once per language that is ready, beside its other versions."""

    i18n = alternates = x_default = True
    limit = 5000 * len(settings.LANGUAGES)

    def get_languages_for_item(self, item) -> list[str]:
        return [code for code, _name in settings.LANGUAGES if code in settings.LANGUAGES_READY]


class FixedPages(_InEachLanguage):
    def items(self):
        return [
            "home",
            "services:list",
            "actors:list",
            "locations:list",
            "map",
            "aide",
            "pathways:list",
            "guide_paper",
            "offline",
            "words",
            "data",
            "embed",
            "figures",
            "site_map",
            "legal",
            "privacy",
            "accessibility",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class _Records(_InEachLanguage):
    def lastmod(self, item):
        return item.verified_on or item.source_date


class Services(_Records):
    def items(self):
        return Service.objects.published().order_by("pk")


class Actors(_Records):
    def items(self):
        return Actor.objects.published().order_by("pk")


class Locations(_Records):
    def items(self):
        return Location.objects.published().order_by("pk")


class Pathways(_InEachLanguage):
    """Those that are public today."""

    def items(self):
        return [whole.pathway for whole in steps.public(Revision.current())]


SITEMAPS = {
    "pages": FixedPages,
    "services": Services,
    "acteurs": Actors,
    "lieux": Locations,
    "parcours": Pathways,
}
