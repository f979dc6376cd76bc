"""Serves the site under granian: `python -m miramas_guide.deployment.server PORT`."""

import gc
import os
import sys
import threading

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from miramas_guide.slow_clients import THREADS

HOST = "127.0.0.1"


class Server(Granian):
    """granian, with a stop that survives several signals at once.

    Make passes on the signal that the whole group already had. granian's own handler sets an
    Event, whose lock cannot be taken twice: a second signal in its midst hung the server for ever
    (seen with 2.8.7).
    """

    def signal_handler_interrupt(self, *args, **kwargs):
        if not self.interrupt_signal:
            self.interrupt_signal = True
            threading.Thread(target=self.main_loop_interrupt.set).start()


def use_few_heaps() -> None:
    """One heap a thread would keep 20 MB more in each worker; the C library asks at its start."""
    if "MALLOC_ARENA_MAX" not in os.environ:
        os.environ["MALLOC_ARENA_MAX"] = "2"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - ourselves


def preload() -> None:
    """Read what never changes once, before the workers part: they share its memory.

    Nothing here asks the database or starts a thread, neither of which outlives a fork. Where
    workers do not fork, each reads it again.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miramas_guide.settings")
    import django
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils import translation

    gc.disable()  # what it frees leaves holes, and the workers fill them each for itself
    django.setup()
    from services.search.spelling import french_words

    _patterns = get_resolver().url_patterns
    french_words()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("accueil")
    gc.freeze()  # a collection marks every object, and so takes a copy of its page
    gc.enable()


def main(port: int) -> None:
    metrics = int(os.environ.get("METRICS_PORT") or 0)
    preload()
    Server(
        "miramas_guide.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=int(os.environ.get("WORKERS") or 1),
        blocking_threads=THREADS,
        # Who is being answered has this long once the site is asked to stop.
        workers_kill_timeout=30,
        metrics_enabled=bool(metrics),
        metrics_address=HOST,
        metrics_port=metrics or 9090,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    use_few_heaps()
    main(int(sys.argv[1]))
