"""Brings the catalogues in `miramas_guide/locale/` up to what is marked; needs no gettext tool."""

from django.core.management.base import BaseCommand

from miramas_guide import catalogues, gathering


class Command(BaseCommand):
    help = "Met à jour les catalogues de traduction avec les textes du code et des gabarits."

    def handle(self, *args, **options):
        found = gathering.to_translate()
        for language in sorted(catalogues.ready() - {"fr"}):
            left = catalogues.update(language, found)
            self.stdout.write(f"{language} : {len(found)} textes, {len(left)} à traduire")
            for text in left if options["verbosity"] > 1 else ():
                self.stdout.write(f"  {text}")
        # French needs a catalogue for its plurals alone: nought is singular.
        catalogues.update("fr", gathering.plurals(), is_source=True)
