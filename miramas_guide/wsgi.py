"""The WSGI application that granian serves."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from miramas_guide.slow_clients import guarded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miramas_guide.settings")

application = guarded(get_wsgi_application())
# The last reader of an SQLite file takes its journal away, and a full disk has no room for a new
# one: a connection that stays open keeps the pages readable.
held_open = []


def warm_up() -> None:
    """Load the search while nobody waits: its first question would take two seconds more."""
    from django.db import DatabaseError, connection

    from services import matching
    from services.models import Revision

    try:
        matching.answer("bonjour", Revision.current())
    except DatabaseError:
        return  # not migrated yet, or away: the first request will say so
    finally:
        if connection.vendor == "sqlite":
            held_open.append(connection.connection)
        else:
            connection.close()


Thread(target=warm_up, name="warm-up", daemon=True).start()
