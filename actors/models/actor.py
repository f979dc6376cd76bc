"""Actors: the organisations that help in or for Miramas."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actors import choices
from actors.models.base import (
    Publishable,
    Record,
    RecordQuerySet,
    State,
    Translated,
    Verified,
)
from actors.models.people import Membership
from actors.models.slugs import free_slug
from actors.models.vocabulary import Term
from actors.phones import validate_phone
from actors.text import fold
from actors.validators import validate_rna, validate_siret


class ActorQuerySet(RecordQuerySet):
    def published(self):
        return self.filter(state=State.PUBLISHED)

    def verified(self):
        return self.filter(verified_on__isnull=False)

    def editable_by(self, user):
        """The one rule of who edits what: city editors everything, partners their own."""
        if not user.is_active:
            return self.none()
        if user.edits_everything:
            return self
        mine = Membership.objects.filter(user_id=user.pk, actor=OuterRef("pk"))
        return self.filter(Exists(mine))

    def in_alphabetical_order(self):
        return self.order_by("name_key", "pk")


class Actor(Record, Publishable, Verified, Translated):
    """An organisation; the public reads « partenaire » only with `network_member_since`."""

    name = models.CharField(_("nom"), max_length=150)
    short_name = models.CharField(
        _("nom court"), max_length=60, help_text=_("Celui que les habitants emploient.")
    )
    name_key = models.CharField(max_length=150, editable=False)
    kind = models.CharField(_("sorte d’organisme"), max_length=40, choices=choices.actor_kinds)
    description = models.TextField(_("présentation"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=16, blank=True, validators=[validate_phone])
    email = models.EmailField(_("adresse e-mail"), blank=True)
    website = models.URLField(_("site internet"), max_length=300, blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True, validators=[validate_siret])
    rna = models.CharField(
        _("numéro d’association (RNA)"), max_length=10, blank=True, validators=[validate_rna]
    )
    network_member_since = models.DateField(
        _("membre du réseau depuis"),
        null=True,
        blank=True,
        help_text=_("À remplir seulement quand l’adhésion est confirmée."),
    )
    cited_by_town = models.BooleanField(
        _("cité par la Ville"),
        default=False,
        help_text=_("Cité par la Ville, communiqué du 8 février 2024."),
    )
    professional_note = models.TextField(
        _("note pour les professionnels"),
        blank=True,
        help_text=_("Lue par les conseillers connectés, jamais par le public."),
    )
    terms = models.ManyToManyField(Term, verbose_name=_("termes"), blank=True)

    objects = ActorQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[terms])

    class Meta:
        verbose_name = _("acteur")
        verbose_name_plural = _("acteurs")
        ordering = ["name_key", "pk"]
        indexes = [models.Index(fields=["state", "name_key"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.complete()
        if not self.slug:
            self.slug = free_slug(Actor, *self.slug_words(), exclude_pk=self.pk)
        super().save(*args, **kwargs)

    def complete(self) -> None:
        """Fill the computed columns; bulk actions call it themselves."""
        self.name_key = fold(self.name)[:150]

    def slug_words(self) -> tuple[str, ...]:
        return (self.short_name or self.name,)

    def get_absolute_url(self) -> str:
        return reverse("actors:detail", args=[self.slug])

    @property
    def is_member(self) -> bool:
        return self.network_member_since is not None
