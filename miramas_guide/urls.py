"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from actors.accounts.urls import accounts_patterns
from services.figures.urls import steering_patterns
from services.opinions.urls import staff_patterns as opinions_patterns
from services.upkeep.urls import partner_patterns, staff_patterns
from services.urls import machine_patterns, pages_patterns

urlpatterns = [
    path("", include(accounts_patterns)),
    path("", include(partner_patterns)),
    path("gestion/", include(staff_patterns)),
    path("gestion/", include(steering_patterns)),
    path("gestion/", include(opinions_patterns)),
    path("gestion/", admin.site.urls),
    *machine_patterns,
    *i18n_patterns(path("", include(pages_patterns)), prefix_default_language=False),
]

handler400 = "services.views.errors.bad_request"
handler403 = "services.views.errors.forbidden"
handler404 = "services.views.errors.not_found"
handler500 = "services.views.errors.server_error"
