"""Needs: what residents say, each leading to services."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from actors.models.base import Public, PublicQuerySet, State, Translated
from actors.validators import validate_text_list
from services.choices import PillarCode

_PUBLISHED = Q(services__state=State.PUBLISHED, services__actor__state=State.PUBLISHED)


class NeedQuerySet(PublicQuerySet):
    def with_counts(self):
        """`service_count` published services, of which `stated_count` that a source states."""
        return self.annotate(
            service_count=Count("services", filter=_PUBLISHED, distinct=True),
            stated_count=Count(
                "services", filter=_PUBLISHED & Q(services__inferred=False), distinct=True
            ),
        ).order_by("position", "code")  # a GROUP BY drops the model's own order

    def answered(self):
        """Those that at least one stated service answers: the only ones shown on the home page."""
        return self.with_counts().filter(stated_count__gt=0)


class Need(Public, Translated):
    """A need in residents' words."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    label = models.CharField(_("nom court"), max_length=60, help_text=_("Écrit sur le bouton."))
    question = models.CharField(
        _("ce que dit l’habitant"), max_length=160, blank=True, help_text=_("Avec ses mots.")
    )
    pillar = models.CharField(_("pilier principal"), max_length=20, choices=PillarCode)
    icon = models.SlugField(_("pictogramme"), max_length=40, default="circle-question-mark")
    themes = models.JSONField(
        _("thèmes liés"), default=list, blank=True, validators=[validate_text_list]
    )
    help_note = models.TextField(_("précision"), blank=True, validators=[MaxLengthValidator(500)])
    position = models.PositiveSmallIntegerField(_("ordre"), default=100)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("besoin")
        verbose_name_plural = _("besoins")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.translated("label", get_language() or "") or self.label
