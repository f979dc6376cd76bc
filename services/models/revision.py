"""The one revision: raised by every change the public can see, carried by every cache key."""

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """A single row; its number only grows."""

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("révision")
        verbose_name_plural = _("révisions")

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        return cls.objects.values_list("number", flat=True).first() or 0

    @classmethod
    def raise_by_one(cls) -> None:
        """To be called in the transaction of the change."""
        if not cls.objects.update(number=F("number") + 1, changed_at=timezone.now()):
            cls.objects.create(pk=1, number=1)
