"""What every public record has in common: identity, provenance, state, verification, hours."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, router, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from actors.signals import public_changed
from actors.validators import validate_opening_hours, validate_text_list


class PublicQuerySet(models.QuerySet):
    """Bulk actions that tell what they changed: no cache may survive one of them."""

    def _announced(self, action, *args, **kwargs):
        with transaction.atomic(using=self.db):
            result = action(*args, **kwargs)
            public_changed.send(sender=self.model)
        return result

    def update(self, **kwargs):
        return self._announced(super().update, **kwargs)

    def delete(self):
        return self._announced(super().delete)

    def bulk_create(self, *args, **kwargs):
        return self._announced(super().bulk_create, *args, **kwargs)

    def bulk_update(self, *args, **kwargs):
        return self._announced(super().bulk_update, *args, **kwargs)

    update.alters_data = delete.alters_data = True
    bulk_create.alters_data = bulk_update.alters_data = True


class Public(models.Model):
    """A row whose every change raises the revision, in the same transaction."""

    objects = PublicQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using):
            super().save(*args, **kwargs)
            public_changed.send(sender=type(self))

    def delete(self, *args, **kwargs):
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using):
            result = super().delete(*args, **kwargs)
            public_changed.send(sender=type(self))
        return result


class RecordQuerySet(PublicQuerySet):
    """Bulk actions on records also raise each one's version, the optimistic lock."""

    def update(self, **kwargs):
        kwargs.setdefault("version", F("version") + 1)
        return super().update(**kwargs)

    def bulk_update(self, objs, fields, *args, **kwargs):
        objs = tuple(objs)
        for record in objs:
            record.version += 1
        return super().bulk_update(objs, {*fields, "version"}, *args, **kwargs)


class Record(Public):
    """Identity and provenance of one fact sheet."""

    uid = models.UUIDField(_("identifiant"), unique=True, default=uuid.uuid4, editable=False)
    source = models.CharField(_("origine"), max_length=100, blank=True, editable=False)
    external_id = models.CharField(
        _("identifiant chez l’origine"), max_length=255, blank=True, editable=False
    )
    sources = models.JSONField(
        _("sources"),
        default=list,
        blank=True,
        validators=[validate_text_list],
        help_text=_("D’où viennent ces informations. Une source par ligne."),
    )
    source_date = models.DateField(
        _("date de la source"),
        null=True,
        blank=True,
        help_text=_("Jour où la source a été publiée. Le public lit « annonce de 2023 »."),
    )
    source_year = models.PositiveSmallIntegerField(
        _("année de la source"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
        help_text=_("À remplir quand seule l’année est connue."),
    )
    staff_note = models.TextField(
        _("note interne"),
        blank=True,
        help_text=_("Lue par les agents de la Ville seulement, jamais par le public."),
    )
    inferred = models.BooleanField(
        _("déduit, à confirmer"),
        default=False,
        help_text=_("Le public lit « Probable, à confirmer »."),
    )
    doubts = models.JSONField(
        _("doutes"), default=list, blank=True, validators=[validate_text_list]
    )
    imported = models.JSONField(_("dernière version reçue"), default=dict, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.version += 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)

    @property
    def announced_year(self) -> int | None:
        """The year of the newest source, for « annonce de 2023 »."""
        return self.source_date.year if self.source_date else self.source_year


class State(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    PUBLISHED = "published", _("publié")
    ARCHIVED = "archived", _("archivé")


class Publishable(models.Model):
    """A record with a page of its own."""

    state = models.CharField(
        _("état"),
        max_length=10,
        choices=State,
        default=State.DRAFT,
        help_text=_("Seules les fiches publiées sont vues par le public."),
    )
    slug = models.SlugField(
        _("adresse de la page"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("Laissez vide : l’adresse est faite à partir du titre, puis ne change plus."),
    )

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED


class Verified(models.Model):
    """When a person last confirmed the record, and who said so (never a private name)."""

    verified_on = models.DateField(
        _("vérifié le"),
        null=True,
        blank=True,
        help_text=_("Jour où une personne a confirmé la fiche."),
    )
    verified_by = models.CharField(
        _("vérifié par"),
        max_length=80,
        blank=True,
        help_text=_("Par exemple « par téléphone » ou « par la Médiathèque ». Jamais un nom."),
    )
    review_months = models.PositiveSmallIntegerField(
        _("à revérifier tous les … mois"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )

    class Meta:
        abstract = True


class WithHours(models.Model):
    """Opening hours in OSM syntax, and when they were last confirmed."""

    opening_hours = models.CharField(
        _("horaires"),
        max_length=255,
        blank=True,
        validators=[validate_opening_hours],
        help_text=_("Par exemple : Mo-Fr 09:00-12:00,14:00-17:00; PH off"),
    )
    hours_verified_on = models.DateField(_("horaires vérifiés le"), null=True, blank=True)

    class Meta:
        abstract = True


class Translated(models.Model):
    """Sparse translations: `{lang: {field: {"text", "by", "on"}}}`."""

    translations = models.JSONField(_("traductions"), default=dict, blank=True)

    class Meta:
        abstract = True

    def translated(self, field: str, language: str) -> str:
        """The text of `field` in `language`, or an empty string when nobody translated it."""
        return self.translations.get(language, {}).get(field, {}).get("text", "")
