"""Shortlists: what somebody picked, kept under a short code, with nothing about the person."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

# 31 signs without look-alikes; nine of them make 44 bits.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 9


def new_code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _sign in range(_LENGTH))


class ShortlistQuerySet(models.QuerySet):
    def valid(self, at):
        return self.filter(expires_at__gt=at)


class Shortlist(models.Model):
    """Ids of services, in order; it expires."""

    code = models.CharField(_("code"), max_length=16, unique=True, default=new_code)
    service_ids = models.JSONField(_("services"), default=list)
    expires_at = models.DateTimeField(_("expire le"), db_index=True)

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        verbose_name = _("liste courte")
        verbose_name_plural = _("listes courtes")

    def __str__(self) -> str:
        return self.code
