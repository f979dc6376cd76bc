"""The last changes of the guide as an Atom feed, and the site's search as OpenSearch."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Max
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from services.models import GuideSettings, Service

MOST = 50
OPENSEARCH = "application/opensearchdescription+xml"


class ChangesFeed(Feed):
    """Published services, the latest changed first; two queries whatever their number."""

    feed_type = Atom1Feed
    description_template = None

    def title(self) -> str:
        return _("Guide numérique de Miramas : nouveautés")

    def subtitle(self) -> str:
        return _("Les services ajoutés ou modifiés.")

    def link(self) -> str:
        return reverse("services:list")

    def feed_url(self) -> str:
        return reverse("changes_feed")

    def items(self):
        latest = dict(
            Service.history.values("id")
            .annotate(last=Max("history_date"))
            .order_by("-last")
            .values_list("id", "last")[: 4 * MOST]
        )
        found = Service.objects.published().filter(pk__in=latest).select_related("actor")
        for service in found:
            service.changed_at = latest[service.pk]
        return sorted(found, key=lambda one: (one.changed_at, one.pk), reverse=True)[:MOST]

    def item_title(self, item: Service) -> str:
        return f"{item.title} – {item.actor.short_name}"

    def item_description(self, item: Service) -> str:
        return item.summary

    def item_updateddate(self, item: Service):
        return item.changed_at

    def item_guid(self, item: Service) -> str:
        return f"urn:uuid:{item.uid}"

    def item_author_name(self, item: Service) -> str:
        return item.actor.name


def opensearch(request) -> HttpResponse:
    """So that a browser can search the guide from its own bar."""
    guide = GuideSettings.objects.first() or GuideSettings()
    response = HttpResponse(content_type=OPENSEARCH)
    xml = SimplerXMLGenerator(response, "utf-8")
    xml.startDocument()
    xml.startElement("OpenSearchDescription", {"xmlns": "http://a9.com/-/spec/opensearch/1.1/"})
    xml.addQuickElement("ShortName", guide.name[:16])
    xml.addQuickElement("Description", _("Trouver une aide numérique à Miramas"))
    xml.addQuickElement("InputEncoding", "UTF-8")
    site = settings.SITE_URL
    template = f"{site}{reverse('services:list')}?q={{searchTerms}}"
    xml.addQuickElement("Url", "", {"type": "text/html", "template": template})
    xml.endElement("OpenSearchDescription")
    xml.endDocument()
    return response
