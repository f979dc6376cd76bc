"""Serves the site under granian: `python -m miramas_guide.deployment.server PORT`."""

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


def main(port: int) -> None:
    metrics = int(os.environ.get("METRICS_PORT") or 0)
    # The workers inherit it: one heap a thread would keep 20 MB more in each.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
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
    main(int(sys.argv[1]))
