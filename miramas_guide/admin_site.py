"""The admin site: its words, and a menu in the users' order rather than the apps'."""

from django.contrib.admin import AdminSite
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from actors.accounts import proconnect
from actors.accounts.proconnect.views import leave_url
from miramas_guide.login import LimitedLoginForm

# Group → models. Seven entries are seen at once, the settings fold; what is not listed here has
# pages but no entry in the menu.
MENU = (
    ("guide", _("Le guide"), ("Actor", "Location", "Service")),
    ("agenda", _("Agenda"), ("Closure", "SessionSeries", "Session")),
    ("todo", _("Reçu du public"), ("Report",)),
    (
        "settings",
        _("Réglages et autres"),
        (
            *("GuideSettings", "Notice", "Need", "Pathway", "LexiconEntry", "SearchCount"),
            *("Campaign", "PrintedEdition", "Action", "ServiceAtLocation", "Proposal", "Finding"),
            *("User", "AuditEntry"),
        ),
    ),
)
FOLDED = {"settings"}


class GuideAdminSite(AdminSite):
    login_form = LimitedLoginForm
    site_header = _("Gestion du guide numérique")
    site_title = _("Gestion du guide")
    index_title = _("Bonjour ! Que voulez-vous faire ?")

    def each_context(self, request):
        return super().each_context(request) | {"has_proconnect": proconnect.is_on()}

    def logout(self, request, extra_context=None):
        """Who came by ProConnect leaves it too: the next person at this desk must not come in."""
        elsewhere = leave_url(request) if request.method == "POST" else ""
        response = super().logout(request, extra_context)
        return HttpResponseRedirect(elsewhere) if elsewhere else response

    def get_app_list(self, request, app_label=None):
        if app_label:
            return super().get_app_list(request, app_label)
        apps = self._build_app_dict(request).values()
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        groups = [
            {
                "name": name,
                "app_label": code,
                "app_url": "",
                "folded": code in FOLDED and not self._is_here(request, names, models),
                "models": [models[model] for model in names if model in models],
            }
            for code, name, names in MENU
        ]
        return [group for group in groups if group["models"]]

    def _is_here(self, request, names, models) -> bool:
        """Whether the page shown is one of this group, which then does not fold."""
        urls = [models[name]["admin_url"] for name in names if name in models]
        return any(url and request.path.startswith(url) for url in urls)
