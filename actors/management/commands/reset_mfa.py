"""`manage.py reset_mfa E-MAIL`: for who lost the telephone and the printed codes."""

from django.core.management.base import BaseCommand, CommandError

from actors.accounts import second_factor
from actors.models import User


class Command(BaseCommand):
    help = "Retire le second facteur d’un compte et ferme ses sessions ; il en activera un nouveau."

    def add_arguments(self, parser):
        parser.add_argument("email", help="l’adresse e-mail du compte")

    def handle(self, *, email, **options):
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError(f"Aucun compte n’a l’adresse {email}.")
        if second_factor.reset(user):
            self.stdout.write(f"{email} : second facteur retiré, sessions fermées.")
        else:
            self.stdout.write(f"{email} : ce compte n’a pas de second facteur.")
