"""The one revision: raised by every change the public can see, carried by every cache key."""

from django.db import InterfaceError, OperationalError, connections, models, router
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_CURRENT = "SELECT number FROM services_revision ORDER BY id LIMIT 1"


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
        """Read by every page: in plain SQL, ten times quicker than by a queryset.

        Most pages ask nothing before it. So it is also what finds out that a kept connection has
        died, and saves the question that Django would send only for that.
        """
        connection = connections[router.db_for_read(cls)]
        if not _is_to_be_checked(connection):
            return _number(connection)
        connection.health_check_done = True
        try:
            return _number(connection)
        except (OperationalError, InterfaceError):
            connection.close()  # the next question opens another
        return _number(connection)

    @classmethod
    def raise_by_one(cls) -> None:
        """To be called in the transaction of the change."""
        if not cls.objects.update(number=F("number") + 1, changed_at=timezone.now()):
            cls.objects.create(pk=1, number=1)


def _is_to_be_checked(connection) -> bool:
    """True for a connection kept from an earlier request that nothing has used in this one."""
    return (
        connection.connection is not None
        and connection.health_check_enabled
        and not connection.health_check_done
        and not connection.in_atomic_block
    )


def _number(connection) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_CURRENT)
        row = cursor.fetchone()
    return row[0] if row else 0
