"""Prepares what lives in `.var/`, then starts: `make run`, `make dev`, `make superuser`."""

import contextlib
import hashlib
import os
import secrets
import socket
import sys
from pathlib import Path

import environ

from miramas_guide.deployment.server import HOST

BASE = Path(__file__).resolve().parents[2]
# What packages bring for DEBUG alone: half of the time to compress.
UNUSED_STATIC_FILES = ("jquery.js", "leaflet-src*", "select2.full.js", "xregexp.js")


def main(action: str) -> None:
    os.chdir(BASE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miramas_guide.settings")
    environ.Env.read_env(BASE / ".env")
    os.environ["DEBUG"] = "on" if action == "dev" else "off"
    make_secret()
    actions = {"run": run, "dev": develop, "superuser": make_superuser, "prepare": prepare_server}
    actions[action]()


def run() -> None:
    port = free_port()
    prepare()
    collect_static()
    say(f"Le guide est prêt : http://{HOST}:{port}/ (Ctrl+C pour l’arrêter)")
    replace_process("-m", "miramas_guide.deployment.server", str(port))


def develop() -> None:
    port = free_port()
    prepare()
    replace_process("manage.py", "runserver", f"{HOST}:{port}")


def prepare_server() -> None:
    """What a new version needs before it serves; systemd starts the server."""
    prepare()
    collect_static()


def make_superuser() -> None:
    prepare()
    options = ["--noinput"] if os.environ.get("DJANGO_SUPERUSER_PASSWORD") else []
    replace_process("manage.py", "createsuperuser", *options)


def make_secret() -> None:
    """Write the secret that the settings read when none is given, once, for its owner alone."""
    if os.environ.get("SECRET_KEY") or os.environ.get("SECRET_KEY_FILE"):
        return
    folder = Path(os.environ.get("VAR_DIR") or BASE / ".var")
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        handle = os.open(folder / "secret", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))


def free_port() -> int:
    """Return PORT (8000 by default) and let the site know its own address by it.

    Ends with one line when the port cannot be used.
    """
    value = os.environ.get("PORT") or "8000"
    if not value.isdecimal() or not 0 < int(value) < 65536:
        sys.exit(f"PORT doit être un nombre de 1 à 65535, et non « {value} ».")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(value)))
        except OSError:
            sys.exit(f"Le port {value} ne peut pas être ouvert. Essayez : make run PORT=8001")
    os.environ.setdefault("SITE_URL", f"http://{HOST}:{value}")
    return int(value)


def prepare() -> None:
    """Bring the database up to date and load the guide; what was edited stays."""
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    say("Base de données et guide…")
    try:
        # A call from code skips the checks unless told otherwise.
        call_command("migrate", verbosity=0, skip_checks=False)
        call_command("load_guide", verbosity=0)
    except CommandError as error:
        sys.exit(str(error))


def collect_static() -> None:
    """Hash and compress the static files, unless none has changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = settings.VAR_DIR / "static.stamp"
    state = static_state()
    if stamp.exists() and stamp.read_text() == state:
        return
    say("Fichiers statiques…")
    call_command(
        "collectstatic",
        interactive=False,
        verbosity=0,
        ignore_patterns=list(UNUSED_STATIC_FILES),
    )
    stamp.write_text(state)


def static_state() -> str:
    """Return a digest of every static file's path, size and date, and of the storage's settings."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(repr((settings.STORAGES, str(settings.STATIC_ROOT))).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def replace_process(*arguments: str) -> None:
    """Become the server, so that a signal to this process reaches it."""
    from django.db import connections

    connections.close_all()
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
