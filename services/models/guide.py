"""Settings of the site that staff edit, and dated banners."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from solo.models import SingletonModel

from actors.models.base import Public, PublicQuerySet
from actors.phones import validate_phone
from actors.validators import validate_opening_hours


class GuideSettings(Public, SingletonModel):
    """One row: who runs the guide, whom to call, what the law asks to say."""

    name = models.CharField(_("nom du guide"), max_length=80, default="Guide numérique")
    tagline = models.CharField(
        _("sous-titre"), max_length=80, default="Service de la Ville de Miramas"
    )
    help_phone = models.CharField(
        _("téléphone d’aide"),
        max_length=16,
        default="+33800013140",
        validators=[validate_phone],
        help_text=_("Affiché en haut de chaque page."),
    )
    help_name = models.CharField(
        _("qui répond"), max_length=80, default="Mairie de Miramas", blank=True
    )
    help_hours = models.CharField(
        _("horaires du téléphone d’aide"),
        max_length=255,
        blank=True,
        validators=[validate_opening_hours],
    )
    help_hours_verified_on = models.DateField(
        _("horaires du téléphone vérifiés le"), null=True, blank=True
    )
    contact_email = models.EmailField(_("adresse e-mail de contact"), blank=True)
    contact_address = models.CharField(_("adresse postale"), max_length=200, blank=True)
    publisher = models.CharField(
        _("éditeur"), max_length=120, default="Ville de Miramas", blank=True
    )
    publication_director = models.CharField(
        _("responsable de la publication (fonction)"), max_length=120, blank=True
    )
    host = models.CharField(_("hébergeur"), max_length=200, blank=True)
    data_protection_contact = models.CharField(
        _("contact pour les données personnelles"), max_length=200, blank=True
    )
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)

    objects = PublicQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("réglages du guide")
        verbose_name_plural = _("réglages du guide")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class NoticeQuerySet(PublicQuerySet):
    def shown_on(self, day):
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Notice(Public):
    """A banner shown to everyone between two dates."""

    text = models.CharField(_("texte"), max_length=280)
    link = models.URLField(_("lien"), max_length=300, blank=True)
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"))

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("annonce")
        verbose_name_plural = _("annonces")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="notice_dates_in_order",
                violation_error_message=_("L’annonce finit avant de commencer."),
            )
        ]

    def __str__(self) -> str:
        return self.text
