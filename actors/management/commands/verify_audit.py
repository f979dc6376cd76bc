"""`manage.py verify_audit`: prove that the audit trail is whole, or say where it is not."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from actors import audit
from actors.audit import triggers
from actors.models import AuditEntry


class Command(BaseCommand):
    help = "Vérifie que le journal n’a pas été réécrit, et donne son empreinte à noter ailleurs."

    def add_arguments(self, parser):
        parser.add_argument(
            "--head", default="", help="une empreinte notée plus tôt, qui doit encore y être"
        )

    def handle(self, *, head, **options):
        if missing := triggers.missing(connection):
            raise CommandError(
                "La base ne protège plus le journal : il manque " + ", ".join(missing) + "."
            )
        number = audit.broken_at(known_head=head.strip().lower())
        if number == 0:
            raise CommandError("Cette empreinte n’est plus dans le journal : sa fin a été coupée.")
        if number is not None:
            raise CommandError(f"Le journal a été changé : le fait no {number} ne suit pas.")
        count = AuditEntry.objects.count()
        self.stdout.write(f"Journal entier : {count} faits. Empreinte : {audit.head()}")
