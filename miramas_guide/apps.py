"""The project as an app, and the admin without GeoDjango."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class MiramasGuideConfig(AppConfig):
    name = "miramas_guide"
    verbose_name = "Guide numérique de Miramas"


class GuideAdminConfig(SimpleAdminConfig):
    """Loads the admin modules by name.

    Autodiscovery would import `leaflet.admin`, whose widget loads GeoDjango and needs GDAL,
    which this project does without.
    """

    default_site = "miramas_guide.admin_site.GuideAdminSite"
    admin_modules = ("django.contrib.auth.admin", "actors.admin", "services.admin")

    def ready(self):
        super().ready()
        for module in self.admin_modules:
            import_module(module)
