"""What the nightly inspection found: replaced as a whole at each run."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Finding(models.Model):
    """One thing to look at in one record, found by its uid."""

    class Code(models.TextChoices):
        DEAD_LINK = "dead_link", _("lien qui ne répond plus")
        NO_HOURS = "no_hours", _("horaires vides")
        NO_OPENING = "no_opening", _("aucune ouverture dans les 30 jours")
        WRONG_PHONE = "wrong_phone", _("numéro de téléphone faux")
        PIN_OUTSIDE = "pin_outside", _("point hors de la commune")
        PIN_FAR = "pin_far", _("point loin de son adresse")
        NO_PLAIN_LINE = "no_plain_line", _("sans phrase en clair")
        DUPLICATE = "duplicate", _("doublon probable")
        REFUSED = "refused", _("refusé par la carte nationale")

    class Kind(models.TextChoices):
        ACTOR = "actor", _("acteur")
        LOCATION = "location", _("lieu")
        SERVICE = "service", _("service")
        PLACE = "place", _("permanence")

    uid = models.UUIDField(_("fiche"), db_index=True)
    kind = models.CharField(_("sorte de fiche"), max_length=20, choices=Kind)
    name = models.CharField(_("nom"), max_length=320)
    code = models.CharField(_("remarque"), max_length=20, choices=Code, db_index=True)
    message = models.CharField(_("précision"), max_length=500, blank=True)
    seen_on = models.DateField(_("vu pour la première fois le"))

    class Meta:
        verbose_name = _("remarque de l’inspection")
        verbose_name_plural = _("remarques de l’inspection")
        ordering = ["code", "name", "pk"]

    def __str__(self) -> str:
        return f"{self.get_code_display()} – {self.name}"
