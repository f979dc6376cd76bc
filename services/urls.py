"""Public pages, in French paths."""

from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from services.accessibility import declaration
from services.agenda.urls import agenda_files, agenda_patterns
from services.api.urls import api_patterns
from services.desk.sheet_views import of_service
from services.desk.urls import desk_patterns
from services.embeds.urls import embeds_patterns
from services.figures.views import figures
from services.guidance.urls import guidance_patterns
from services.offline.urls import machine_patterns as offline_files
from services.offline.urls import pages_patterns as offline_pages
from services.opinions.urls import pages_patterns as opinions_pages
from services.pathways.urls import pathways_patterns
from services.printing.urls import machine_patterns as printing_files
from services.printing.urls import pages_patterns as printing_pages
from services.search.views import suggestions
from services.standards.pages import data_page
from services.standards.urls import data_files
from services.upkeep import report_views
from services.views import details, home, lists, pages, results
from services.views.sitemaps import SITEMAPS

services_patterns = (
    [
        path("", results.service_list, name="list"),
        path("suggestions", suggestions, name="suggestions"),
        path("<slug:slug>/", details.service_detail, name="detail"),
        path("<slug:slug>/imprimer/", of_service, name="print"),
    ],
    "services",
)
actors_patterns = (
    [
        path("", lists.actor_list, name="list"),
        path("<slug:slug>/", details.actor_detail, name="detail"),
    ],
    "actors",
)
locations_patterns = (
    [
        path("", lists.location_list, name="list"),
        path("<slug:slug>/", details.location_detail, name="detail"),
    ],
    "locations",
)

# Pages that exist in each language.
pages_patterns = [
    path("", home.home, name="home"),
    path("services/", include(services_patterns)),
    path("acteurs/", include(actors_patterns)),
    path("lieux/", include(locations_patterns)),
    path("carte/", results.service_map, name="map"),
    path("agenda/", include(agenda_patterns)),
    path("parcours/", include(pathways_patterns)),
    *guidance_patterns,
    *desk_patterns,
    *printing_pages,
    *offline_pages,
    *opinions_pages,
    path("signaler/", report_views.report, name="report"),
    path("signaler/<slug:token>/", report_views.report_status, name="report_status"),
    path("plan-du-site/", pages.site_map, name="site_map"),
    path("chiffres/", figures, name="figures"),
    path("donnees/", data_page, name="data"),
    *embeds_patterns,
    path("mots/", pages.words, name="words"),
    path("mentions-legales/", pages.legal, name="legal"),
    path("confidentialite/", pages.privacy, name="privacy"),
    path("accessibilite/", declaration.page, name="accessibility"),
]

# Files for machines: one address whatever the language.
machine_patterns = [
    *agenda_files,
    *printing_files,
    *offline_files,
    *data_files,
    *api_patterns,
    path("services.geojson", results.geojson, name="services_geojson"),
    path("lieux/<slug:slug>.geojson", results.location_geojson, name="location_geojson"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", pages.security, name="security_txt"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.favicon, name="favicon"),
]
