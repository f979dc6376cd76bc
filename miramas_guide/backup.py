"""Backups that any database of the guide can take back: data as JSON lines, media, checksums.

A zip file: `manifest.json`, `data/<app>.<model>.jsonl`, `media/…`. What can be made again (search
entries, permissions, sessions) is not in it.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

FORMAT = 1
KEPT_DAYS, KEPT_MONTHS = 30, 12
_NAME = "guide-%Y%m%d-%H%M%S.zip"
# Made again by `migrate`, by signing in, or from the records.
_LEFT_OUT = {
    "contenttypes.contenttype",
    "auth.permission",
    "sessions.session",
    "services.searchentry",
}


class BackupError(Exception):
    """What is wrong with a backup, in French, for the person who restores it."""


@dataclass(frozen=True)
class Written:
    """A backup that was made: where, how many rows and media files."""

    path: Path
    rows: int
    media: int


def kept_models() -> list[type[models.Model]]:
    found = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    return [model for model in found if model._meta.label_lower not in _LEFT_OUT]


def write(folder: Path, at: datetime | None = None) -> Written:
    """Write a backup in the folder, whole or not at all, readable by its owner alone."""
    at = at or timezone.now()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / timezone.localtime(at).strftime(_NAME)
    draft = path.with_suffix(".part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                manifest = _fill(archive, at)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    rows = sum(part["rows"] for part in manifest["data"].values())
    return Written(path, rows, len(manifest["media"]))


def _fill(archive: zipfile.ZipFile, at: datetime) -> dict:
    manifest = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "release": settings.RELEASE,
        "migrations": applied_migrations(),
        "data": {},
        "media": {},
    }
    with transaction.atomic():
        _see_one_instant()
        for model in kept_models():
            manifest["data"][model._meta.label_lower] = _write_model(archive, model)
    for path in media_files():
        name = path.relative_to(settings.MEDIA_ROOT).as_posix()
        archive.write(path, f"media/{name}")
        manifest["media"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def _see_one_instant() -> None:
    """All tables as they are now, whoever writes meanwhile; SQLite does so by itself."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _write_model(archive: zipfile.ZipFile, model: type[models.Model]) -> dict:
    digest, rows = hashlib.sha256(), 0
    with archive.open(data_name(model._meta.label_lower), "w", force_zip64=True) as file:
        for line in _lines(model):
            file.write(line)
            digest.update(line)
            rows += 1
    return {"rows": rows, "sha256": digest.hexdigest()}


def _lines(model: type[models.Model]) -> Iterator[bytes]:
    queryset = model._base_manager.order_by(model._meta.pk.name)
    for record in queryset.iterator(chunk_size=500):
        text = serializers.serialize(
            "jsonl", [record], use_natural_foreign_keys=True, ensure_ascii=False
        )
        yield text.strip().encode() + b"\n"


def data_name(label: str) -> str:
    return f"data/{label}.jsonl"


def applied_migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def media_files() -> list[Path]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else []


def prune(folder: Path) -> list[Path]:
    """Remove what is neither among the last 30 days' nor the last of its month for a year."""
    found = sorted(folder.glob("guide-????????-??????.zip"), reverse=True)
    days = list(dict.fromkeys(path.name[6:14] for path in found))[:KEPT_DAYS]
    last_of_month: dict[str, Path] = {}
    for path in found:
        last_of_month.setdefault(path.name[6:12], path)
    kept = {path for path in found if path.name[6:14] in days}
    kept |= set(list(last_of_month.values())[:KEPT_MONTHS])
    gone = [path for path in found if path not in kept]
    for path in gone:
        path.unlink()
    return gone
