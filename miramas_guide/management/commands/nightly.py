"""The jobs of the night, one after the other; one that fails does not stop the others."""

import logging

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from miramas_guide import alerts
from services.upkeep.jobs import recorded

_LOG = logging.getLogger(__name__)
# Editions in this order: what is new is told against the last standard one.
EDITIONS = ("nouveautes", "standard", "gros-caracteres")


def jobs() -> list[tuple[str, tuple, dict]]:
    """(command, arguments, options); each records its own run."""
    backups = settings.VAR_DIR / "backups"
    return [
        ("fold_searches", (), {}),
        ("inspect_guide", (), {}),
        *(("build_guide", (), {"edition": edition}) for edition in EDITIONS),
        ("send_reminders", (), {}),
        ("purge", (), {}),
        ("copy_site", (), {}),
        ("backup", (backups,), {"prune": True}),
    ]


class Command(BaseCommand):
    help = "Fait le travail de la nuit : recherches, inspection, livrets, ménage, sauvegarde."

    def handle(self, **options):
        failed = {}
        for name, arguments, chosen in jobs():
            label = " ".join([name, *map(str, chosen.values() if name == "build_guide" else ())])
            try:
                call_command(name, *arguments, **chosen, stdout=self.stdout, stderr=self.stderr)
            except Exception as error:  # the others must still run
                _LOG.exception("The nightly job %s failed.", label)
                failed[label] = str(error) or type(error).__name__
        with recorded("nightly") as told:
            told.message = f"{len(failed)} tâches en échec." if failed else "Tout est fait."
        if failed:
            self._warn(failed)
            raise CommandError("; ".join(f"{name} : {reason}" for name, reason in failed.items()))

    def _warn(self, failed: dict[str, str]) -> None:
        """A mail server that fails fails nothing."""
        lines = "\n".join(f"– {name} : {reason}" for name, reason in failed.items())
        text = f"Cette nuit, sur {settings.SITE_URL} :\n\n{lines}\n"
        try:
            alerts.tell("une tâche a échoué", text)
        except OSError as error:
            self.stderr.write(f"L’alerte n’est pas partie : {error}")
