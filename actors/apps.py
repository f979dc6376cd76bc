"""The app of who and where."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_migrate
from django.utils.translation import gettext_lazy as _

from actors import choices, vocabularies


class ActorsConfig(AppConfig):
    name = "actors"
    verbose_name = _("qui et où")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from actors.accounts import sessions
        from actors.audit import recording
        from actors.handlers import fill_vocabularies, terms_changed

        recording.connect()
        sessions.connect()
        vocabularies.register(*choices.ALL, choices.DOUBT)
        post_migrate.connect(fill_vocabularies, sender=self)
        for model in ("Actor", "Location"):
            through = self.get_model(model).terms.through
            m2m_changed.connect(terms_changed, sender=through)
