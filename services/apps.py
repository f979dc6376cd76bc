"""The app of services, and of every public page."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_migrate
from django.utils.translation import gettext_lazy as _

from actors import vocabularies
from actors.signals import public_changed
from services import choices


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = _("le guide")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from actors.handlers import terms_changed
        from services.handlers import prepare_guide, raise_revision

        vocabularies.register(*choices.ALL)
        public_changed.connect(raise_revision)
        post_migrate.connect(prepare_guide, sender=self)
        service = self.get_model("Service")
        for through in (service.terms.through, service.needs.through):
            m2m_changed.connect(terms_changed, sender=through)
        m2m_changed.connect(raise_revision, sender=self.get_model("PathwayStep").services.through)
