"""Imports made on the admin's page: the file, what it would do, what it did, how to undo it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRunQuerySet(models.QuerySet):
    def light(self):
        """Without the files, which weigh megabytes."""
        return self.defer("first", "second")


class ImportRun(models.Model):
    """One file, or the two files of data.inclusion, from their upload to the undo."""

    class Standard(models.TextChoices):
        LIEUX = "lieux", _("Lieux de médiation numérique")
        INCLUSION = "data_inclusion", _("data.inclusion (structures et services)")

    class Status(models.TextChoices):
        READING = "reading", _("lecture en cours")
        READY = "ready", _("à relire")
        APPLYING = "applying", _("écriture en cours")
        APPLIED = "applied", _("appliqué")
        UNDOING = "undoing", _("annulation en cours")
        UNDONE = "undone", _("annulé")
        FAILED = "failed", _("refusé")

    AT_WORK = (Status.READING, Status.APPLYING, Status.UNDOING)

    standard = models.CharField(_("standard"), max_length=20, choices=Standard)
    name = models.CharField(_("fichier"), max_length=200)
    source = models.CharField(_("producteur"), max_length=100, blank=True)
    new_state = models.CharField(_("nouvelles fiches"), max_length=10, default="draft")
    # Name in the file → column of the standard, as a person told it.
    columns = models.JSONField(_("colonnes"), default=dict)
    first = models.BinaryField(default=b"")
    second = models.BinaryField(default=b"")
    status = models.CharField(_("état"), max_length=10, choices=Status, db_index=True)
    message = models.CharField(_("message"), max_length=500, blank=True)
    rows = models.PositiveIntegerField(_("lignes"), default=0)
    rows_refused = models.PositiveIntegerField(_("lignes refusées"), default=0)
    # {kind: {status: number}}
    counts = models.JSONField(_("comptes"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("importé par"),
    )
    created_at = models.DateTimeField(_("reçu le"), auto_now_add=True)
    started_at = models.DateTimeField(_("travail commencé le"), null=True)
    ended_at = models.DateTimeField(_("travail fini le"), null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return _("Import n° %(pk)s : %(name)s") % {"pk": self.pk, "name": self.name}


class ImportLine(models.Model):
    """What an import would do to one record, and what was decided of it."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=20)
    uid = models.UUIDField()
    name = models.CharField(max_length=200)
    where = models.CharField(max_length=200)
    status = models.CharField(max_length=10)
    # field → [said by the source last time, in the guide, in the file]
    fields = models.JSONField(default=dict)
    conflicts = models.JSONField(default=dict)
    is_skipped = models.BooleanField(default=False)
    kept = models.JSONField(default=list)
    taken = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "status"])]

    def __str__(self) -> str:
        return self.name


class ImportProblem(models.Model):
    """What a file says that is refused, left aside, or read otherwise than it is written."""

    class Gravity(models.TextChoices):
        REFUSED = "refused", _("ligne refusée")
        ASIDE = "aside", _("valeur laissée de côté")
        REPAIRED = "repaired", _("lue autrement")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="problems")
    gravity = models.CharField(max_length=10, choices=Gravity)
    where = models.CharField(_("ligne"), max_length=200)
    column = models.CharField(_("colonne"), max_length=200, blank=True)
    value = models.CharField(_("valeur"), max_length=500, blank=True)
    taken = models.CharField(_("lu"), max_length=500, blank=True)
    reason = models.CharField(_("raison"), max_length=500)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "gravity"])]

    def __str__(self) -> str:
        return f"{self.where}, {self.column} : {self.reason}"


class ImportedRecord(models.Model):
    """What an import did to one record, so that it can be undone."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="records")
    kind = models.CharField(max_length=20)
    uid = models.UUIDField()
    name = models.CharField(max_length=200)
    is_new = models.BooleanField(default=False)
    # Flat field → value, of what changed.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    # The last version received before this one.
    imported = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "kind"])]

    def __str__(self) -> str:
        return self.name
