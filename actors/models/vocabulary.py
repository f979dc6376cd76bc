"""Terms: the rows through which controlled values are linked, filtered and counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors import vocabularies


class TermQuerySet(models.QuerySet):
    def of(self, vocabulary: str):
        return self.filter(vocabulary=vocabulary)


class Term(models.Model):
    """One controlled value; its words and order live in the vocabulary, not in the table."""

    vocabulary = models.SlugField(_("vocabulaire"), max_length=40)
    code = models.SlugField(_("code"), max_length=140)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("terme")
        verbose_name_plural = _("termes")
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "code"],
                name="term_unique",
                violation_error_message=_("Ce terme existe déjà."),
            )
        ]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> str:
        return vocabularies.vocabulary(self.vocabulary).label_of(self.code)
