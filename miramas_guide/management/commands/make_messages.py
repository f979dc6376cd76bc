"""Gathers the strings to translate into `miramas_guide/locale/` (needs GNU gettext)."""

from django.conf import settings
from django.core.management.commands import makemessages

from miramas_guide import catalogues


class Command(makemessages.Command):
    help = "Met à jour les catalogues de traduction (demande l’outil gettext)."

    def handle(self, *args, **options):
        settings.LOCALE_PATHS = [str(catalogues.SOURCE)]
        options["ignore_patterns"] += [".venv/*", ".var/*", "tests/*"]
        options["no_wrap"] = True
        options["add_location"] = "file"
        super().handle(*args, **options)
