"""What the search keeps: the lexicon, what is analysed of each service, and counts."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models.base import Public, PublicQuerySet
from actors.validators import validate_text_list
from services.search import lexicon


class EntryLanguage(models.TextChoices):
    FR = "fr", _("français")
    EN = "en", _("anglais")
    AR = "ar", _("arabe")
    TR = "tr", _("turc")
    ES = "es", _("espagnol")
    PT = "pt", _("portugais")
    IT = "it", _("italien")
    PL = "pl", _("polonais")
    RU = "ru", _("russe")


class LexiconQuerySet(PublicQuerySet):
    def active(self):
        return self.filter(is_active=True)


class LexiconEntry(Public):
    """What people say, in one language, and what it means in this guide."""

    concept = models.SlugField(
        _("sujet"),
        max_length=60,
        help_text=_("Un nom court. Plusieurs lignes peuvent parler du même sujet."),
    )
    language = models.CharField(_("langue"), max_length=2, choices=EntryLanguage, default="fr")
    label = models.CharField(_("en clair"), max_length=160, blank=True)
    expressions = models.TextField(
        _("ce que disent les gens"),
        validators=[MaxLengthValidator(6000)],
        help_text=_("Une expression par ligne. Un « ? » à la fin la rend moins sûre."),
    )
    sentences = models.TextField(
        _("ce qu’ils racontent"),
        blank=True,
        validators=[MaxLengthValidator(6000)],
        help_text=_("Des phrases entières, une par ligne : elles ne sont lues que par le sens."),
    )
    terms = models.TextField(
        _("ce qu’il faut chercher"),
        blank=True,
        validators=[MaxLengthValidator(2000)],
        help_text=_("Des mots des services, un par ligne. « *3 » à la fin compte triple."),
    )
    parent = models.SlugField(_("sujet plus large"), max_length=60, blank=True)
    needs = models.JSONField(
        _("besoins"), default=list, blank=True, validators=[validate_text_list]
    )
    filters = models.CharField(_("souhaits"), max_length=160, blank=True)
    is_active = models.BooleanField(_("utilisée"), default=True)
    # The fingerprint of the values as shipped: a row that staff changed is never written over.
    shipped = models.CharField(max_length=32, blank=True, editable=False)

    objects = LexiconQuerySet.as_manager()

    class Meta:
        verbose_name = _("mot du lexique")
        verbose_name_plural = _("lexique")
        ordering = ["concept", "language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language"],
                name="lexicon_entry_unique",
                violation_error_message=_("Ce sujet existe déjà dans cette langue."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label or self.concept} ({self.language})"

    def clean(self):
        for text in _lines(self.terms):
            try:
                lexicon.read_term(text)
            except ValueError as error:
                message = _("« %(text)s » : après l’étoile, écrivez un nombre.") % {"text": text}
                raise ValidationError({"terms": message}) from error

    @classmethod
    def of_row(cls, row: lexicon.Row) -> "LexiconEntry":
        entry = cls(
            concept=row.concept,
            language=row.language,
            label=row.label,
            expressions="\n".join(row.expressions),
            sentences="\n".join(row.sentences),
            terms="\n".join(row.terms),
            parent=row.parent,
            needs=list(row.needs),
            filters=row.filters,
        )
        entry.shipped = entry.fingerprint()
        return entry

    def row(self) -> lexicon.Row:
        return lexicon.Row(
            concept=self.concept,
            language=self.language,
            label=self.label,
            expressions=tuple(_lines(self.expressions)),
            sentences=tuple(_lines(self.sentences)),
            terms=tuple(_lines(self.terms)),
            parent=self.parent,
            needs=tuple(self.needs),
            filters=self.filters,
        )

    def fingerprint(self) -> str:
        values = [
            self.label,
            _lines(self.expressions),
            _lines(self.terms),
            self.parent,
            self.needs,
            self.filters,
        ]
        # Rows shipped before there were sentences keep the fingerprint they had.
        values += [said] if (said := _lines(self.sentences)) else []
        text = json.dumps(values, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class SearchEntry(models.Model):
    """A service as analysed: its folded words by field and its meaning.

    `stamp` tells the versions it was made from, `digest` its text, `encoder` the model of the
    vector (512 signed bytes).
    """

    service = models.OneToOneField(
        "services.Service", models.CASCADE, related_name="search_entry", verbose_name=_("service")
    )
    stamp = models.CharField(max_length=120)
    digest = models.CharField(max_length=32)
    tokens = models.JSONField(default=dict)
    encoder = models.CharField(max_length=60, blank=True)
    vector = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("analyse d’un service")
        verbose_name_plural = _("analyses des services")

    def __str__(self) -> str:
        return f"{self.service_id}"


class SearchCount(models.Model):
    """How often the same words were searched on a day: no person, no address, no time."""

    day = models.DateField(_("jour"))
    words = models.CharField(_("mots"), max_length=120)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    results = models.PositiveIntegerField(_("résultats"), default=0)
    count = models.PositiveIntegerField(_("fois"), default=0)

    class Meta:
        verbose_name = _("recherche comptée")
        verbose_name_plural = _("recherches comptées")
        ordering = ["-day", "-count", "words"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "words", "language"],
                name="search_count_unique",
                violation_error_message=_("Ces mots sont déjà comptés ce jour-là."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.count})"
